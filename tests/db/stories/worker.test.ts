import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { asIdentity, monthsSince, refusal } from "@/tests/support/database";
import type { Identity } from "@/tests/support/database";
import { createCustomer, openCompany } from "./company";
import type { Company } from "./company";

let acme: Company;

beforeAll(async () => {
  acme = await openCompany();
});
afterAll(() => acme.database.close());

const worker: Identity = { name: "worker", role: "callout_worker", claims: null };
type Job = { org_id: string; id: string; kind: string; attempts: number };

/** One statement as the worker, kept. */
async function asWorker<T extends object>(statement: string, values: unknown[] = []): Promise<T[]> {
  return asIdentity(
    acme.sql,
    worker,
    async (tx) => [...(await tx.unsafe<T[]>(statement, values as string[]))],
    { commit: true },
  );
}
const claim = (name: string, kind: string, most = 1, lease_s = 60): Promise<Job[]> =>
  asWorker<Job>("select * from ops.claim_jobs($1, $2::text[], $3::int, $4::int)", [
    name,
    [kind],
    most,
    lease_s,
  ]);

async function enqueue(kind: string, count = 1, max_attempts = 10): Promise<void> {
  await acme.sql`
    insert into private.background_jobs (org_id, kind, max_attempts)
    select ${acme.orgId}, ${kind}, ${max_attempts} from generate_series(1, ${count})`;
}

describe("jobs", () => {
  test("taken by sixteen workers at once are taken once each", async () => {
    await enqueue("many", 100);
    const claims = await Promise.all(Array.from({ length: 16 }, (_, n) => claim(`w${n}`, "many", 10)));
    const ids = claims.flat().map((job) => job.id);
    expect(ids).toHaveLength(100);
    expect(new Set(ids).size).toBe(100);
  });

  test("belong to their holder until the lease ends, then to another; the first may no longer finish them", async () => {
    await enqueue("lease");
    const [job] = await claim("first", "lease");
    expect(await claim("second", "lease")).toEqual([]);
    await acme.sql`update private.background_jobs set leased_until = now() - interval '1 second' where id = ${job?.id ?? ""}`;
    expect(await claim("second", "lease")).toMatchObject([{ id: job?.id, attempts: 2 }]);
    const finish = (name: string): Promise<{ done: boolean }[]> =>
      asWorker("select ops.finish_job($1, $2, $3) as done", [acme.orgId, job?.id, name]);
    expect(await finish("first")).toEqual([{ done: false }]);
    expect(await finish("second")).toEqual([{ done: true }]);
    expect(await claim("third", "lease")).toEqual([]);
  });

  test("are kept by a heartbeat, and the worker is seen", async () => {
    await enqueue("beat");
    const [job] = await claim("beating", "beat", 1, 1);
    const held = await asWorker<{ heartbeat: string }>("select ops.heartbeat($1, $2::uuid[], 300)", [
      "beating",
      [job?.id],
    ]);
    expect(held).toEqual([{ heartbeat: job?.id }]);
    const [row] = await acme.sql`
      select leased_until > now() + interval '4 minutes' as is_long, (select seen_at from ops.workers where name = 'beating') is not null as is_seen
      from private.background_jobs where id = ${job?.id ?? ""}`;
    expect(row).toEqual({ is_long: true, is_seen: true });
  });

  test("that fail come back when they should, and end after their last attempt", async () => {
    await enqueue("fail", 1, 2);
    const fail = (id: string, retry: Date | null): Promise<unknown> =>
      asWorker("select ops.fail_job($1, $2, 'w', 'smtp down', $3)", [acme.orgId, id, retry]);
    const [job] = await claim("w", "fail");
    await fail(job?.id ?? "", new Date(Date.now() + 3_600_000));
    expect(await claim("w", "fail")).toEqual([]);
    await acme.sql`update private.background_jobs set run_at = now() where id = ${job?.id ?? ""}`;
    expect(await claim("w", "fail")).toHaveLength(1);
    await fail(job?.id ?? "", new Date());
    const [row] = await acme.sql`
      select failed_at is not null as is_over, last_error from private.background_jobs where id = ${job?.id ?? ""}`;
    expect(row).toEqual({ is_over: true, last_error: "smtp down" });
  });
});

describe("schedules", () => {
  test("are run by one worker at a time and not made up for", async () => {
    await acme.sql`update ops.schedules set next_run_at = now() + interval '1 day' where name <> 'maintenance'`;
    await acme.sql`update ops.schedules set next_run_at = now() - interval '10 hours' where name = 'maintenance'`;
    const claims = await Promise.all(
      [1, 2, 3].map((n) =>
        asWorker<{ name: string | null }>("select ops.claim_schedule($1, 60) as name", [`w${n}`]),
      ),
    );
    const names = claims.flat().map((row) => row.name);
    expect(names.filter((name) => name === "maintenance")).toHaveLength(1);
    const holder = `w${names.indexOf("maintenance") + 1}`;
    await asWorker("select ops.finish_schedule('maintenance', $1, null)", [holder]);
    const [row] = await acme.sql`
      select next_run_at > now() + interval '59 minutes' as is_later from ops.schedules where name = 'maintenance'`;
    expect(row).toEqual({ is_later: true });
  });
});

