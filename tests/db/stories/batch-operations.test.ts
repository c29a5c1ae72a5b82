import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { connectWorker } from "@/lib/worker/database";
import type { JobHandler } from "@/lib/worker/job";
import { JobProblem } from "@/lib/worker/retry";
import { startWorker } from "@/lib/worker/worker";
import { databaseUrl } from "@/scripts/stack/credentials";
import { asIdentity, refusal } from "@/tests/support/database";
import type { Identity, Sql, TestUser } from "@/tests/support/database";
import { call, callRows, foundCompany, openCompany } from "./company";
import type { Answer, Company } from "./company";

type Operation = {
  id: string;
  status: string;
  done: number;
  total: number | null;
  result: Record<string, unknown> | null;
  error_code: string | null;
  is_cancelling: boolean;
};
type Claimed = { org_id: string; id: string };

let acme: Company;
let workerSql: Sql;
let dispatcher: TestUser;

beforeAll(async () => {
  acme = await openCompany();
  dispatcher = await acme.hire("dispatcher");
  const { settings, port } = inject("cluster");
  workerSql = connectWorker(
    databaseUrl({
      secretKey: settings.secretKey,
      role: "callout_worker_login",
      port,
      database: acme.database.name,
    }),
    "story",
  );
  // Whatever else is due is not this story's.
  await acme.sql`update ops.schedules set next_run_at = now() + interval '1 day'`;
  await acme.sql`insert into ops.job_kinds (kind, class) values ('tiny_bulk', 'bulk'), ('nightly', 'maintenance')`;
});
afterAll(async () => {
  await workerSql.end();
  await acme.database.close();
});

const worker: Identity = { name: "worker", role: "callout_worker", claims: null };
const asWorker = <T extends object>(statement: string, values: unknown[]): Promise<T[]> =>
  asIdentity(acme.sql, worker, async (tx) => [...(await tx.unsafe<T[]>(statement, values as string[]))], {
    commit: true,
  });
const claim = (name: string, kind: string, most = 8): Promise<Claimed[]> =>
  asWorker<Claimed>("select * from ops.claim_jobs($1, $2::text[], $3::int, 60)", [name, [kind], most]);

/** As a function of the product that starts long work does, in the name of a person. */
async function start(person: TestUser, kind: string, total: number | null = null): Promise<string> {
  const claims = JSON.stringify(acme.at(person).claims);
  return acme.sql.begin(async (tx) => {
    await tx`select set_config('request.jwt.claims', ${claims}, true)`;
    const [row] = await tx<{ id: string }[]>`
      select (private.start_batch_operation(${acme.orgId}, ${kind}, '{}', ${total})).id`;
    return row?.id ?? "";
  });
}
const look = (person: TestUser, id: string): Promise<Operation> =>
  call<Operation>(acme.sql, acme.at(person), "get_batch_operation", { operation: id });
const cancel = async (person: TestUser, id: string): Promise<Operation> =>
  (await call<Answer<Operation>>(acme.sql, acme.at(person), "cancel_batch_operation", { payload: { id } }))
    .data;

/** A real worker over one kind, until `isOver`. */
async function work(
  kind: string,
  handler: JobHandler,
  isOver: () => Promise<boolean>,
  options: { pollMs?: number; most?: number } = {},
): Promise<void> {
  const running = startWorker({
    sql: workerSql,
    name: `story-${kind}`,
    handlers: new Map([[kind, handler]]),
    pollMs: 20,
    graceMs: 2_000,
    ...options,
  });
  try {
    await expect.poll(isOver, { timeout: 15_000, interval: 20 }).toBe(true);
  } finally {
    await running.stop();
  }
}

