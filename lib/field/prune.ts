import { UNSENT } from "./store";
import type { FieldStore } from "./store";

const DAY_MS = 86_400_000;
/** "Sent today" is read by people; a day more covers shifts over midnight and other zones. */
const KEEP_DONE_MS = 2 * DAY_MS;
/** Pictures the office has can be looked at there; on the phone they make room for new ones. */
const KEEP_BYTES_MS = 7 * DAY_MS;

/** Removes what the office has and nobody looks for on a phone any more. Never anything unsent. */
export async function prune(store: FieldStore, now: number = Date.now()): Promise<void> {
  await store.transaction("rw", store.visits, store.operations, store.files, store.blobs, async () => {
    await store.operations
      .where("state")
      .equals("done")
      .filter(({ queued_at }) => queued_at < now - KEEP_DONE_MS)
      .delete();
    await dropSentBytes(store, now - KEEP_BYTES_MS);
    const removed = await store.visits.filter(({ is_removed }) => is_removed === 1).primaryKeys();
    for (const id of removed) if (!(await hasUnsent(store, id))) await store.visits.delete(id);
  });
}

export async function hasUnsent(store: FieldStore, visitId: string): Promise<boolean> {
  const operations = store.operations.where("visit_id").equals(visitId);
  const waits = await operations
    .filter(({ state, parked_by }) => UNSENT.includes(state) || (state === "parked" && parked_by === "phone"))
    .count();
  if (waits > 0) return true;
  const files = store.files.where("visit_id").equals(visitId);
  return (await files.filter(({ state }) => state !== "sent").count()) > 0;
}

async function dropSentBytes(store: FieldStore, before: number): Promise<void> {
  const sent = await store.files
    .where("state")
    .equals("sent")
    .filter(({ sent_at }) => sent_at !== null && sent_at < before)
    .primaryKeys();
  await store.blobs.bulkDelete(sent);
  await store.files.bulkDelete(sent);
}

/** The phone is full: everything that the office has already goes at once. */
export async function freeSpace(store: FieldStore): Promise<void> {
  await store.transaction("rw", store.operations, store.files, store.blobs, store.pictures, async () => {
    await store.pictures.clear();
    await store.operations.where("state").equals("done").delete();
    await dropSentBytes(store, Date.now() + DAY_MS);
  });
}
