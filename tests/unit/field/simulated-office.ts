import type { Phone, Wire } from "@/lib/field/phone";
import type { FieldStore } from "@/lib/field/store";
import { ApiProblem } from "@/lib/http/api-problem";
import { applyLocally } from "@/lib/sync/rules";
import type { Operation, OperationResult, SyncRequest, Visit } from "@/lib/sync/schema";

export const SERVER_TIME = "2026-11-20T15:00:00Z";

export function problem(status: number, code = "internal"): ApiProblem {
  return new ApiProblem(status, code as ApiProblem["code"]);
}

type Verdict = Pick<OperationResult, "result" | "code">;

export type SimulatedOffice = {
  /** What was done, in the office's own order. */
  applied: string[];
  requests: SyncRequest[];
  visits: Map<string, Visit>;
  bytes: Map<string, Blob>;
  completed: Set<string>;
  /** Small copies asked for, in order. */
  shown: string[];
  /** May throw before anything is done. */
  before: (operations: readonly Operation[]) => void;
  /** May throw after everything was done: the answer is lost. */
  after: () => void;
  judge: (operation: Operation) => Verdict;
  withRows: boolean;
  wire: Wire;
};

/** An office that does each operation once and remembers its answer, as the real one does. */
export function simulateOffice(visits: readonly Visit[] = []): SimulatedOffice {
  const answers = new Map<string, Verdict>();
  const office: Omit<SimulatedOffice, "wire"> = {
    applied: [],
    requests: [],
    visits: new Map(visits.map((visit) => [visit.id, visit])),
    bytes: new Map(),
    completed: new Set(),
    shown: [],
    before: () => {},
    after: () => {},
    judge: () => ({ result: "applied" }),
    withRows: true,
  };
  const take = (operation: Operation): OperationResult => {
    const known = answers.get(operation.op_id);
    if (known) return { op_id: operation.op_id, ...known };
    const verdict = office.judge(operation);
    answers.set(operation.op_id, verdict);
    if (verdict.result === "applied") apply(office.applied, office.visits, operation);
    return { op_id: operation.op_id, ...verdict };
  };
  // The same object, so that a test's changes of it are what the line answers by.
  return Object.assign(office, { wire: wireOf(office, take) });
}

function apply(applied: string[], visits: Map<string, Visit>, operation: Operation): void {
  applied.push(operation.op_id);
  const visit = visits.get(visitOf(visits, operation) ?? "");
  if (visit) visits.set(visit.id, { ...applyLocally(visit, operation), version: visit.version + 1 });
}

function visitOf(visits: Map<string, Visit>, operation: Operation): string | null {
  if ("booking_id" in operation.payload) return operation.payload.booking_id ?? null;
  if (operation.entity === "booking") return operation.entity_id;
  const holder = [...visits.values()].find((visit) =>
    [...visit.checklists, ...visit.photos].some(({ id }) => id === operation.entity_id),
  );
  return holder?.id ?? null;
}

/** The visit goes with its last operation in the batch only. */
function addRows(office: Omit<SimulatedOffice, "wire">, body: SyncRequest, results: OperationResult[]): void {
  const last = new Map(body.operations.map((operation, place) => [visitOf(office.visits, operation), place]));
  for (const [visitId, place] of last) {
    const result = results[place];
    const row = office.visits.get(visitId ?? "");
    if (result && row && office.withRows) result.row = row;
  }
}

function wireOf(
  office: Omit<SimulatedOffice, "wire">,
  take: (operation: Operation) => OperationResult,
): Wire {
  return {
    send: async (body) => {
      office.requests.push(body);
      office.before(body.operations);
      const results = body.operations.map(take);
      addRows(office, body, results);
      office.after();
      return { results, server_time: SERVER_TIME };
    },
    changes: async () => {
      office.before([]);
      const rows = [...office.visits.values()];
      const changes = rows.map((row) => ({ entity: "visit" as const, id: row.id, row }));
      return { changes, removals: [], gate_codes: [], cursor: "all", server_time: SERVER_TIME };
    },
    uploadTarget: async (id) => {
      office.before([]);
      if (office.bytes.has(id)) return null;
      return { bucket: "uploads", path: id, token: "t", url: `/put/${id}` };
    },
    putBytes: async ({ path }, bytes) => {
      if (office.bytes.has(path)) throw problem(409, "duplicate");
      office.bytes.set(path, bytes);
      office.after();
    },
    completeUpload: async (id) => {
      if (!office.bytes.has(id)) throw problem(404, "not_found");
      if (office.completed.has(id)) throw problem(409, "conflict");
      office.completed.add(id);
      office.after();
    },
    picture: async (id) => {
      office.before([]);
      office.shown.push(id);
      return new Blob([id], { type: "image/jpeg" });
    },
  };
}

/** A phone at this office. Time stands still unless a test moves it. */
export function phoneAt(office: SimulatedOffice, store: FieldStore, clock = { now: 1_000_000 }): Phone {
  return {
    store,
    wire: office.wire,
    deviceId: "00000000-0000-7000-8000-00000000dd01",
    describe: () => ({ name: "Test", platform: "other", app_version: "1" }),
    now: () => clock.now,
    random: () => 1,
  };
}