describe("turns", () => {
  test("one organization's ten thousand jobs do not hold up another's one", async () => {
    const small = await foundCompany(acme.sql, "Small Plumbing");
    await acme.sql`
      insert into private.background_jobs (org_id, kind, run_at)
      select ${acme.orgId}, 'turn', now() - interval '1 hour' from generate_series(1, 10000)`;
    await acme.sql`insert into private.background_jobs (org_id, kind) values (${small.orgId}, 'turn')`;
    const first = await claim("w1", "turn");
    expect(first).toHaveLength(8);
    expect(first.filter((job) => job.org_id === small.orgId)).toHaveLength(1);
    // Still eight of the large one, and all room where nobody else waits.
    expect((await claim("w2", "turn")).filter((job) => job.org_id === acme.orgId)).toHaveLength(8);
    // Who has less under way comes first, however old the other's jobs are.
    await acme.sql`insert into private.background_jobs (org_id, kind) values (${small.orgId}, 'turn')`;
    expect(await claim("w3", "turn", 1)).toMatchObject([{ org_id: small.orgId }]);
    await acme.sql`delete from private.background_jobs where kind = 'turn'`;
  });

  test("a worker with all hands full takes the next job when one ends, not when it looks again", async () => {
    await acme.sql`
      insert into private.background_jobs (org_id, kind) select ${acme.orgId}, 'swift' from generate_series(1, 12)`;
    let done = 0;
    const handler: JobHandler = async () => {
      done += 1;
    };
    await work("swift", handler, async () => done === 12, { most: 2, pollMs: 60_000 });
    expect(done).toBe(12);
  });

  test("a worker that is told to stop stops, also while the database answers it nothing", async () => {
    const running = startWorker({ sql: workerSql, name: "story-held", handlers: new Map(), pollMs: 20 });
    const held = await acme.sql.reserve();
    try {
      await held`begin`;
      await held`lock table private.background_jobs in access exclusive mode`;
      const waiting = () => acme.sql`
        select from pg_catalog.pg_locks
        where relation = 'private.background_jobs'::regclass and not granted
          and database = (select oid from pg_catalog.pg_database where datname = current_database())`;
      await expect.poll(async () => (await waiting()).length, { timeout: 15_000 }).toBeGreaterThan(0);
      const tooLong = sleep(10_000, "still there");
      expect(await Promise.race([running.stop().then(() => "stopped"), tooLong])).toBe("stopped");
    } finally {
      await held`rollback`;
      held.release();
      await running.stop();
    }
  });

  test("a worker waits for no job whose database answers nobody any more", async () => {
    const letIn = (isOpen: boolean) => acme.sql`
      update pg_catalog.pg_database set datallowconn = ${isOpen} where datname = current_database()`;
    let isHeld = false;
    const never: JobHandler = () => {
      isHeld = true;
      return new Promise(() => undefined);
    };
    await start(acme.owner, "stuck_step");
    const handlers = new Map([["stuck_step", never]]);
    const running = startWorker({ sql: workerSql, name: "story-stuck", handlers, pollMs: 20 });
    try {
      await expect.poll(() => isHeld, { timeout: 15_000 }).toBe(true);
      await letIn(false);
      const tooLong = sleep(10_000, "still there");
      expect(await Promise.race([running.stop().then(() => "stopped"), tooLong])).toBe("stopped");
    } finally {
      await letIn(true);
    }
  });

  test("bulk leaves a worker room for what people wait for, and an organization two places", async () => {
    for (let n = 0; n < 6; n++) await start(acme.owner, "tiny_bulk");
    expect(await claim("b1", "tiny_bulk")).toHaveLength(2);
    expect(await claim("b2", "tiny_bulk")).toHaveLength(0);
    const other = await foundCompany(acme.sql, "Other Cleaning");
    await acme.sql`
      insert into private.background_jobs (org_id, kind) select ${other.orgId}, 'tiny_bulk' from generate_series(1, 4)`;
    // Three at once in one worker: it has two.
    expect(await claim("b1", "tiny_bulk")).toMatchObject([{ org_id: other.orgId }]);
    await acme.sql`delete from private.background_jobs where kind = 'tiny_bulk'`;
  });

  test("a job has the tries of its class, or those it was given", async () => {
    const rows = await acme.sql<{ class: string; max_attempts: number }[]>`
      insert into private.background_jobs (org_id, kind, max_attempts)
      values (${acme.orgId}, 'mail', null), (${acme.orgId}, 'nightly', null), (${acme.orgId}, 'nightly', 7)
      returning class, max_attempts`;
    expect([...rows]).toEqual([
      { class: "interactive", max_attempts: 10 },
      { class: "maintenance", max_attempts: 3 },
      { class: "maintenance", max_attempts: 7 },
    ]);
    await acme.sql`delete from private.background_jobs where kind in ('mail', 'nightly')`;
  });
});

