import type { SyncRequest, SyncResponse } from "@/lib/sync/schema";
import { Interruption, interruptionOf, isFaulty, isServerFailure, noteContact, pauseMs } from "./link";
import { settle } from "./settle";
import type { FieldStore, StoredOperation } from "./store";
import { summarizeUnsent } from "./store";
import type { Phone } from "./phone";

const BATCH = 100;

/** What a crash or a closed tab left half-way is sent again; the office knows each op_id and answers as before. */
async function recover(store: FieldStore): Promise<void> {
  await store.operations.where("state").equals("sending").modify({ state: "queued" });
}

/**
 * The next operations in the order they were made. One that must wait holds back those of its visit behind it, and
 * nobody else's.
 */
async function takeBatch(store: FieldStore, most: number, now: number): Promise<StoredOperation[]> {
  return store.transaction("rw", store.operations, async () => {
    const held = new Set<string>();
    const queued = await store.operations.where("state").equals("queued").sortBy("seq");
    const batch: StoredOperation[] = [];
    for (const row of queued) {
      const chain = row.visit_id ?? row.entity_id;
      if (row.next_at > now) held.add(chain);
      if (held.has(chain)) continue;
      batch.push(row);
      if (batch.length === most) break;
    }
    const seqs = batch.map(({ seq }) => seq);
    await store.operations.where("seq").anyOf(seqs).modify({ state: "sending" });
    return batch;
  });
}

async function requeue(store: FieldStore, batch: readonly StoredOperation[]): Promise<void> {
  const seqs = batch.map(({ seq }) => seq);
  await store.operations
    .where("seq")
    .anyOf(seqs)
    .modify((row) => {
      if (row.state === "sending") row.state = "queued";
      row.attempts += 1;
    });
}

async function requestOf(phone: Phone, batch: readonly StoredOperation[]): Promise<SyncRequest> {
  const unsent = await summarizeUnsent(phone.store);
  return {
    device_id: phone.deviceId,
    device: {
      ...phone.describe(),
      unsent_count: unsent.count,
      unsent_bytes: unsent.bytes,
      oldest_unsent_at: unsent.oldestAt === null ? null : new Date(unsent.oldestAt).toISOString(),
      clock: new Date(phone.now()).toISOString(),
    },
    operations: batch.map(({ op }) => op),
  };
}

/** Says how many may go into the next batch: a faulty or failing one is halved until the one at fault stands alone. */
async function afterFailure(phone: Phone, batch: StoredOperation[], error: unknown): Promise<number> {
  const { store } = phone;
  const [only] = batch;
  await requeue(store, batch);
  if (!isFaulty(error) && !isServerFailure(error)) throw interruptionOf(error);
  if (batch.length > 1 || !only) return Math.floor(batch.length / 2);
  if (isFaulty(error)) {
    const detail = error.detail ? { message: error.detail } : null;
    await settle(store, [only], [{ op_id: only.op_id, result: "rejected", code: error.code, detail }], null);
    return BATCH;
  }
  const next_at = phone.now() + pauseMs(only.attempts + 1, phone.random());
  await store.operations.update(only.seq, { next_at });
  return 1;
}

/**
 * Sends what waits, oldest first. Throws an Interruption when the line or the server says no for now; a single
 * operation that nothing can be done about is parked and the rest goes on.
 */
export async function drainOperations(phone: Phone): Promise<number> {
  const { store, wire } = phone;
  await recover(store);
  let most = BATCH;
  let failures = 0;
  let sent = 0;
  for (;;) {
    const batch = await takeBatch(store, most, phone.now());
    if (batch.length === 0) return sent;
    let response: SyncResponse;
    try {
      response = await wire.send(await requestOf(phone, batch));
    } catch (error) {
      // A second operation failing alone is no bad operation any more but a bad day of the server.
      if (isServerFailure(error) && batch.length === 1) failures += 1;
      most = await afterFailure(phone, batch, error);
      if (failures > 1) throw new Interruption("busy");
      continue;
    }
    const settled = await settle(store, batch, response.results, response.server_time);
    await noteContact(store, phone.now());
    if (settled === 0) {
      await requeue(store, batch);
      throw new Interruption("busy");
    }
    sent += settled;
    failures = 0;
    most = Math.min(BATCH, most * 2);
  }
}
