import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { refusal } from "@/tests/support/database";
import type { TestUser } from "@/tests/support/database";
import { callRows } from "./company";
import { openImporting } from "./importing";
import type { Importing } from "./importing";

let acme: Importing;
let owner: TestUser;
beforeAll(async () => {
  acme = await openImporting();
  owner = acme.owner;
});
afterAll(() => acme?.close());
beforeEach(async () => {
  await acme.sql`delete from public.customers where org_id = ${acme.orgId}`;
});

const HEAD = "Company;E-mail;Phone;Street;ZIP;City\n";
const lines = (...rows: string[]) => `${HEAD}${rows.join("\n")}\n`;
const many = (count: number) =>
  lines(...Array.from({ length: count }, (_, place) => `Shop ${place};;;${place} Elm St;12180;Troy`));

const stored = () => acme.sql<Record<string, unknown>[]>`
  select c.company_name as name, c.email, c.phone, c.source, p.line1, p.city, p.postcode, p.country, p.is_primary
  from public.customers as c
  left join public.properties as p on p.org_id = c.org_id and p.customer_id = c.id
  where c.org_id = ${acme.orgId}
  order by c.company_name`;
const rowsOf = async (id: string) =>
  (
    await callRows<{ value: Record<string, unknown> }>(acme.sql, acme.at(owner), "list_import_rows", {
      import: id,
      page_limit: 1_000,
    })
  ).map(({ value }) => value);

describe("a list", () => {
  test("is judged before anything is written: new, repeated in the file, known already, wrong", async () => {
    await acme.sql`
      insert into public.customers (org_id, kind, company_name, email)
      values (${acme.orgId}, 'company', 'Lakeside Dental', 'front@lakeside.example')`;
    const made = await acme.bring(
      owner,
      lines(
        "Elm Dental;INFO@elm.example;(518) 555-0142;12 Elm St;12180;Troy",
        "ELM  dental;;;12 Elm St;;Troy",
        "Elm Annex;info@elm.example;;99 Oak St;12180;Troy",
        "Lakeside;front@lakeside.example;;;;",
        ";;;1 Nowhere;;Troy",
        "Oak Bakery;;tba;;;",
      ),
    );
    expect(made).toMatchObject({
      state: "ready",
      mapping: ["company_name", "email", "phone", "line1", "postcode", "city"],
      row_count: 6,
      counts: { new: 3, duplicate: 2, error: 1, created: 0, unsure: 1 },
    });
    expect(
      (await rowsOf(made.id)).map(({ row, outcome, reason, matches_row }) => [
        row,
        outcome,
        reason,
        matches_row,
      ]),
    ).toEqual([
      [2, "new", null, null],
      [3, "duplicate", "same_place", 2],
      // The same mail, but another name at another place: a second customer of one manager.
      [4, "new", null, null],
      [5, "duplicate", "same_email", null],
      [6, "error", "no_name", null],
      [7, "new", null, null],
    ]);
    expect(await stored()).toHaveLength(1);
  });

  test("becomes customers with their places in the name of who started it, and is told once", async () => {
    const dispatcher = await acme.hire("dispatcher");
    const made = await acme.bring(
      dispatcher,
      lines("Elm Dental;info@elm.example;(518) 555-0142;12 Elm St;12180;Troy"),
    );
    const started = await acme.start(dispatcher, made.id);
    await expect(acme.write(started).then(() => acme.write(started))).resolves.not.toThrow();
    expect(await stored()).toEqual([
      {
        name: "Elm Dental",
        email: "info@elm.example",
        phone: "+15185550142",
        source: "import",
        line1: "12 Elm St",
        city: "Troy",
        postcode: "12180",
        country: "US",
        is_primary: true,
      },
    ]);
    const audited = await acme.sql`
      select action, entity, actor_kind, actor_id from public.audit_logs
      where org_id = ${acme.orgId} and actor_id = ${dispatcher.id} and (entity = 'customer' or action = 'import')
      order by created_at, entity`;
    expect(audited.map(({ action, entity, actor_kind }) => [action, entity, actor_kind])).toEqual([
      ["create", "customer", "user"],
      ["import", "import", "user"],
    ]);
    const told = await acme.sql`
      select data -> 'counts' ->> 'created' as created from private.outbox
      where org_id = ${acme.orgId} and type = 'customer.imported' and entity_id = ${made.id}`;
    expect([...told]).toEqual([{ created: "1" }]);
    expect(await acme.get(owner, made.id)).toMatchObject({ state: "done", counts: { created: 1, new: 0 } });
  });

  test("with a known mail under another name at another place is another customer", async () => {
    const first = "Elm Dental;info@manager.example;;12 Elm St;12180;Troy";
    await acme.write(await acme.start(owner, (await acme.bring(owner, lines(first))).id));
    const next = await acme.bring(
      owner,
      lines(
        "Oak Bakery;info@manager.example;;9 Oak St;12180;Troy",
        "Elm;info@manager.example;;12 Elm St;;Troy",
      ),
    );
    expect((await rowsOf(next.id)).map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ["new", null],
      ["duplicate", "same_email"],
    ]);
  });

  test("imported again is all duplicates", async () => {
    const file = many(300);
    const started = await acme.start(owner, (await acme.bring(owner, file)).id);
    await acme.write(started);
    expect((await acme.bring(owner, file)).counts).toMatchObject({ new: 0, duplicate: 300, error: 0 });
  });
});

