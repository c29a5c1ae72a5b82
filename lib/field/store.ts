import Dexie from "dexie";
import type { EntityTable, Table } from "dexie";
import type { Operation, ResultDetail, SyncOutcome, Visit } from "@/lib/sync/schema";

/**
 * queued → sending → acked → done. An acked operation is done at the office but not yet part of the row this phone
 * holds; it stays in the folded view until the next filling. parked waits for a person.
 */
export type OperationState = "queued" | "sending" | "acked" | "parked" | "done";
/** What the view of a visit is folded from, and what "unsent" counts. */
export const FOLDED: readonly OperationState[] = ["queued", "sending", "acked"];
export const UNSENT: readonly OperationState[] = ["queued", "sending"];

export type StoredOperation = {
  /** The order in which the person did things; given by the store. */
  seq: number;
  op_id: string;
  op: Operation;
  /** The visit it belongs to: operations of one visit keep their order. */
  visit_id: string | null;
  entity_id: string;
  state: OperationState;
  queued_at: number;
  attempts: number;
  /** Not before this instant (milliseconds); only after the server failed over this very operation. */
  next_at: number;
  result: SyncOutcome | null;
  code: string | null;
  detail: ResultDetail | null;
  /** "office": it has been written down there as well. "phone": the office has never seen it. */
  parked_by: "office" | "phone" | null;
  /** When the office saw it, by the office's clock. */
  answered_at: string | null;
};

/** held until its record is known at the office, then waiting → uploading → sent. */
export type FileState = "held" | "waiting" | "uploading" | "sent" | "parked";

export type StoredFile = {
  file_id: string;
  op_id: string;
  visit_id: string | null;
  name: string;
  mime: string;
  sha256: string;
  size_bytes: number;
  state: FileState;
  /** The bytes lie at the office; only saying so is left. */
  is_uploaded: boolean;
  attempts: number;
  next_at: number;
  code: string | null;
  queued_at: number;
  sent_at: number | null;
};

export type StoredVisit = {
  id: string;
  row: Visit;
  /** Not one of this person's visits any more, kept because something of it is unsent. */
  is_removed: 0 | 1;
};

type Meta = { key: string; value: unknown };
type Draft = { key: string; value: unknown; saved_at: number };

export type FieldStore = Dexie & {
  visits: EntityTable<StoredVisit, "id">;
  operations: EntityTable<StoredOperation, "seq">;
  files: EntityTable<StoredFile, "file_id">;
  /** Bytes lie apart, so that listing files reads none. */
  blobs: Table<{ file_id: string; blob: Blob }, string>;
  /** Small copies of what the customer or the office has shown of the visits this phone holds. */
  pictures: Table<{ file_id: string; blob: Blob }, string>;
  meta: EntityTable<Meta, "key">;
  drafts: EntityTable<Draft, "key">;
};

const PREFIX = "callout-field";

export const storeName = (userId: string, orgId: string) => `${PREFIX}-${userId}-${orgId}`;

/**
 * The phone's store of one person in one organization. A new version of the store gets a further `version()` with
 * an `upgrade`; the existing ones stay as they are, because phones in vans are updated late.
 */
export function openStore(userId: string, orgId: string): FieldStore {
  const store = new Dexie(storeName(userId, orgId), { chromeTransactionDurability: "strict" }) as FieldStore;
  store.version(1).stores({
    visits: "id",
    operations: "++seq, &op_id, state, visit_id, entity_id",
    files: "file_id, op_id, state, visit_id",
    blobs: "file_id",
    meta: "key",
    drafts: "key",
  });
  store.version(2).stores({ pictures: "file_id" });
  return store;
}

export async function readMeta<T>(store: FieldStore, key: string): Promise<T | undefined> {
  return (await store.meta.get(key))?.value as T | undefined;
}

export async function writeMeta(store: FieldStore, key: string, value: unknown): Promise<void> {
  await store.meta.put({ key, value });
}

/** What the office does not have yet: operations, files, and how long and how much. */
export type UnsentSummary = { count: number; bytes: number; oldestAt: number | null };

export async function summarizeUnsent(store: FieldStore): Promise<UnsentSummary> {
  const [operations, files] = await Promise.all([
    store.operations.where("state").anyOf("queued", "sending", "parked").toArray(),
    store.files.where("state").notEqual("sent").toArray(),
  ]);
  const here = operations.filter(({ state, parked_by }) => state !== "parked" || parked_by === "phone");
  const times = [...here, ...files].map(({ queued_at }) => queued_at);
  return {
    count: here.length + files.length,
    bytes: files.reduce((sum, file) => sum + file.size_bytes, 0),
    oldestAt: times.length === 0 ? null : Math.min(...times),
  };
}
