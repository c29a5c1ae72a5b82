import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asIdentity, refusal } from "@/tests/support/database";
import type { Identity } from "@/tests/support/database";
import { call, callRows, createCustomer, createProperty, foundCompany, openCompany } from "./company";
import type { Company } from "./company";

let acme: Company;

beforeAll(async () => {
  acme = await openCompany();
});
afterAll(() => acme.database.close());

type Change = {
  id: string;
  at: string;
  operation: string;
  entity: string;
  version: number;
  changed: string[];
  old: Record<string, unknown> | null;
  new: Record<string, unknown> | null;
  actor: { kind: string; id: string | null; name: string | null };
};

const changesOf = (
  entity_id: string,
  entity = "customer",
  identity = acme.at(acme.owner),
): Promise<Change[]> =>
  callRows<{ value: Change }>(acme.sql, identity, "list_changes", { entity, entity_id }).then((rows) =>
    rows.map((row) => row.value),
  );

const update = (id: string, fields: object, identity: Identity = acme.at(acme.owner)): Promise<unknown> =>
  asIdentity(
    acme.sql,
    identity,
    (tx) => tx`update public.customers set ${tx(fields)} where id = ${id} returning id`,
    {
      commit: true,
    },
  );

describe("an edit", () => {
  test("is one line of history with old and new, one audit line, one event with names of fields only", async () => {
    const customer = await createCustomer(acme, { first_name: "Ana", last_name: "Ruiz" });
    await update(customer.id, { last_name: "Ruiz-Cole", phone: "+12025550100" });
    const [edit, creation] = await changesOf(customer.id);
    expect(creation).toMatchObject({
      operation: "created",
      version: 1,
      new: { first_name: "Ana", last_name: "Ruiz" },
    });
    expect(edit).toMatchObject({
      operation: "updated",
      version: 2,
      changed: ["last_name", "phone"],
      old: { last_name: "Ruiz", phone: null },
      new: { last_name: "Ruiz-Cole", phone: "+12025550100" },
      actor: { kind: "user", id: acme.owner.id },
    });
    const audit = await acme.sql`
      select action, entity, changed, change_id, actor_kind, gdpr_relevant, session_id, length(salt) as salt
      from public.audit_logs where entity_id = ${customer.id} order by id`;
    expect(audit).toMatchObject([
      { action: "create", entity: "customer", change_id: creation?.id, salt: 16 },
      {
        action: "update",
        changed: ["last_name", "phone"],
        change_id: edit?.id,
        actor_kind: "user",
        gdpr_relevant: true,
        session_id: acme.owner.sessionId,
      },
    ]);
    const events = await acme.sql<{ type: string; data: object; sequence: string }[]>`
      select type, data, sequence from private.outbox where entity_id = ${customer.id} order by id`;
    expect([...events]).toEqual([
      { type: "customer.created", data: { id: customer.id, changed: [] }, sequence: "1" },
      { type: "customer.updated", data: { id: customer.id, changed: ["last_name", "phone"] }, sequence: "2" },
    ]);
  });

  test("that changes nothing raises no version and leaves no line", async () => {
    const customer = await createCustomer(acme, { first_name: "Same" });
    await update(customer.id, { first_name: "Same", notes: null });
    expect(await changesOf(customer.id)).toHaveLength(1);
    const [row] = await acme.sql`select version, edit_count from public.customers where id = ${customer.id}`;
    expect(row).toEqual({ version: "1", edit_count: 0 });
  });

  test("that is rolled back leaves nothing", async () => {
    const customer = await createCustomer(acme, { first_name: "Back" });
    await asIdentity(
      acme.sql,
      acme.at(acme.owner),
      (tx) => tx`
      update public.customers set first_name = 'Gone' where id = ${customer.id}`,
    );
    expect(await changesOf(customer.id)).toHaveLength(1);
  });

  test("of many rows at once is a line for each, after a single row in the same session too", async () => {
    const single = await createCustomer(acme, { first_name: "One" });
    await asIdentity(
      acme.sql,
      acme.at(acme.owner),
      async (tx) => {
        await tx`update public.customers set notes = 'first' where id = ${single.id}`;
        await tx`
          insert into public.customers (org_id, kind, first_name, source)
          select ${acme.orgId}, 'person', 'Bulk ' || n, 'bulk' from generate_series(1, 3000) n`;
        await tx`update public.customers set notes = 'bulk' where source = 'bulk'`;
      },
      { commit: true },
    );
    const [count] = await acme.sql`
      select count(*) filter (where operation = 'created')::int as created,
        count(*) filter (where operation = 'updated' and changed = '{notes}')::int as updated
      from private.change_log l join public.customers c on c.org_id = l.org_id and c.id = l.entity_id
      where c.source = 'bulk'`;
    expect(count).toEqual({ created: 3000, updated: 3000 });
  });

  test("of one person in two companies by one statement is one line in each", async () => {
    const other = await foundCompany(acme.sql, "Second");
    const person = await acme.hire("viewer");
    await other.hire("accountant", person);
    await acme.sql`update public.organization_members set role = 'dispatcher' where user_id = ${person.id}`;
    const lines = await acme.sql`
      select org_id, old, new from private.change_log
      where entity = 'member' and entity_id = ${person.id} and operation = 'updated' order by old ->> 'role'`;
    expect([...lines]).toEqual([
      { org_id: other.orgId, old: { role: "accountant" }, new: { role: "dispatcher" } },
      { org_id: acme.orgId, old: { role: "viewer" }, new: { role: "dispatcher" } },
    ]);
  });

  test("by the worker or at the database's console names its hand", async () => {
    const customer = await createCustomer(acme, { first_name: "Hand" });
    await acme.sql`update public.customers set notes = 'x' where id = ${customer.id}`;
    expect((await changesOf(customer.id))[0]?.actor).toEqual({ kind: "operator", id: null, name: null });
    const [row] = await acme.sql`select edit_count from public.customers where id = ${customer.id}`;
    expect(row?.edit_count).toBe(0);
  });
});

