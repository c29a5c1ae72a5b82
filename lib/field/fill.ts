import type { SyncAnswer } from "@/lib/sync/schema";
import { interruptionOf, noteContact } from "./link";
import type { Phone } from "./phone";
import { keepGateCodes } from "./gate-codes";
import { hasUnsent } from "./prune";
import { readMeta, writeMeta } from "./store";
import type { FieldStore } from "./store";

/**
 * Asks what differs from what this phone holds and takes it over. Runs after the queue, never beside it: an answer
 * older than the last operation would show the visit as it was before.
 */
export async function fill(phone: Phone): Promise<void> {
  const { store, wire } = phone;
  const cursor = (await readMeta<string>(store, "cursor")) ?? null;
  const askedAt = phone.now();
  let answer: SyncAnswer;
  try {
    answer = await wire.changes(cursor, phone.deviceId);
  } catch (error) {
    throw interruptionOf(error);
  }
  await takeOver(store, answer);
  const middle = (askedAt + phone.now()) / 2;
  await writeMeta(store, "clock_offset_ms", Math.round(Date.parse(answer.server_time) - middle));
  await noteContact(store, phone.now());
}

async function takeOver(
  store: FieldStore,
  { changes, removals, gate_codes, cursor }: SyncAnswer,
): Promise<void> {
  await store.transaction("rw", store.visits, store.operations, store.files, store.meta, async () => {
    for (const change of changes) {
      if (change.entity === "settings") await writeMeta(store, "settings", change.row);
      else await store.visits.put({ id: change.id, row: change.row, is_removed: 0 });
    }
    for (const { id } of removals) {
      if (await hasUnsent(store, id)) await store.visits.update(id, { is_removed: 1 });
      else await store.visits.delete(id);
    }
    await store.operations.where("state").equals("acked").modify({ state: "done" });
    await closeDecided(store);
    await keepGateCodes(store, gate_codes);
    await writeMeta(store, "cursor", cursor);
    await writeMeta(store, "filled", true);
  });
}

/** What the office has decided stands in no visit's list of open questions any more. */
async function closeDecided(store: FieldStore): Promise<void> {
  const parked = await store.operations.where("state").equals("parked").toArray();
  for (const { seq, op_id, visit_id, parked_by } of parked) {
    if (parked_by !== "office" || visit_id === null) continue;
    const visit = await store.visits.get(visit_id);
    if (visit && visit.is_removed === 0 && !visit.row.parked.some((open) => open.op_id === op_id))
      await store.operations.update(seq, { state: "done", code: "decided" });
  }
}
