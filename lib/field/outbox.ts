import type { ENTITY_OF_KIND, Operation, OperationKind, PayloadOf } from "@/lib/sync/schema";
import { newId } from "@/lib/uuid";
import { currentStore } from "./current";
import { nudge } from "./nudge";
import { freeSpace } from "./prune";
import { summarizeUnsent } from "./store";
import type { FieldStore, StoredFile, StoredOperation } from "./store";

/** The phone has no room left. Nothing was dropped; `unsent` says how many entries wait for the office. */
export class PhoneFull extends Error {
  readonly unsent: number;

  constructor(unsent: number, cause: unknown) {
    super("The phone's store is full.", { cause });
    this.name = "PhoneFull";
    this.unsent = unsent;
  }
}

export type NewFile = { id: string; blob: Blob; name: string; mime: string; sha256: string };

type Circumstances = {
  /** The visit it belongs to; operations of one visit keep their order. */
  visitId?: string | null;
  /** Version of the row the person saw. */
  baseVersion?: number;
  files?: readonly NewFile[];
  /** Key of the draft that this operation makes superfluous. */
  draft?: string;
};

const isFull = (error: unknown): boolean => {
  const { name, inner } = (error ?? {}) as { name?: string; inner?: { name?: string } };
  return name === "QuotaExceededError" || inner?.name === "QuotaExceededError";
};

/** The same table as the wire's, held to it by the compiler: importing that one would bring all schemas to the phone. */
const ENTITIES: typeof ENTITY_OF_KIND = {
  "booking.transition": "booking",
  "booking.seen": "booking",
  "checklist.answer": "checklist",
  "photo.add": "photo",
  "photo.update": "photo",
  "photo.remove": "photo",
  "note.add": "note",
  "signature.add": "signature",
  "time.add": "time_entry",
  "time.end": "time_entry",
  "gate_code.shown": "booking",
  "conflict.decide": "operation",
};

/** A camera's file may vanish with the page that took it; its bytes are read before anything refers to them. */
async function ownBytes(file: NewFile): Promise<NewFile> {
  return { ...file, blob: new Blob([await file.blob.arrayBuffer()], { type: file.mime }) };
}

function operationRow(op: Operation, visitId: string | null, now: number): Omit<StoredOperation, "seq"> {
  return {
    op_id: op.op_id,
    op,
    visit_id: visitId,
    entity_id: op.entity_id,
    state: "queued",
    queued_at: now,
    attempts: 0,
    next_at: 0,
    result: null,
    code: null,
    detail: null,
    parked_by: null,
    answered_at: null,
  };
}

function fileRow(file: NewFile, opId: string, visitId: string | null, now: number): StoredFile {
  return {
    file_id: file.id,
    op_id: opId,
    visit_id: visitId,
    name: file.name,
    mime: file.mime,
    sha256: file.sha256,
    size_bytes: file.blob.size,
    state: "held",
    is_uploaded: false,
    attempts: 0,
    next_at: 0,
    code: null,
    queued_at: now,
    sent_at: null,
  };
}

/** Operation and files enter the queue together or not at all. A replay of the same op_id changes nothing. */
export async function enqueue(store: FieldStore, op: Operation, around: Circumstances = {}): Promise<void> {
  const files = await Promise.all((around.files ?? []).map(ownBytes));
  const visitId = around.visitId ?? null;
  const now = Date.now();
  const write = () =>
    store.transaction("rw", store.operations, store.files, store.blobs, store.drafts, async () => {
      if (await store.operations.get({ op_id: op.op_id })) return;
      await store.operations.add(operationRow(op, visitId, now));
      await store.files.bulkAdd(files.map((file) => fileRow(file, op.op_id, visitId, now)));
      await store.blobs.bulkAdd(files.map(({ id, blob }) => ({ file_id: id, blob })));
      if (around.draft) await store.drafts.delete(around.draft);
    });
  try {
    await write();
  } catch (error) {
    if (!isFull(error)) throw error;
    await freeSpace(store);
    await write().catch(async (second: unknown) => {
      if (!isFull(second)) throw second;
      throw new PhoneFull((await summarizeUnsent(store)).count, second);
    });
  }
}

/**
 * The one way to write from the field, online too: the operation is stored with the phone's clock and is on its way
 * as soon as there is one. Answers its op_id; throws PhoneFull where the phone has no room.
 */
export async function act<Kind extends OperationKind>(
  kind: Kind,
  entityId: string,
  payload: PayloadOf<Kind>,
  around: Circumstances = {},
): Promise<string> {
  const opId = newId();
  const op = {
    op_id: opId,
    kind,
    entity: ENTITIES[kind],
    entity_id: entityId,
    ...(around.baseVersion === undefined ? {} : { base_version: around.baseVersion }),
    device_time: new Date().toISOString(),
    payload,
  } as unknown as Operation;
  await enqueue(currentStore(), op, around);
  nudge("act");
  return opId;
}