describe("long work", () => {
  test("shows how far it is and what came of it", async () => {
    const id = await start(dispatcher, "counted", 3);
    expect(await look(dispatcher, id)).toMatchObject({ status: "queued", done: 0, total: 3 });
    const seen: Operation[] = [];
    const handler: JobHandler = async (_job, { progress }) => {
      await progress(2);
      seen.push(await look(dispatcher, id));
      return { rows: 3, file: { bucket: "exports", path: "secret/place", name: "a.csv", bytes: 12 } };
    };
    await work("counted", handler, async () => (await look(dispatcher, id)).status === "done");
    expect(seen).toMatchObject([{ status: "running", done: 2, total: 3 }]);
    const over = await look(dispatcher, id);
    expect(over).toMatchObject({ done: 3, result: { rows: 3 }, file: { name: "a.csv", bytes: 12 } });
    expect(JSON.stringify(over)).not.toContain("secret/place");
  });

  test("is one's own for a dispatcher, everybody's for an owner, nobody's for a technician", async () => {
    const mine = await start(dispatcher, "kept");
    const owners = await start(acme.owner, "kept");
    const list = async (person: TestUser): Promise<string[]> => {
      const filters = { filters: { kind: "kept" } };
      const rows = await callRows<{ value: Operation }>(
        acme.sql,
        acme.at(person),
        "list_batch_operations",
        filters,
      );
      return rows.map(({ value }) => value.id);
    };
    expect(await list(dispatcher)).toEqual([mine]);
    expect(await list(acme.owner)).toEqual([owners, mine]);
    expect((await refusal(look(dispatcher, owners))).code).toBe("CO404");
    expect((await refusal(cancel(dispatcher, owners))).code).toBe("CO404");
    const technician = await acme.hire("technician");
    expect((await refusal(list(technician))).code).toBe("42501");
  });

  test("called off before it began ends at once, and nobody takes it", async () => {
    const id = await start(dispatcher, "early");
    expect(await cancel(dispatcher, id)).toMatchObject({ status: "cancelled" });
    expect(await claim("w", "early")).toEqual([]);
    expect((await refusal(cancel(dispatcher, id))).message).toContain("operation_over");
  });

  test("called off while it runs tells its handler, which stops", async () => {
    const id = await start(dispatcher, "stopped", 1_000);
    let heard: unknown = null;
    const handler: JobHandler = (_job, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => {
          heard = signal.reason;
          reject(signal.reason as Error);
        });
        void cancel(dispatcher, id);
      });
    await work("stopped", handler, async () => (await look(dispatcher, id)).status === "cancelled");
    expect(String(heard)).toContain("called off");
    expect(await look(dispatcher, id)).toMatchObject({ error_code: null, is_cancelling: false });
  });

  test("called off and left by a worker that died is over as well", async () => {
    const id = await start(dispatcher, "dead");
    await claim("dying", "dead");
    expect(await cancel(dispatcher, id)).toMatchObject({ status: "running", is_cancelling: true });
    await acme.sql`update private.background_jobs set leased_until = now() - interval '1 s' where id = ${id}`;
    await asWorker("select ops.cancelled_jobs('another')", []);
    expect(await look(dispatcher, id)).toMatchObject({ status: "cancelled" });
  });

  test("that cannot be done says why in a word, and is not tried again", async () => {
    const id = await start(dispatcher, "broken");
    let tries = 0;
    const handler: JobHandler = async () => {
      tries += 1;
      throw new JobProblem("file_unreadable", "Line 3 holds a NUL.");
    };
    await work("broken", handler, async () => (await look(dispatcher, id)).status === "failed");
    expect(await look(dispatcher, id)).toMatchObject({ error_code: "file_unreadable" });
    expect(tries).toBe(1);
  });

  test("that takes longer than its class allows is stopped and tried again later", async () => {
    await acme.sql`update ops.job_classes set time_limit_s = 1 where name = 'maintenance'`;
    const id = await start(dispatcher, "nightly");
    const handler: JobHandler = (_job, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason as Error));
      });
    const job = async () => {
      const [row] = await acme.sql<{ problem: string | null; waits: boolean }[]>`
        select problem, run_at > now() + interval '20 s' as waits from private.background_jobs where id = ${id}`;
      return row;
    };
    await work("nightly", handler, async () => (await job())?.problem === "time_limit");
    expect(await job()).toEqual({ problem: "time_limit", waits: true });
    expect(await look(dispatcher, id)).toMatchObject({ status: "queued", error_code: null });
  });
});