describe("the worker", () => {
  test("that dies between two batches writes nothing twice and leaves nothing out", async () => {
    const started = await acme.start(owner, (await acme.bring(owner, many(600))).id);
    await expect(acme.write(started, 1)).rejects.toThrow("The worker died.");
    expect(await stored()).toHaveLength(250);
    await acme.write(started);
    const names = (await stored()).map(({ name }) => name);
    expect([names.length, new Set(names).size]).toEqual([600, 600]);
  });

  test("compares once more: what came in since the list was judged is not written twice", async () => {
    const made = await acme.bring(owner, many(3));
    await acme.sql`
      with made as (
        insert into public.customers (org_id, kind, company_name) values (${acme.orgId}, 'company', 'Shop 1') returning id
      )
      insert into public.properties (org_id, customer_id, line1, city, country)
      select ${acme.orgId}, id, '1 Elm St', 'Troy', 'US' from made`;
    await acme.write(await acme.start(owner, made.id));
    expect(await stored()).toHaveLength(3);
    expect((await acme.get(owner, made.id)).counts).toMatchObject({ created: 2, duplicate: 1 });
  });

  test("writes nothing for who has lost the right since he started", async () => {
    const dispatcher = await acme.hire("dispatcher");
    const started = await acme.start(dispatcher, (await acme.bring(dispatcher, many(2))).id);
    await acme.sql`
      update public.organization_members set role = 'viewer'
      where org_id = ${acme.orgId} and user_id = ${dispatcher.id}`;
    await expect(acme.write(started)).rejects.toMatchObject({ problem: "forbidden" });
    expect(await stored()).toEqual([]);
  });

  test("marks a row the tables refuse and writes its neighbours", async () => {
    const made = await acme.bring(owner, many(3));
    await acme.sql`
      update private.import_rows set customer = customer || '{"email": "NOT LOWER"}'
      where org_id = ${acme.orgId} and import_id = ${made.id} and row_number = 3`;
    await acme.write(await acme.start(owner, made.id));
    expect((await acme.get(owner, made.id)).counts).toMatchObject({ created: 2, error: 1 });
    expect((await rowsOf(made.id))[1]).toMatchObject({ row: 3, outcome: "error", reason: "refused" });
  });

  test("judges by the mapping that was asked for last", async () => {
    const made = await acme.bring(owner, many(2));
    await acme.update(owner, made.id, { mapping: [null, null, null, null, null, null] });
    // The earlier reading comes late and finds itself unwanted.
    await acme.update(owner, made.id, { mapping: ["full_name", null, null, null, null, null] });
    await acme.check(made.id, undefined, 2);
    expect(await acme.get(owner, made.id)).toMatchObject({ state: "checking" });
    await acme.check(made.id);
    expect(await acme.get(owner, made.id)).toMatchObject({ state: "ready", counts: { new: 2 } });
  });

  test("says of a file without rows that there is nothing", async () => {
    expect(await acme.bring(owner, HEAD)).toMatchObject({ state: "failed", problem: "empty_file" });
  });
});

describe("an import", () => {
  test("that has begun begins no second time, and one without new rows not at all", async () => {
    const made = await acme.bring(owner, many(1));
    const started = await acme.start(owner, made.id);
    expect(await refusal(acme.start(owner, made.id))).toMatchObject({ code: "CO409" });
    expect(await refusal(acme.update(owner, made.id, { country: "DE" }))).toMatchObject({ code: "CO409" });
    await acme.write(started);
    const again = await acme.bring(owner, many(1));
    expect(await refusal(acme.start(owner, again.id))).toMatchObject({ code: "CO409" });
  });

  test("keeps its counts when its rows go after thirty days", async () => {
    const made = await acme.bring(owner, many(2));
    await acme.sql`alter table public.imports disable trigger forbid_change`;
    await acme.sql`update public.imports set created_at = now() - interval '31 days' where id = ${made.id}`;
    await acme.sql`alter table public.imports enable trigger forbid_change`;
    await acme.worker`select ops.sweep_imports()`;
    expect(await rowsOf(made.id)).toEqual([]);
    expect((await acme.get(owner, made.id)).counts).toMatchObject({ new: 2 });
    expect(await refusal(acme.start(owner, made.id))).toMatchObject({ code: "CO409" });
  });
});
