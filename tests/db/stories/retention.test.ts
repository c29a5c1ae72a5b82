import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asIdentity, refusal } from "@/tests/support/database";
import type { Identity } from "@/tests/support/database";
import { call, createCustomer, foundCompany, openCompany } from "./company";
import type { Company } from "./company";
import { sealEveryLine } from "./sealing";

const worker: Identity = { name: "worker", role: "callout_worker", claims: null };
const day = 86_400_000;

type Done = Record<string, number> & { failed?: Record<string, string>; is_running?: boolean };
type Row = { id: string; created_at: string };
type Due = { org_id: string; rule: string; month: string; after_id: string | null };

let acme: Company;
let other: Omit<Company, "database">;

beforeAll(async () => {
  acme = await openCompany();
  other = await foundCompany(acme.sql, "Other Heating");
});
afterAll(() => acme.database.close());

/** Maintenance as it would run at another time. */
async function maintain(at = new Date(), sql = acme.sql): Promise<Done> {
  const [row] = await sql<{ done: Done }[]>`select private.run_maintenance(${at}) as done`;
  if (!row) throw new Error("Maintenance answered nothing.");
  return row.done;
}
async function ask<T>(statement: string, values: unknown[] = []): Promise<T[]> {
  return asIdentity(
    acme.sql,
    worker,
    async (tx) => [...(await tx.unsafe<(T & object)[]>(statement, values as string[]))],
    { commit: true },
  );
}
async function months(table: string): Promise<string[]> {
  const rows = await acme.sql<{ name: string }[]>`
    select right(c.relname, 7) as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = ${table}::regclass order by 1`;
  return rows.map((row) => row.name);
}
const nameOf = (at: Date, offset = 0): string =>
  new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + offset, 1))
    .toISOString()
    .slice(0, 7)
    .replace("-", "_");

/** The first of a month so many months ago, UTC. */
const monthsAgo = (count: number): Date => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - count, 1));
};
const makeMonth = (table: string, at: Date) =>
  acme.sql`select private.create_monthly_partition(${table}::regclass, ${at}::date)`;
const request = (org: string, at: Date) => acme.sql`
  insert into private.api_requests (org_id, created_at, principal, method, route, status, duration_ms)
  select ${org}, ${at}, 'p', 'GET', '/x', 200, 1`;

async function keep(company: Omit<Company, "database">, name: string, days: number): Promise<void> {
  await call(company.sql, company.at(company.owner), "update_settings", {
    expected_version: null,
    changes: { retention: { [name]: days } },
  });
}
const sealAll = () =>
  sealEveryLine(acme.sql, async () => {
    // A year ago the run before was not today.
    await acme.sql`update ops.audit_seal_state set last_run_at = '-infinity'`;
    await ask("select ops.seal_audit_logs(100000)");
  });

/** Lines of the audit log written, as far as the database can tell, that long ago, and sealed then. */
async function oldLines(org: string, month: Date, count: number): Promise<void> {
  await makeMonth("public.audit_logs", month);
  await acme.sql`
    insert into public.audit_logs (org_id, created_at, actor_kind, action, entity)
    select ${org}, ${month}::timestamptz + interval '1 day', 'operator', 'view', 'old' from generate_series(1, ${count})`;
  await sealAll();
}

let archived: Row[] = [];

/** What the worker does between reading and telling: without the bucket. */
async function archive(due: Due): Promise<void> {
  const rows = await ask<{ r: Row }>("select r from ops.archive_rows($1, $2, $3, $4, 1000) as r", [
    due.org_id,
    due.rule,
    due.month,
    due.after_id,
  ]);
  archived = rows.map(({ r }) => r);
  const text = archived.map((row) => JSON.stringify(row)).join("\n");
  await ask("select ops.archive_written($1, $2, $3, $4)", [
    due.org_id,
    due.rule,
    due.month,
    part(rows, text),
  ]);
}
const part = (rows: { r: Row }[], text: string, count = rows.length) => ({
  first_id: rows[0]?.r.id,
  last_id: rows.at(-1)?.r.id,
  path: "p",
  row_count: count,
  byte_count: text.length,
  sha256: createHash("sha256").update(text).digest("hex"),
});
const dueNow = () => ask<Due>("select org_id, rule, month::text, after_id from ops.archives_due()");

