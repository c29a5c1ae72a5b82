import { newId } from "@/lib/uuid";
import { act } from "./outbox";
import { currentStore } from "./current";
import { nudge } from "./nudge";
import type { StoredOperation } from "./store";
import type { Parked } from "./use-sync";

export type Answer = "retry" | "discard" | "ask_office";

/** The person's answer to a question of the office: an operation like all others, so without signal too. */
export async function decide({ question, visitId }: Parked, answer: Answer): Promise<void> {
  await act("conflict.decide", question.op_id, { decision: answer }, { visitId });
}

/**
 * What the office has never seen, or has refused for good, is this phone's alone to settle. Sent again it is a new
 * operation: the office answers a known one as before.
 */
export async function sendAgain(row: StoredOperation): Promise<void> {
  const store = currentStore();
  await store.transaction("rw", store.operations, store.files, async () => {
    const isKnown = row.parked_by === "office" || row.code === "op_mismatch";
    const opId = isKnown ? newId() : row.op_id;
    await store.operations.update(row.seq, {
      op_id: opId,
      op: { ...row.op, op_id: opId },
      state: "queued",
      result: null,
      code: null,
      detail: null,
      parked_by: null,
      next_at: 0,
    });
    await store.files
      .where("op_id")
      .equals(row.op_id)
      .filter(({ state }) => state !== "sent")
      .modify({ op_id: opId, state: "held", code: null, next_at: 0 });
  });
  nudge("button");
}

/** Gone from this phone for good, with its file. */
export async function forget(row: StoredOperation): Promise<void> {
  const store = currentStore();
  await store.transaction("rw", store.operations, store.files, store.blobs, async () => {
    const files = await store.files.where("op_id").equals(row.op_id).primaryKeys();
    await store.blobs.bulkDelete(files);
    await store.files.bulkDelete(files);
    await store.operations.update(row.seq, { state: "done", code: "forgotten" });
  });
}

/** A file that was refused is tried once more. */
export async function sendFileAgain(fileId: string): Promise<void> {
  await currentStore().files.update(fileId, { state: "waiting", code: null, next_at: 0, is_uploaded: false });
  nudge("button");
}
