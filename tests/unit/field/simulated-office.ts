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

/**
 * An office that does each operation once and remembers its answer, as the real one does. Tests make it lose answers,
 * fail and refuse; what it did is in `applied`, in its own order.
 */
export class SimulatedOffice {
  readonly applied: string[] = [];
  readonly requests: SyncRequest[] = [];
  readonly visits = new Map<string, Visit>();
  readonly bytes = new Map<string, Blob>();
  readonly completed = new Set<string>();
  private readonly answers = new Map<string, Verdict>();
  /** Thrown before anything is done. */
  before: (operations: readonly Operation[]) => void = () => {};
  /** Thrown after everything was done: the answer is lost. */
  after: () => void = () => {};
  judge: (operation: Operation) => Verdict = () => ({ result: "applied" });
  withRows = true;

  constructor(visits: readonly Visit[] = []) {
    for (const visit of visits) this.visits.set(visit.id, visit);
  }

  private take(operation: Operation, visitId: string | null): OperationResult {
    const known = this.answers.get(operation.op_id);
    const verdict = known ?? this.judge(operation);
    if (!known) {
      this.answers.set(operation.op_id, verdict);
      if (verdict.result === "applied") this.applied.push(operation.op_id);
      const visit = visitId === null ? undefined : this.visits.get(visitId);
      if (visit && verdict.result === "applied") {
        const next = applyLocally(visit, operation);
        this.visits.set(visit.id, { ...next, version: visit.version + 1 });
      }
    }
    return { op_id: operation.op_id, ...verdict };
  }

  private visitOf(operation: Operation): string | null {
    if ("booking_id" in operation.payload) return operation.payload.booking_id ?? null;
    if (operation.entity === "booking") return operation.entity_id;
    const holder = [...this.visits.values()].find((visit) =>
      [...visit.checklists, ...visit.photos].some(({ id }) => id === operation.entity_id),
    );
    return holder?.id ?? null;
  }

  readonly wire: Wire = {
    send: async (body) => {
      this.requests.push(body);
      this.before(body.operations);
      const results = body.operations.map((operation) => this.take(operation, this.visitOf(operation)));
      const last = new Map(body.operations.map((operation, place) => [this.visitOf(operation), place]));
      for (const [visitId, place] of last) {
        const result = results[place];
        const row = visitId === null ? undefined : this.visits.get(visitId);
        if (result && row && this.withRows) result.row = row;
      }
      this.after();
      return { results, server_time: SERVER_TIME };
    },
    changes: async () => {
      this.before([]);
      return {
        changes: [...this.visits.values()].map((row) => ({ entity: "visit" as const, id: row.id, row })),
        removals: [],
        cursor: "all",
        server_time: SERVER_TIME,
      };
    },
    uploadTarget: async (id) => {
      this.before([]);
      if (this.bytes.has(id)) return null;
      return { bucket: "uploads", path: id, token: "t", url: `/put/${id}` };
    },
    putBytes: async ({ path }, bytes) => {
      if (this.bytes.has(path)) throw problem(409, "duplicate");
      this.bytes.set(path, bytes);
      this.after();
    },
    completeUpload: async (id) => {
      if (!this.bytes.has(id)) throw problem(404, "not_found");
      if (this.completed.has(id)) throw problem(409, "conflict");
      this.completed.add(id);
      this.after();
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