describe("months", () => {
  test("are made for the month that comes, however the clock stands, and a second run makes none", async () => {
    const later = new Date(Date.now() + 200 * day);
    expect((await maintain(later)).partitions_made).toBeGreaterThan(0);
    expect(await months("public.audit_logs")).toEqual(
      expect.arrayContaining([nameOf(later), nameOf(later, 1), nameOf(later, 2), nameOf(later, 3)]),
    );
    expect((await maintain(later)).partitions_made).toBe(0);
  });

  test("that are missing are made again, also the one that a write asks for today", async () => {
    await maintain();
    await acme.sql`drop table ${acme.sql("partitions")}.${acme.sql(`activities_${nameOf(new Date())}`)}`;
    expect(await acme.sql`select private.partitions_ahead() as ahead`).toMatchObject([{ ahead: -1 }]);
    expect((await maintain()).partitions_made).toBe(1);
    expect(await months("public.activities")).toContain(nameOf(new Date()));
  });

  test("with a gap count only up to the gap", async () => {
    await acme.sql`drop table ${acme.sql("partitions")}.${acme.sql(`activities_${nameOf(new Date(), 2)}`)}`;
    expect(await acme.sql`select private.partitions_ahead() as ahead`).toMatchObject([{ ahead: 1 }]);
    await maintain();
  });

  test("that somebody detached come back with their rows", async () => {
    await createCustomer(acme, { first_name: "Kept" });
    const child = `partitions.audit_logs_${nameOf(new Date())}`;
    const [before] = await acme.sql`select count(*) from public.audit_logs`;
    await acme.sql.unsafe(`alter table public.audit_logs detach partition ${child}`);
    expect((await maintain()).partitions_made).toBe(1);
    expect((await acme.sql`select count(*) from public.audit_logs`)[0]).toEqual(before);
  });
});

