import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asIdentity, refusal } from "@/tests/support/database";
import { call, callRows, createCustomer, createProperty, foundCompany, openCompany } from "./company";
import type { Company } from "./company";
import { ask, complaints, customer, define, remove, valuesOf, write } from "./fields";
import type { Field, Values } from "./fields";

let acme: Company;
let other: Omit<Company, "database">;

beforeAll(async () => {
  acme = await openCompany();
  other = await foundCompany(acme.sql, "Best Plumbing");
  await define(acme, { name: "Remark" });
  await call(acme.sql, other.at(other.owner), "create_custom_field", {
    payload: { entity: "customer", type: "text", name: "Theirs" },
  });
});
afterAll(() => acme.database.close());

describe("a required field", () => {
  let vat: Field;
  beforeAll(async () => {
    vat = await define(acme, { name: "Tax number", is_required: true });
  });
  afterAll(() => remove(acme, vat));

  test("is asked of whoever fills in fields, and cannot be cleared, while other changes pass by", async () => {
    const missing = [["custom_fields.tax_number", "required"]];
    expect(await complaints(customer(acme, { remark: "x" }))).toEqual(missing);
    expect(await complaints(customer(acme, { tax_number: " " }))).toEqual(missing);
    const { id } = await customer(acme, { tax_number: "DE1" });
    expect(await complaints(write(acme, id, { tax_number: null }))).toEqual(missing);
    await write(acme, id, { remark: "x" });
    await asIdentity(
      acme.sql,
      acme.at(acme.owner),
      (tx) => tx`update public.customers set custom_fields = '{}' where id = ${id}`,
      { commit: true },
    );
    expect(await valuesOf(acme, id)).toEqual({ tax_number: "DE1", remark: "x" });
  });

  test("does not hold up what knows of no fields: calls, imports, links, phones", async () => {
    const [row] = await acme.sql`
      insert into public.customers (org_id, kind, last_name) values (${acme.orgId}, 'person', 'Import')
      returning custom_fields`;
    expect(row?.custom_fields).toEqual({});
  });
});

describe("a list", () => {
  test("is filtered by values, also while searching, and by fields there are only", async () => {
    const floor = await define(acme, {
      name: "Listed floor",
      type: "choice",
      options: [{ label: "One" }, { label: "Two" }],
    });
    await define(acme, {
      name: "Listed parts",
      type: "multi_choice",
      options: [{ label: "Red" }, { label: "Blue" }],
    });
    const both = await customer(acme, { listed_floor: "two", listed_parts: ["red", "blue"] });
    const one = await customer(acme, { listed_floor: "two" });
    await customer(acme, { listed_floor: "one" });
    const found = async (custom_fields: Values, as = acme.owner): Promise<string[]> => {
      const args = { filters: { custom_fields }, page_limit: 50, after_key: null };
      const rows = await callRows<{ row: { id: string } }>(
        acme.sql,
        acme.at(as),
        "list_customers",
        args,
        "row",
      );
      return rows.map(({ row }) => row.id).sort();
    };
    expect(await found({ listed_floor: "two" })).toEqual([both.id, one.id].sort());
    expect(await found({ listed_floor: "two", listed_parts: "blue" })).toEqual([both.id]);
    const search = { query: "ruiz", filters: { custom_fields: { listed_parts: "red" } }, page_limit: 50 };
    const hits = await callRows<{ row: { id: string } }>(
      acme.sql,
      acme.at(acme.owner),
      "search_customers",
      search,
      "row",
    );
    expect(hits.map(({ row }) => row.id)).toEqual([both.id]);
    const technician = await acme.hire("technician");
    await acme.sql`update public.customers set assigned_to = ${technician.id} where id = ${one.id}`;
    expect(await found({ listed_floor: "two" }, technician)).toEqual([one.id]);
    await remove(acme, floor);
    expect(await refusal(found({ listed_floor: "two" }))).toMatchObject({
      code: "CO422",
      hint: "custom_fields",
    });
  });

  test("leaves as a file by the same filter, with the fields in order", async () => {
    await define(acme, { name: "Filed", type: "choice", options: [{ label: "In" }, { label: "Out" }] });
    const filed = await customer(acme, { filed: "in" });
    await customer(acme, { filed: "out" });
    const asked = { dataset: "customers", format: "csv", filters: { custom_fields: '{"filed":"in"}' } };
    const { data } = await ask<{ data: { id: string } }>(acme, "create_export", { payload: asked });
    const worker = { name: "worker", role: "callout_worker", claims: null } as const;
    const rows = await asIdentity(
      acme.sql,
      worker,
      (tx) =>
        tx`select row ->> 'id' as id from ops.export_customers(${acme.orgId}, ${data.id}, null, 10) as row`,
    );
    expect(rows.map(({ id }) => id as string)).toEqual([filed.id]);
    const fields = await asIdentity(
      acme.sql,
      worker,
      (tx) => tx`select row ->> 'key' as key from ops.list_custom_fields(${acme.orgId}, 'customer') as row`,
    );
    expect(fields.map(({ key }) => key as string)).toContain("filed");
  });

  test("finds them by an index, where a few of many have the value", async () => {
    await acme.sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`
        insert into public.customers (org_id, kind, last_name, custom_fields)
        select ${other.orgId}, 'person', 'Many ' || n, jsonb_build_object('theirs', (n % 500)::text)
        from generate_series(1, 4000) as n`;
    });
    await acme.sql`vacuum (analyze) public.customers`;
    const plan = await acme.sql.unsafe(
      `explain select id from public.customers where org_id = '${other.orgId}'
       and custom_fields @> '{"theirs": "7"}' and custom_fields <> '{}'`,
    );
    expect(JSON.stringify(plan)).toContain("customers_custom_fields_idx");
  });
});

