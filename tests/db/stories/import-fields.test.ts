import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { refusal } from "@/tests/support/database";
import type { TestUser } from "@/tests/support/database";
import { call, callRows } from "./company";
import { openImporting } from "./importing";
import type { Importing } from "./importing";

type Field = { id: string; key: string };

let acme: Importing;
let owner: TestUser;
let floor: Field;

const define = async (payload: object): Promise<Field> =>
  (
    await call<{ data: Field }>(acme.sql, acme.at(owner), "create_custom_field", {
      payload: { entity: "customer", type: "text", ...payload },
    })
  ).data;
const remove = ({ id }: Field) =>
  call(acme.sql, acme.at(owner), "delete_custom_field", { id, expected_version: null });

beforeAll(async () => {
  acme = await openImporting();
  owner = acme.owner;
  floor = await define({ name: "Floor", type: "choice", options: [{ label: "First" }, { label: "Second" }] });
  await define({ name: "Built", type: "number" });
  await define({ name: "Vat", is_required: true });
});
afterAll(() => acme?.close());
beforeEach(async () => {
  await acme.sql`delete from public.customers where org_id = ${acme.orgId}`;
});

const stored = async () =>
  Object.fromEntries(
    (
      await acme.sql<{ name: string; fields: unknown }[]>`
        select company_name as name, custom_fields as fields from public.customers where org_id = ${acme.orgId}`
    ).map(({ name, fields }) => [name, fields]),
  );
const outcomes = async (id: string) =>
  (
    await callRows<{ value: Record<string, unknown> }>(acme.sql, acme.at(owner), "list_import_rows", {
      import: id,
      page_limit: 100,
    })
  ).map(({ value }) => [value.row, value.outcome, value.reason]);

describe("a column that is called like a field of one's own", () => {
  test("is known, read by its kind and written with the customer; what does not fit is an error of its row", async () => {
    const made = await acme.bring(
      owner,
      "Company;floor;BUILT;Else\nElm;second;1.987,5;x\nOak;Third;1990;x\nAsh;;old;x\nFir;;;x\n",
    );
    expect(made).toMatchObject({
      mapping: ["company_name", "custom_fields.floor", "custom_fields.built", null],
      counts: { new: 2, error: 2 },
    });
    expect(await outcomes(made.id)).toEqual([
      [2, "new", null],
      [3, "error", "wrong_choice"],
      [4, "error", "wrong_number"],
      [5, "new", null],
    ]);
    // A required field does not hold up an import.
    await acme.write(await acme.start(owner, made.id));
    expect(await stored()).toEqual({ Elm: { floor: "second", built: 1987.5 }, Fir: {} });
  });

  test("can be chosen by hand, where there is such a field of customers that is asked", async () => {
    const made = await acme.bring(owner, "Company;A\nElm;first\n");
    expect(made.mapping).toEqual(["company_name", null]);
    await define({ entity: "job", name: "Case" });
    const gone = await define({ name: "Gone" });
    await remove(gone);
    for (const wrong of ["custom_fields.case", "custom_fields.gone", "custom_fields.nowhere"]) {
      const refused = await refusal(acme.update(owner, made.id, { mapping: ["company_name", wrong] }));
      expect(refused).toMatchObject({ code: "CO422", hint: "mapping" });
    }
    for (const nonsense of ["custom_fields.", "custom_fields.Floor", "floor"]) {
      const refused = await refusal(
        acme.sql`update public.imports set mapping = ${["company_name", nonsense]} where id = ${made.id}`,
      );
      expect(refused.message).toContain("imports_mapping_check");
    }
    await acme.update(owner, made.id, { mapping: ["company_name", "custom_fields.floor"] });
    await acme.check(made.id);
    await acme.write(await acme.start(owner, made.id));
    expect(await stored()).toEqual({ Elm: { floor: "first" } });
  });
});

describe("a field that changes while a list waits", () => {
  test("after its values were judged refuses their rows, and their neighbours are written", async () => {
    const made = await acme.bring(owner, "Company;Floor\nElm;first\nOak;second\nAsh;\n");
    const started = await acme.start(owner, made.id);
    await call(acme.sql, acme.at(owner), "update_custom_field", {
      id: floor.id,
      expected_version: null,
      changes: { options: [{ label: "Second" }] },
    });
    await acme.write(started);
    expect(await stored()).toEqual({ Oak: { floor: "second" }, Ash: {} });
    expect(await outcomes(made.id)).toEqual([
      [2, "error", "refused"],
      [3, "created", null],
      [4, "created", null],
    ]);
  });

  test("before they are judged again leaves its words in the notes", async () => {
    const field = await define({ name: "Short lived" });
    const made = await acme.bring(owner, "Company;Short lived\nElm;some words\n");
    expect(made.mapping).toEqual(["company_name", "custom_fields.short_lived"]);
    await acme.update(owner, made.id, { country: "DE" });
    await remove(field);
    await acme.check(made.id);
    await acme.write(await acme.start(owner, made.id));
    const [row] =
      await acme.sql`select notes, custom_fields from public.customers where org_id = ${acme.orgId}`;
    expect(row).toEqual({ notes: "Short lived: some words", custom_fields: {} });
  });
});