describe("maintenance", () => {
  test("eight times at once is done once; the others say that it runs", async () => {
    await makeMonth("private.api_requests", monthsAgo(7));
    const runs = Promise.all(
      Array.from({ length: 8 }, () => ask<{ done: Done }>("select ops.run_maintenance() as done")),
    );
    await expect(runs).resolves.toHaveLength(8);
    const done = (await runs).map(([row]) => row?.done);
    expect(done.reduce((sum, each) => sum + (each?.partitions_dropped ?? 0), 0)).toBe(1);
    expect(done.filter((each) => each?.failed)).toEqual([]);
    // Eight may have come one after the other: here one stands in the middle of it.
    await acme.sql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(hashtextextended('callout maintenance', 0))`;
      expect(await ask("select ops.run_maintenance() as done")).toEqual([{ done: { is_running: true } }]);
    });
  });

  test("says which step failed and does the others", async () => {
    await acme.sql`insert into private.maintenance_steps (name, statement) values ('broken', 'private.nowhere()')`;
    await makeMonth("private.api_requests", monthsAgo(7));
    const done = await maintain();
    expect(done.failed?.broken).toContain("42883");
    expect(done.partitions_dropped).toBe(1);
    await acme.sql`delete from private.maintenance_steps where name = 'broken'`;
    expect(await acme.sql`select failed from ops.maintenance_runs order by id desc limit 1`).toMatchObject([
      { failed: { broken: expect.stringContaining("42883") as string } },
    ]);
  });

  test("waits shortly for a table somebody reads, leaves the month and takes it next time", async () => {
    await makeMonth("private.api_requests", monthsAgo(7));
    const reader = await acme.sql.reserve();
    try {
      await reader`begin`;
      await reader`select count(*) from private.api_requests`;
      const startedAt = Date.now();
      const done = await maintain();
      expect(done.failed?.partitions_dropped).toContain("55P03");
      expect(Date.now() - startedAt).toBeLessThan(5_000);
      await reader`commit`;
    } finally {
      reader.release();
    }
    expect(await maintain()).toMatchObject({ partitions_dropped: 1 });
  });
});

describe("an organization's own time", () => {
  test("keeps its rows when the month of the others goes, and the month with the last of them", async () => {
    const old = monthsAgo(6);
    await makeMonth("private.api_requests", old);
    await request(acme.orgId, new Date(old.getTime() + day));
    await request(other.orgId, new Date(old.getTime() + day));
    await keep(acme, "api_request_days", 400);
    expect(await maintain()).toMatchObject({ api_requests: 1, partitions_dropped: 0 });
    const left = await acme.sql`select org_id from private.api_requests where created_at < ${monthsAgo(5)}`;
    expect(left).toMatchObject([{ org_id: acme.orgId }]);
    await keep(acme, "api_request_days", 7);
    expect(await maintain()).toMatchObject({ partitions_dropped: 1 });
  });

  test("is refused outside of its limits", async () => {
    const denied = await refusal(keep(acme, "audit_log_days", 30));
    expect(denied).toMatchObject({ code: "CO422", hint: "retention.audit_log_days" });
  });

  test("is shown with what goes next and what a shorter one would remove", async () => {
    const old = monthsAgo(2);
    await makeMonth("private.api_requests", old);
    await request(other.orgId, new Date(old.getTime() + day));
    const [row] = await asIdentity(
      acme.sql,
      other.at(other.owner),
      (tx) => tx`select public.get_retention('{"api_request_days": 7}') as r`,
    );
    const shown = row?.r as { kinds: Record<string, unknown>[] } | undefined;
    expect(shown?.kinds.find((kind) => kind.name === "api_request_days")).toMatchObject({
      days: 90,
      default: 90,
      least: 7,
      most: 400,
      held: 1,
      lost: 1,
      next: { rows: 1 },
    });
  });
});

describe("an audit month", () => {
  const month = monthsAgo(14);
  const isHere = async () => (await months("public.audit_logs")).includes(nameOf(month));
  const proof = async () => {
    const [row] = await ask<{ p: { lines: number; archived: number; findings: unknown[] } }>(
      "select ops.verify_audit_seals($1, 0, 1000) as p",
      [acme.orgId],
    );
    return row?.p;
  };

  beforeAll(() => oldLines(acme.orgId, month, 5));

  test("does not go before it lies in the archive", async () => {
    expect(await maintain()).toMatchObject({ partitions_dropped: 0 });
    expect(await isHere()).toBe(true);
    expect(await dueNow()).toMatchObject([{ org_id: acme.orgId, rule: "audit_logs", after_id: null }]);
  });

  test("is not taken as archived when the count is wrong or a line does not fit its seal", async () => {
    const [due] = await dueNow();
    const rows = await ask<{ r: Row }>("select r from ops.archive_rows($1, $2, $3, null, 1000) as r", [
      due?.org_id,
      due?.rule,
      due?.month,
    ]);
    const tell = (facts: object) =>
      refusal(ask("select ops.archive_written($1, $2, $3, $4)", [due?.org_id, due?.rule, due?.month, facts]));
    expect((await tell(part(rows, "x", 4))).message).toContain("archive_count");
    await acme.sql`update public.audit_logs set entity = 'new' where id = ${rows[2]?.r.id ?? ""}`;
    expect((await tell(part(rows, "x"))).message).toContain("archive_unproven");
    await acme.sql`update public.audit_logs set entity = 'old' where id = ${rows[2]?.r.id ?? ""}`;
    // Written back: the seal was made by a run whose predecessor ran today.
    const runBefore = (at: string) =>
      acme.sql`update private.audit_seals set previous_run_at = ${at}::text::timestamptz where ${rows[2]?.r.id ?? ""}::uuid = any (ids)`;
    await runBefore(new Date().toISOString());
    expect((await tell(part(rows, "x"))).message).toContain("archive_unproven");
    await runBefore("-infinity");
  });

  test("goes once it is archived, and the proof says archived and not missing", async () => {
    const before = await proof();
    const [due] = await dueNow();
    if (due) await archive(due);
    expect(await dueNow()).toEqual([]);
    expect(await maintain()).toMatchObject({ partitions_dropped: 1 });
    expect(await isHere()).toBe(false);
    const after = await proof();
    expect(after?.archived).toBe(5);
    expect(after?.findings).toEqual([]);
    expect(after?.lines).toBe(before?.lines);
  });

  test("comes back line by line, proves again, stays as long as it was asked for, and goes again", async () => {
    const [kept] = await acme.sql<{ id: string; month: string }[]>`select id, month from private.archives`;
    const restore = () => acme.sql<{ n: number }[]>`
      select private.restore_archive_rows(${acme.orgId}, ${kept?.id ?? ""}, ${acme.sql.json(archived)}, '30 days') as n`;
    expect((await restore())[0]?.n).toBe(5);
    expect((await restore())[0]?.n).toBe(0);
    const [owners] = await acme.sql`
      select count(distinct c.relowner)::int as different from pg_class as c
      where c.oid in ('public.audit_logs'::regclass, ${`partitions.audit_logs_${nameOf(month)}`}::text::regclass)`;
    // Made by whoever restores, and dropped by maintenance, which runs as the owner of the table.
    expect(owners).toEqual({ different: 1 });
    expect(await proof()).toMatchObject({ archived: 0, findings: [] });
    expect(await maintain()).toMatchObject({ partitions_dropped: 0 });
    await maintain(new Date(Date.now() + 31 * day));
    expect(await isHere()).toBe(false);
    expect(await proof()).toMatchObject({ archived: 5, findings: [] });
  });
});