describe("maintenance", () => {
  test("makes months ahead and removes what is old, and nothing else", async () => {
    await createCustomer(acme, { first_name: "Old" });
    await acme.sql`update private.outbox set relayed_at = now() - interval '8 days'`;
    await createCustomer(acme, { first_name: "New" });
    await acme.sql`
      insert into private.idempotency (scope, principal, key, fingerprint, operation, created_at)
      values (${acme.orgId}, 'p', 'old', 'f', 'o', now() - interval '25 hours'), (${acme.orgId}, 'p', 'new', 'f', 'o', now())`;
    await acme.sql`drop table ${acme.sql("partitions")}.${acme.sql(monthTable("audit_logs", 3))}`;
    const [row] = await asWorker<{ done: Record<string, number> }>("select ops.run_maintenance() as done");
    expect(row?.done).toMatchObject({ partitions_made: 1, partitions_dropped: 0, idempotency: 1 });
    expect(row?.done.outbox).toBeGreaterThan(0);
    const left = await acme.sql`select key from private.idempotency where scope = ${acme.orgId}`;
    expect(left).toMatchObject([{ key: "new" }]);
    expect((await acme.sql`select from private.outbox`).length).toBeGreaterThan(0);
  });

  test("drops the months of the request log that are past their retention", async () => {
    const past = monthStart(-5).toISOString().slice(0, 10);
    await acme.sql`select private.create_monthly_partition('private.api_requests', ${past}::text::date)`;
    const [row] = await asWorker<{ done: Record<string, number> }>("select ops.run_maintenance() as done");
    expect(row?.done).toMatchObject({ partitions_made: 0, partitions_dropped: 1 });
  });

  test("relays each event once, the oldest first", async () => {
    await acme.sql`update private.outbox set relayed_at = now()`;
    for (let n = 0; n < 5; n++) await createCustomer(acme, { first_name: `Ev ${n}` });
    const relay = async (most: number): Promise<number> =>
      (await asWorker<{ n: number }>("select ops.relay_outbox($1::int, 120) as n", [most]))[0]?.n ?? -1;
    expect([await relay(3), await relay(10), await relay(10)]).toEqual([3, 2, 0]);
  });
});

describe("a month's partition", () => {
  test("exists from last month to three months ahead for each growing table", async () => {
    const last = -1 - monthsSince(inject("cluster").madeAt);
    const offsets = Array.from({ length: 4 - last }, (_, ahead) => last + ahead);
    for (const table of ["audit_logs", "change_log", "api_requests"]) {
      const months = await acme.sql<{ name: string }[]>`
        select relname as name from pg_class where relnamespace = 'partitions'::regnamespace and relkind = 'r'
        and relname like ${`${table}%`} order by 1`;
      expect(months.map((month) => month.name)).toEqual(offsets.map((offset) => monthTable(table, offset)));
    }
  });

  test("takes the last moment of the month in UTC and gives the next to the next", async () => {
    const at = async (instant: Date): Promise<string | undefined> => {
      const [row] = await acme.sql<{ partition: string }[]>`
        insert into public.audit_logs (org_id, created_at, actor_kind, action, entity)
        values (${acme.orgId}, ${instant}, 'operator', 'view', 'x') returning tableoid::regclass::text as partition`;
      return row?.partition;
    };
    const turn = monthStart(1).getTime();
    expect(await at(new Date(turn - 1))).toBe(`partitions.${monthTable("audit_logs", 0)}`);
    expect(await at(new Date(turn))).toBe(`partitions.${monthTable("audit_logs", 1)}`);
  });

  test("has row security on, and no role of the API may read it by its own name", async () => {
    const tables = await acme.sql<{ name: string; secure: boolean }[]>`
      select oid::regclass::text as name, relrowsecurity as secure from pg_class
      where relnamespace = 'partitions'::regnamespace and relkind = 'r'`;
    expect(tables.length).toBeGreaterThan(0);
    expect(tables.filter((table) => !table.secure)).toEqual([]);
    for (const role of ["anon", "authenticated", "service_role"] as const) {
      for (const { name } of tables) {
        const read = asIdentity(acme.sql, { name: role, role, claims: null }, (tx) =>
          tx.unsafe(`select from ${name}`),
        );
        expect((await refusal(read)).code).toBe("42501");
      }
    }
  });

  test("is made once, and again makes nothing", async () => {
    const [row] =
      await acme.sql`select private.create_monthly_partition('public.audit_logs', now()::date) as made`;
    expect(row?.made).toBeNull();
  });
});

test("the worker executes its functions and reads no table", async () => {
  for (const table of [
    "private.background_jobs",
    "private.outbox",
    "public.customers",
    "ops.workers",
    "private.keys",
  ]) {
    const read = asIdentity(acme.sql, worker, (tx) => tx.unsafe(`select from ${table}`));
    expect((await refusal(read)).code).toBe("42501");
  }
});

function monthStart(offset: number): Date {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset, 1));
}

function monthTable(table: string, offset: number): string {
  return `${table}_${monthStart(offset).toISOString().slice(0, 7).replace("-", "_")}`;
}
