import { beforeAll, describe, expect, it } from "vitest";
import { call } from "./support/call";
import { database } from "./support/installation";
import { createCompany, type Company } from "./support/people";

let home: Company;

beforeAll(async () => {
  home = await createCompany("bilby");
});

type Kind = {
  name: string;
  days: number;
  held: number;
  lost: number | null;
  archived: { rows: number } | null;
};

async function kindsOf(query = "", as = home.people.owner): Promise<Kind[]> {
  return (await call("GET", `/retention${query}`, { as })).row.kinds as Kind[];
}
async function keep(days: Record<string, number>) {
  const { row } = await call("GET", "/settings", { as: home.people.owner });
  return call("PATCH", "/settings", {
    as: home.people.owner,
    body: { retention: days },
    headers: { "if-match": `"${String(row.version)}"` },
  });
}

describe("retention", () => {
  it("is what is shipped until somebody chooses, within limits", async () => {
    expect((await kindsOf()).map(({ name, days }) => [name, days])).toEqual(
      expect.arrayContaining([
        ["audit_log_days", 365],
        ["message_days", 30],
      ]),
    );
    expect((await keep({ audit_log_days: 400 })).status).toBe(200);
    expect((await kindsOf()).find(({ name }) => name === "audit_log_days")).toMatchObject({ days: 400 });
    expect((await keep({ audit_log_days: 1 })).status).toBe(422);
  });

  it("says what other days would remove, and changes nothing by saying so", async () => {
    await call("GET", "/customers", { as: home.people.owner });
    const [asked] = (await kindsOf("?api_request_days=7")).filter(({ name }) => name === "api_request_days");
    expect(asked).toMatchObject({ days: 90, lost: 0 });
    expect((await kindsOf()).find(({ name }) => name === "api_request_days")).toMatchObject({ lost: null });
  });

  it("has the worker write old audit months to the archive before they go", async () => {
    const sql = database();
    const month = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() - 15, 1));
    await sql.begin(async (tx) => {
      // As maintenance made it at its time.
      await tx`set local role postgres`;
      await tx`select private.create_monthly_partition('public.audit_logs', ${month}::date)`;
    });
    await sql`
      insert into public.audit_logs (org_id, created_at, actor_kind, action, entity)
      select ${home.id}, ${month}::timestamptz + interval '1 day', 'operator', 'view', 'old' from generate_series(1, 3)`;
    // As if they had been sealed in their time: lines written back are never archived.
    await expect
      .poll(
        async () => {
          await sql`update ops.audit_seal_state set last_run_at = '-infinity'`;
          await sql`select ops.seal_audit_logs(100000)`;
          const [open] = await sql`
            select count(*)::int as lines from public.audit_logs
            where org_id = ${home.id} and xid >= (select sealed_upto from ops.audit_seal_state)`;
          return open;
        },
        // The transaction of anybody else on this server holds the sealer up.
        { timeout: 30_000 },
      )
      .toEqual({ lines: 0 });
    await expect
      .poll(
        async () => {
          await sql`
            update ops.schedules set next_run_at = now()
            where name = 'archive_months' and leased_until is null`;
          const [kind] = (await kindsOf()).filter(({ name }) => name === "audit_log_days");
          return kind?.archived?.rows;
        },
        { timeout: 30_000, interval: 500 },
      )
      .toBe(3);
    await expect
      .poll(
        async () => {
          // The worker's own run may be under way: then this one does nothing. A month that somebody reads is left to the next.
          await sql`select ops.run_maintenance()`;
          const [left] = await sql`
            select count(*)::int as lines from public.audit_logs where org_id = ${home.id} and entity = 'old'`;
          return left;
        },
        { timeout: 30_000, interval: 500 },
      )
      .toEqual({ lines: 0 });
    const [object] = await sql`
      select o.name from storage.objects as o join private.archives as a on a.path = o.name
      where a.org_id = ${home.id} and o.bucket_id = 'archive'`;
    expect(object?.name).toMatch(new RegExp(`^${home.id}/audit_logs/`));
  });
});
