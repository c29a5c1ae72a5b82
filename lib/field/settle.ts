import type { Operation, OperationResult } from "@/lib/sync/schema";
import type { FieldStore, StoredOperation } from "./store";

/**
 * Writes what became of a batch, all of it in one transaction: states, the visits as the office has them now, files
 * that may follow their record. `serverTime` is null where this phone itself judged. Answers how many were settled;
 * an operation without a result waits again.
 */
export async function settle(
  store: FieldStore,
  batch: readonly StoredOperation[],
  results: readonly OperationResult[],
  serverTime: string | null,
): Promise<number> {
  const byId = new Map(results.map((result) => [result.op_id, result]));
  const rows = results.flatMap(({ row }) => (row ? [row] : []));
  const fresh = new Set(rows.map(({ id }) => id));
  return store.transaction("rw", store.operations, store.visits, store.files, async () => {
    let settled = 0;
    for (const operation of batch) {
      const result = byId.get(operation.op_id);
      if (!result) {
        await store.operations.update(operation.seq, { state: "queued" });
        continue;
      }
      settled += 1;
      const isDone = result.result === "applied" || result.result === "merged";
      if (isDone) await finish(store, operation, result, serverTime, fresh);
      else await park(store, operation, result, serverTime);
    }
    await store.visits.bulkPut(rows.map((row) => ({ id: row.id, row, is_removed: 0 as const })));
    return settled;
  });
}

async function finish(
  store: FieldStore,
  operation: StoredOperation,
  result: OperationResult,
  serverTime: string | null,
  fresh: ReadonlySet<string>,
): Promise<void> {
  const isSeen = operation.visit_id === null || fresh.has(operation.visit_id);
  await store.operations.update(operation.seq, {
    state: isSeen ? "done" : "acked",
    op: withoutAddress(operation.op),
    result: result.result,
    code: null,
    detail: result.detail ?? null,
    answered_at: serverTime,
  });
  await store.files
    .where("op_id")
    .equals(operation.op_id)
    .filter(({ state }) => state === "held")
    .modify({ state: "waiting" });
  if (operation.op.kind === "conflict.decide" && operation.op.payload.decision !== "ask_office")
    await closeParked(store, operation.op.entity_id);
}

/** Where the signed report goes was said for that sending: no phone remembers it. */
function withoutAddress(op: Operation): Operation {
  if (op.kind !== "signature.add" || !op.payload.email) return op;
  const { email: _, ...payload } = op.payload;
  return { ...op, payload };
}

/** The question was answered; the office's journal keeps both sides. */
async function closeParked(store: FieldStore, opId: string): Promise<void> {
  await store.operations
    .where("op_id")
    .equals(opId)
    .filter(({ state }) => state === "parked")
    .modify({ state: "done", code: "decided" });
}

async function park(
  store: FieldStore,
  operation: StoredOperation,
  result: OperationResult,
  serverTime: string | null,
): Promise<void> {
  const code = result.code ?? result.result;
  // A decision that could not be carried out leaves its question open: that one is asked again, not the answer.
  const isDecision = operation.op.kind === "conflict.decide" && serverTime !== null;
  // The office keeps no second operation under one id.
  const isInJournal = serverTime !== null && code !== "op_mismatch";
  await store.operations.update(operation.seq, {
    state: isDecision ? "done" : "parked",
    result: result.result,
    code,
    detail: result.detail ?? null,
    parked_by: isInJournal ? "office" : "phone",
    answered_at: serverTime,
  });
  const isCreation = operation.op.kind.endsWith(".add");
  if (isCreation && result.result === "rejected") await parkDependants(store, operation);
}

/** What was to change a record that will not exist, and its file, would only be refused one by one. */
async function parkDependants(store: FieldStore, creation: StoredOperation): Promise<void> {
  await store.operations
    .where("entity_id")
    .equals(creation.entity_id)
    .filter(({ state, seq }) => state === "queued" && seq > creation.seq)
    .modify({ state: "parked", code: "depends_on", parked_by: "phone", result: "rejected" });
  await store.files
    .where("op_id")
    .equals(creation.op_id)
    .filter(({ state }) => state !== "sent")
    .modify({ state: "parked", code: "depends_on" });
}
