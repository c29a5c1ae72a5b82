import { randomUUID } from "node:crypto";
import { checkImport, importCustomers } from "@/lib/imports/worker";
import type { Job } from "@/lib/worker/job";
import type { TestUser } from "@/tests/support/database";
import { call } from "./company";
import type { Answer } from "./company";
import { openFiling } from "./filing";
import type { Filing } from "./filing";

export type ImportRow = {
  id: string;
  state: string;
  problem: string | null;
  encoding: string | null;
  headings: string[];
  mapping: (string | null)[];
  row_count: number;
  counts: { new: number; duplicate: number; error: number; created: number; unsure: number };
  samples: string[][];
  operation_id: string | null;
  version: number;
};

/** A company whose worker looks at imports when it is told to. */
export type Importing = Omit<Filing, "check"> & {
  /** Sends a list, has it read and judged, and answers the import. */
  bring: (person: TestUser, bytes: Buffer | string, changes?: Record<string, unknown>) => Promise<ImportRow>;
  get: (person: TestUser, id: string) => Promise<ImportRow>;
  update: (person: TestUser, id: string, changes: Record<string, unknown>) => Promise<ImportRow>;
  check: (id: string, signal?: AbortSignal, checkNo?: number) => Promise<void>;
  start: (person: TestUser, id: string) => Promise<ImportRow>;
  /** One try of the job that writes; ends after `batches` of them, as if the worker had died there. */
  write: (started: ImportRow, batches?: number) => Promise<unknown>;
};

const jobOf = (orgId: string, kind: string, payload: Record<string, unknown>): Job => ({
  orgId,
  id: randomUUID(),
  kind,
  payload,
  attempts: 1,
  maxAttempts: 5,
  waits: { firstWaitS: 10, longestWaitS: 600 },
  timeLimitS: 7_200,
});

export async function openImporting(): Promise<Importing> {
  const filing = await openFiling();
  const { sql, orgId, at, worker } = filing;
  const get: Importing["get"] = (person, id) =>
    call<ImportRow>(sql, at(person), "get_import", { import: id });
  const check: Importing["check"] = async (id, signal = new AbortController().signal, checkNo) => {
    const [row] = await sql<{ check_no: number }[]>`
      select check_no from public.imports where org_id = ${orgId} and id = ${id}`;
    const payload = { import_id: id, check_no: checkNo ?? row?.check_no };
    await checkImport(jobOf(orgId, "import_check", payload), {
      sql: worker,
      signal,
      progress: async () => undefined,
    });
  };
  const update: Importing["update"] = async (person, id, changes) =>
    (await call<Answer<ImportRow>>(sql, at(person), "update_import", { id, expected_version: null, changes }))
      .data;
  return {
    ...filing,
    get,
    check,
    update,
    async bring(person, bytes, changes) {
      const file = await filing.send(person, Buffer.from(bytes), { name: "customers.csv", mime: "text/csv" });
      const payload = { file_id: file.id };
      const made = (await call<Answer<ImportRow>>(sql, at(person), "create_import", { payload })).data;
      await check(made.id);
      if (changes) {
        await update(person, made.id, changes);
        await check(made.id);
      }
      return get(person, made.id);
    },
    start: async (person, id) =>
      (await call<Answer<ImportRow>>(sql, at(person), "start_import", { payload: { id } })).data,
    async write(started, batches = Number.POSITIVE_INFINITY) {
      const killed = new AbortController();
      let left = batches;
      const payload = { import_id: started.id, operation_id: started.operation_id };
      return importCustomers(jobOf(orgId, "customer_import", payload), {
        sql: worker,
        signal: killed.signal,
        progress: async () => {
          left -= 1;
          if (left <= 0) killed.abort(new Error("The worker died."));
        },
      });
    },
  };
}
