import { beforeAll, describe, expect, it } from "vitest";
import { call, expectStatus, type Options } from "./support/call";
import { createCompany, type Company } from "./support/people";

let home: Company;

beforeAll(async () => {
  home = await createCompany("quokka");
});

const as = (role: keyof Company["people"], options: Options = {}): Options => ({
  ...options,
  as: home.people[role],
});
const define = async (body: object) => {
  const made = await call("POST", "/custom-fields", as("owner", { body: { entity: "customer", ...body } }));
  expectStatus(made, 201);
  return made.row;
};
const customer = (custom_fields: object, role: keyof Company["people"] = "dispatcher") =>
  call("POST", "/customers", as(role, { body: { kind: "person", last_name: "Ruiz", custom_fields } }));

describe("a field of one's own", () => {
  it("is made with a key of its name and with choices that keep their keys", async () => {
    const field = await define({ name: "Lead from", type: "choice", options: [{ label: "Radio" }] });
    expect(field).toMatchObject({ key: "lead_from", position: 0, is_personal: true, version: 1 });
    const path = `/custom-fields/${field.id}`;
    const changed = await call(
      "PATCH",
      path,
      as("owner", { version: 1, body: { options: [{ label: "Web" }] } }),
    );
    expect(changed.row.options).toEqual([
      { key: "web", label: "Web", is_active: true },
      { key: "radio", label: "Radio", is_active: false },
    ]);
  });

  it("is refused without choices, with a changed kind, and twice by name", async () => {
    const post = (body: object) =>
      call("POST", "/custom-fields", as("owner", { body: { entity: "customer", ...body } }));
    const bare = await post({ name: "Bare", type: "choice" });
    expect([bare.status, bare.problem.errors?.[0]]).toMatchObject([
      422,
      { field: "options", code: "required" },
    ]);
    const field = await define({ name: "Twice", type: "text" });
    const again = await post({ name: "TWICE", type: "text" });
    expect([again.status, again.problem.errors?.[0]]).toMatchObject([
      409,
      { field: "name", code: "duplicate" },
    ]);
    const other = { version: 1, body: { type: "number" } };
    expect((await call("PATCH", `/custom-fields/${field.id}`, as("owner", other))).status).toBe(422);
  });

  it("says how many values it has before it goes, to whoever may remove it", async () => {
    const field = await define({ name: "Counted", type: "text" });
    expectStatus(await customer({ counted: "a" }), 201);
    const usage = await call("GET", `/custom-fields/${field.id}/usage`, as("admin"));
    expect(usage.row).toEqual({ count: 1 });
    expect((await call("GET", `/custom-fields/${field.id}/usage`, as("dispatcher"))).status).toBe(403);
  });
});

describe("values", () => {
  it("are refused all at once, each by its field", async () => {
    await define({ name: "Born", type: "date" });
    await define({ name: "Rooms", type: "number" });
    const made = await customer({ born: "soon", rooms: "three", nowhere: 1 });
    expect([made.status, made.problem.code]).toEqual([422, "invalid"]);
    expect(made.problem.errors?.map(({ field, code }) => [field, code])).toEqual([
      ["custom_fields.born", "invalid_format"],
      ["custom_fields.nowhere", "unknown"],
      ["custom_fields.rooms", "invalid"],
    ]);
  });

  it("are merged by PATCH: null clears, what is not named stays, also what lies in a removed field", async () => {
    const gone = await define({ name: "Gone", type: "text" });
    await define({ name: "Kept", type: "text" });
    const { row } = await customer({ gone: "a", kept: "b" });
    await call("DELETE", `/custom-fields/${gone.id}`, as("owner", { version: 1 }));
    const path = `/customers/${row.id}`;
    const patch = (version: number, custom_fields: object) =>
      call("PATCH", path, as("dispatcher", { version, body: { custom_fields } }));
    const read = (await call("GET", path, as("dispatcher"))).row as unknown as { custom_fields: object };
    // Sent back as it was read, it is no change.
    const same = await patch(1, read.custom_fields);
    expect(same.row).toMatchObject({ version: 1, custom_fields: { gone: "a", kept: "b" } });
    expect((await patch(1, { kept: null })).row).toMatchObject({ version: 2, custom_fields: { gone: "a" } });
    expect((await patch(2, { gone: "c" })).problem.errors?.[0]).toMatchObject({
      field: "custom_fields.gone",
      code: "unknown",
    });
  });

  it("of a required field are asked of whoever sends fields", async () => {
    const field = await define({ name: "Tax number", type: "text", is_required: true });
    const refused = await customer({ kept: "x" });
    expect(refused.problem.errors?.[0]).toMatchObject({
      field: "custom_fields.tax_number",
      code: "required",
    });
    expectStatus(await customer({ tax_number: "DE1" }), 201);
    await call("DELETE", `/custom-fields/${field.id}`, as("owner", { version: 1 }));
  });

  it("filter the list, by fields there are", async () => {
    await define({ name: "Floor", type: "choice", options: [{ label: "First" }, { label: "Second" }] });
    const { row } = await customer({ floor: "second" });
    const list = (wanted: string) =>
      call("GET", `/customers?custom_fields=${encodeURIComponent(wanted)}`, as("viewer"));
    expect((await list('{"floor":"second"}')).rows.map(({ id }) => id)).toEqual([row.id]);
    expect((await list('{"floor":"first"}')).rows).toEqual([]);
    for (const wrong of ['{"nowhere":1}', "{", "[]"]) {
      const { status, problem } = await list(wrong);
      expect([status, problem.errors?.[0]?.field]).toEqual([422, "custom_fields"]);
    }
  });
});