test("the same holds for properties, jobs and visits, whoever writes them", async () => {
  for (const entity of ["property", "job", "booking"]) {
    await define(acme, { entity, name: "Shared words" });
    await define(acme, { entity, name: "Shared day", type: "date" });
  }
  const { id: customerId } = await createCustomer(acme, { last_name: "Places" });
  const place = await createProperty(acme, customerId, {});
  const [job] = await acme.sql<{ id: string }[]>`
    insert into public.jobs (org_id, number, customer_id, property_id, title, custom_fields)
    values (${acme.orgId}, 'J-CF', ${customerId}, ${place.id}, 'Fields', '{"shared_words": "a"}') returning id`;
  const [visit] = await acme.sql<{ id: string }[]>`
    insert into public.bookings (org_id, number, job_id, status, custom_fields)
    values (${acme.orgId}, 'V-CF', ${job?.id ?? ""}, 'unscheduled', '{"shared_words": "a"}') returning id`;
  for (const [table, id] of [
    ["properties", place.id],
    ["jobs", job?.id],
    ["bookings", visit?.id],
  ]) {
    const update = (values: Values) =>
      acme.sql.unsafe(`update public.${table} set custom_fields = $1 where id = $2 returning custom_fields`, [
        values as never,
        id ?? "",
      ]);
    const [row] = await update({ shared_words: "b", shared_day: "2028-02-29" });
    expect(row?.custom_fields).toEqual({ shared_words: "b", shared_day: "2028-02-29" });
    expect(await complaints(update({ shared_day: "soon", nowhere: 1 }))).toEqual([
      ["custom_fields.nowhere", "unknown"],
      ["custom_fields.shared_day", "invalid_format"],
    ]);
  }
});

test("a job is written, read and found with its fields, a property found by them", async () => {
  await define(acme, { entity: "job", name: "Case", is_required: true });
  await define(acme, { entity: "property", name: "Lift", type: "yes_no" });
  const { id: customer_id } = await createCustomer(acme, { last_name: "Jobs" });
  const { id: property_id } = await createProperty(acme, customer_id);
  await acme.sql`update public.properties set custom_fields = '{"lift": true}' where id = ${property_id}`;
  const job = { customer_id, property_id, title: "Leak" };
  const make = (payload: object) =>
    ask<{ data: { id: string; custom_fields: Values } }>(acme, "create_job", {
      payload: { ...job, ...payload },
    });
  expect((await make({})).data.custom_fields).toEqual({});
  expect(await complaints(make({ custom_fields: { shared_words: "x" } }))).toEqual([
    ["custom_fields.case", "required"],
  ]);
  const { data } = await make({ custom_fields: { case: "A-1", shared_words: "x" } });
  const update = (custom_fields: Values) =>
    ask<{ data: { custom_fields: Values } }>(acme, "update_job", {
      id: data.id,
      expected_version: null,
      changes: { custom_fields },
    });
  expect(await complaints(update({ case: null }))).toEqual([["custom_fields.case", "required"]]);
  expect((await update({ shared_words: null })).data.custom_fields).toEqual({ case: "A-1" });
  const renamed = { id: data.id, expected_version: null, changes: { title: "Leak again" } };
  expect(await ask(acme, "update_job", renamed)).toMatchObject({ data: { custom_fields: { case: "A-1" } } });
  const list = async (name: string, custom_fields: Values): Promise<string[]> => {
    const args = { filters: { custom_fields }, page_limit: 10, after_key: null };
    const rows = await callRows<{ row: { id: string } }>(acme.sql, acme.at(acme.owner), name, args, "row");
    return rows.map(({ row }) => row.id);
  };
  expect(await list("list_jobs", { case: "A-1" })).toEqual([data.id]);
  expect(await list("list_jobs", { case: "A-2" })).toEqual([]);
  expect(await list("list_properties", { lift: true })).toEqual([property_id]);
  expect(await list("list_properties", { lift: false })).toEqual([]);
});

test("erasing a customer clears what may be personal, of removed fields too, and leaves what is not", async () => {
  await define(acme, { name: "Heard of us", is_personal: false });
  const gone = await define(acme, { name: "Childrens names" });
  const { id } = await customer(acme, { heard_of_us: "Radio", childrens_names: "Ida", remark: "x" });
  await remove(acme, gone);
  await acme.sql.begin(async (tx) => {
    // As older versions stored it: without any definition.
    await tx`set local session_replication_role = replica`;
    await tx`update public.customers set custom_fields = custom_fields || '{"never_defined": "Ida"}' where id = ${id}`;
  });
  await ask(acme, "erase_person", { payload: { kind: "customer", id, reason: "Asked by letter" } });
  expect(await valuesOf(acme, id)).toEqual({ heard_of_us: "Radio" });
});
