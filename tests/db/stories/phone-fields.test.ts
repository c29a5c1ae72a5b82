import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { foundField } from "./field";
import type { Field, Phone, Polled } from "./field";
import { change, define, remove, restore } from "./fields";
import type { Field as OwnField } from "./fields";
import { openPlanning } from "./planning";
import type { Planning, Visit } from "./planning";

let base: Planning;
let field: Field;
let phone: Phone;
let opened: OwnField;
let visit: Visit;
beforeAll(async () => {
  base = await openPlanning();
  field = await foundField(base);
  phone = field.phone();
  opened = await define(field, { entity: "booking", name: "Who opened", position: 2 });
  const parking = { entity: "booking", name: "Parking", type: "choice", options: [{ label: "Yard" }] };
  await define(field, { ...parking, position: 1 });
  await define(field, { entity: "job", name: "Case" });
  visit = await field.today({ custom_fields: { parking: "yard", who_opened: "The neighbour" } });
});
afterAll(() => base.database.close());

const told = ({ changes }: Polled): string[] =>
  changes.map(({ entity, id }) => (entity === "visit" ? id : entity));

/** Takes the right to read fields from technicians while something is asked. */
async function withoutRight<T>(ask: () => Promise<T>): Promise<T> {
  const rights = await field.sql`
    delete from public.role_permissions
    where org_id = ${field.orgId} and role = 'technician' and resource = 'custom_fields' returning *`;
  expect(rights).toHaveLength(1);
  try {
    return await ask();
  } finally {
    await field.sql`insert into public.role_permissions ${field.sql(rights)}`;
  }
}

describe("the company's own fields of visits", () => {
  test("are on the phone: what they are called in the company's order, what is known with its visit", async () => {
    expect((await phone.visit(visit.id)).custom_fields).toEqual({
      parking: "yard",
      who_opened: "The neighbour",
    });
    expect((await phone.settings()).custom_fields).toEqual([
      {
        key: "parking",
        name: "Parking",
        type: "choice",
        options: [{ key: "yard", label: "Yard", is_active: true }],
      },
      { key: "who_opened", name: "Who opened", type: "text", options: [] },
    ]);
  });

  test("are absent from a visit that has no values, also of a company that has no fields", async () => {
    const plain = await field.today();
    expect(await phone.visit(plain.id)).not.toHaveProperty("custom_fields");
    const other = await foundField(base);
    const theirs = await other.today();
    expect(await other.phone().visit(theirs.id)).not.toHaveProperty("custom_fields");
    expect((await other.phone().settings()).custom_fields).toEqual([]);
  });

  test("are told anew when a value changes, and when the last one goes", async () => {
    let own = await field.today();
    let { known } = await phone.poll();
    for (const custom_fields of [{ who_opened: "Ann" }, { who_opened: "Ben" }, { who_opened: null }]) {
      own = await field.change(own, { custom_fields });
      const answer = await phone.poll(known);
      expect(told(answer)).toEqual([own.id]);
      known = answer.known;
    }
    expect(await phone.visit(own.id)).not.toHaveProperty("custom_fields");
  });

  test("are told by their new name without their visits, and not told once removed", async () => {
    let { known } = await phone.poll();
    const names = async () => (await phone.settings()).custom_fields?.map(({ name }) => name);
    for (const [act, left] of [
      [() => change(field, opened, { name: "Let in by" }), ["Parking", "Let in by"]],
      [() => remove(field, opened), ["Parking"]],
      [() => restore(field, opened), ["Parking", "Let in by"]],
    ] as const) {
      await act();
      const answer = await phone.poll(known);
      expect(told(answer)).toEqual(["settings"]);
      expect(await names()).toEqual(left);
      known = answer.known;
    }
  });

  test("are on nobody's phone who may not read them, and leave it with the right", async () => {
    const { known } = await phone.poll();
    const answer = await withoutRight(() => phone.poll(known));
    expect(told(answer)).toEqual(["settings", visit.id]);
    for (const { row } of answer.changes) expect("custom_fields" in row ? row.custom_fields : []).toEqual([]);
    expect(told(await phone.poll(answer.known))).toEqual(["settings", visit.id]);
  });
});