describe("deleting and restoring", () => {
  test("say so in history and events, for the customer and for what goes with it", async () => {
    const customer = await createCustomer(acme, { first_name: "Del" });
    const place = await createProperty(acme, customer.id);
    await call(acme.sql, acme.at(acme.owner), "delete_customer", { id: customer.id, expected_version: 1 });
    await call(acme.sql, acme.at(acme.owner), "restore_customer", { payload: { id: customer.id } });
    const lines = await changesOf(customer.id);
    expect(lines.map((line) => `${line.entity} ${line.operation}`).sort()).toEqual([
      "customer created",
      "customer deleted",
      "customer restored",
      "property created",
      "property deleted",
      "property restored",
    ]);
    const events = await acme.sql<{ type: string }[]>`
      select type from private.outbox where entity_id in (${customer.id}, ${place.id}) order by type`;
    expect(events.map((event) => event.type)).toEqual([
      "customer.created",
      "customer.deleted",
      "customer.restored",
      "property.created",
      "property.deleted",
      "property.restored",
    ]);
  });

  test("of a whole organization takes its history along and writes none", async () => {
    const gone = await foundCompany(acme.sql, "Gone");
    const customer = await createCustomer(gone, { first_name: "Gone" });
    await createProperty(gone, customer.id);
    await gone.sql`delete from public.organizations where id = ${gone.orgId}`;
    for (const table of [
      "private.change_log",
      "public.audit_logs",
      "private.outbox",
      "private.search_documents",
    ]) {
      expect(await gone.sql.unsafe(`select from ${table} where org_id = '${gone.orgId}'`)).toHaveLength(0);
    }
  });
});

describe("secrets", () => {
  test("a masked column shows that it changed and never what it was", async () => {
    await acme.sql.begin(async (tx) => {
      await tx`drop trigger record_update on public.customers`;
      await tx`create trigger record_update after update on public.customers
        referencing old table as old_rows new table as new_rows
        for each statement execute function private.record_changes('customer', '{notes}')`;
    });
    const customer = await createCustomer(acme, { first_name: "Sec" });
    await update(customer.id, { notes: "code 4711" });
    await update(customer.id, { notes: "code 4712" });
    const [second, first] = await changesOf(customer.id);
    expect(first).toMatchObject({ changed: ["notes"], old: { notes: null }, new: { notes: "***" } });
    expect(second).toMatchObject({ changed: ["notes"], old: { notes: "***" }, new: { notes: "***" } });
  });
});

describe("reading history", () => {
  test("goes on page by page without a gap or a repeat", async () => {
    const customer = await createCustomer(acme, { first_name: "Page" });
    for (let round = 1; round <= 6; round++) await update(customer.id, { payment_terms_days: round });
    const seen: number[] = [];
    let before: { at: string; id: string } | null = null;
    for (let page = 0; page < 4; page++) {
      const rows: { value: Change }[] = await callRows(acme.sql, acme.at(acme.owner), "list_changes", {
        entity: "customer",
        entity_id: customer.id,
        before,
        page_limit: 2,
      });
      seen.push(...rows.map((row) => row.value.version));
      const last = rows.at(-1)?.value;
      before = last ? { at: last.at, id: last.id } : null;
    }
    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1]);
  });

  test("asks for the right to see the record; a stranger's record and none are the same", async () => {
    const other = await foundCompany(acme.sql, "Other");
    const customer = await createCustomer(acme, { first_name: "Mine" });
    const technician = await acme.hire("technician");
    const answers = await Promise.all([
      refusal(changesOf(customer.id, "customer", other.at(other.owner))),
      refusal(changesOf(crypto.randomUUID(), "customer", other.at(other.owner))),
      refusal(changesOf(customer.id, "customer", acme.at(technician))),
    ]);
    expect(new Set(answers.map((answer) => answer.message)).size).toBe(1);
    expect(answers[0]?.code).toBe("CO404");
    await update(customer.id, { assigned_to: technician.id });
    expect(await changesOf(customer.id, "customer", acme.at(technician))).toHaveLength(2);
  });

  test("the audit log is for owner and admin, and nobody writes it", async () => {
    const admin = await acme.hire("admin");
    const viewer = await acme.hire("viewer");
    const count = (identity: Identity): Promise<number> =>
      asIdentity(acme.sql, identity, async (tx) => (await tx`select id from public.audit_logs`).length);
    expect(await count(acme.at(admin))).toBeGreaterThan(0);
    expect(await count(acme.at(viewer))).toBe(0);
    for (const statement of [
      "delete from public.audit_logs",
      "update public.audit_logs set action = 'view'",
      "insert into public.audit_logs (org_id, actor_kind, action, entity) values (gen_random_uuid(), 'user', 'view', 'x')",
      "select salt from public.audit_logs",
    ]) {
      const answer = await refusal(asIdentity(acme.sql, acme.at(admin), (tx) => tx.unsafe(statement)));
      expect(answer.code).toBe("42501");
    }
  });
});
