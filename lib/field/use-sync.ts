import { useSyncExternalStore } from "react";
import type { ParkedOperation } from "@/lib/sync/schema";
import { applyLocally } from "@/lib/sync/rules";
import { useLive } from "./current";
import { QUIET, readLink } from "./link";
import type { Link } from "./link";
import { nudge } from "./nudge";
import { UNSENT } from "./store";
import type { FieldStore, StoredFile, StoredOperation } from "./store";

/** An operation that waits for a person. `visitId` and `row` as far as this phone holds them. */
export type Parked = { question: ParkedOperation; visitId: string | null; local: StoredOperation | null };

export type SyncState = "saved" | "waiting" | "offline" | "trouble";

export type Sync = {
  state: SyncState;
  /** Operations and files that the office does not have. */
  waiting: number;
  /** Questions for this person; what lies with the office does not count. */
  parked: number;
  link: Link;
  /** Looks at once, whatever pause there is. */
  sendNow: () => void;
};

function subscribeOnline(listener: () => void): () => void {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

export function useOnline(): boolean {
  return useSyncExternalStore(
    subscribeOnline,
    () => navigator.onLine,
    () => true,
  );
}

/** What the phone refused by itself, as the same kind of question as the office's. */
const questionOf = (row: StoredOperation): ParkedOperation => ({
  op_id: row.op_id,
  kind: row.op.kind,
  code: row.code,
  device_time: row.op.device_time,
  payload: row.op.payload,
  office: null,
  state: "parked",
});

/** The office's open questions as its visits list them, decisions under way applied, and what only this phone knows. */
export async function listParked(store: FieldStore): Promise<Parked[]> {
  const [visits, rows] = await Promise.all([
    store.visits.toArray(),
    store.operations.where("state").anyOf("parked", "queued", "sending", "acked").toArray(),
  ]);
  const byOp = new Map(rows.map((row) => [row.op_id, row]));
  const decisions = rows.filter(({ op, state }) => op.kind === "conflict.decide" && state !== "parked");
  const listed = visits.flatMap(({ id, row }) =>
    decisions
      .reduce((visit, { op }) => applyLocally(visit, op), row)
      .parked.map((question) => ({ question, visitId: id, local: byOp.get(question.op_id) ?? null })),
  );
  const known = new Set(visits.flatMap(({ row }) => row.parked.map(({ op_id }) => op_id)));
  const decided = new Set(decisions.map(({ entity_id }) => entity_id));
  const own = rows
    .filter(({ state, op_id }) => state === "parked" && !known.has(op_id) && !decided.has(op_id))
    .map((row) => ({ question: questionOf(row), visitId: row.visit_id, local: row }));
  return [...listed, ...own];
}

export type Queue = { operations: readonly StoredOperation[]; files: readonly StoredFile[] };

export async function listWaiting(store: FieldStore): Promise<Queue> {
  const [operations, files] = await Promise.all([
    store.operations
      .where("state")
      .anyOf(...UNSENT)
      .sortBy("seq"),
    store.files.where("state").notEqual("sent").sortBy("queued_at"),
  ]);
  return { operations, files };
}

const counts = async (store: FieldStore) => {
  const [operations, files, parked, link] = await Promise.all([
    store.operations
      .where("state")
      .anyOf(...UNSENT)
      .count(),
    store.files.where("state").anyOf("held", "waiting", "uploading").count(),
    listParked(store),
    readLink(store),
  ]);
  const stuck = await store.files.where("state").equals("parked").count();
  const open = parked.filter(({ question }) => question.state === "parked").length;
  return { waiting: operations + files, parked: open + stuck, link };
};

const TROUBLE: readonly (string | null)[] = [
  "signed_out",
  "wrong_organization",
  "removed",
  "forbidden",
  "shut_out",
];

const sendNow = () => nudge("button");

/** The pill's state: what a person must know before anything else, worst first. */
export function stateOf(waiting: number, parked: number, link: Link, isOnline: boolean): SyncState {
  if (parked > 0 || TROUBLE.includes(link.stop)) return "trouble";
  if (!isOnline || link.stop === "offline") return "offline";
  return waiting > 0 ? "waiting" : "saved";
}

export function useSync(): Sync {
  const isOnline = useOnline();
  const { waiting, parked, link } = useLive(counts, []) ?? { waiting: 0, parked: 0, link: QUIET };
  return { state: stateOf(waiting, parked, link, isOnline), waiting, parked, link, sendNow };
}
