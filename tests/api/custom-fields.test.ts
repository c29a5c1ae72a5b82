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

describe("values of a visit", () => {
  let jobId: string;
  beforeAll(async () => {
    const { row: owner } = await customer({});
    const address = { line1: "12 Elm St", city: "Albany", region: "NY", postcode: "12203", country: "US" };
    const place = await call(
      "POST",
      "/properties",
      as("dispatcher", { body: { customer_id: owner.id, address, custom_fields: {} } }),
    );
    expectStatus(place, 201);
    const body = { customer_id: owner.id, property_id: place.row.id, title: "Boiler" };
    const job = await call("POST", "/jobs", as("dispatcher", { body }));
    expectStatus(job, 201);
    jobId = job.row.id;
    await define({ entity: "booking", name: "Meter", type: "number" });
    await define({ entity: "booking", name: "Key from", type: "choice", options: [{ label: "Neighbour" }] });
  });
  const plan = (body: object = {}) =>
    call("POST", "/bookings", as("dispatcher", { body: { job_id: jobId, ...body } }));
  const list = (wanted: string, role: keyof Company["people"] = "viewer") =>
    call("GET", `/bookings?job_id=${jobId}&custom_fields=${encodeURIComponent(wanted)}`, as(role));

  it("are given with it, answered wherever it is shown, merged by PATCH and filter its list", async () => {
    const made = await plan({ custom_fields: { meter: 12.5, key_from: "neighbour" } });
    expectStatus(made, 201);
    expect(made.row).toMatchObject({ version: 1, custom_fields: { meter: 12.5, key_from: "neighbour" } });
    const bare = await plan();
    expect(bare.row).toMatchObject({ version: 1, custom_fields: {} });
    const path = `/bookings/${made.row.id}`;
    const patched = await call(
      "PATCH",
      path,
      as("dispatcher", { version: 1, body: { custom_fields: { meter: null } } }),
    );
    expect(patched.row).toMatchObject({ version: 2, custom_fields: { key_from: "neighbour" } });
    expect((await call("GET", path, as("viewer"))).row.custom_fields).toEqual({ key_from: "neighbour" });
    expect((await list('{"key_from":"neighbour"}')).rows.map(({ id }) => id)).toEqual([made.row.id]);
    expect((await list('{"meter":12.5}')).rows).toEqual([]);
    const wrong = await list('{"nowhere":1}');
    expect([wrong.status, wrong.problem.errors?.[0]?.field]).toEqual([422, "custom_fields"]);
  });

  it("are refused each by its field, and then there is no visit", async () => {
    const made = await plan({ custom_fields: { meter: "many", key_from: "postman" } });
    expect([made.status, made.problem.errors?.map(({ field, code }) => [field, code])]).toEqual([
      422,
      [
        ["custom_fields.key_from", "unknown_value"],
        ["custom_fields.meter", "invalid"],
      ],
    ]);
    expect((await plan({ custom_fields: 7 })).problem.errors?.[0]?.field).toBe("custom_fields");
  });

  it("go along when it is planned, and one write of both is one change of it", async () => {
    const made = await plan({ custom_fields: { meter: 1 } });
    const times = { starts_at: "2031-03-03T14:00:00Z", ends_at: "2031-03-03T15:00:00Z" };
    const path = `/bookings/${made.row.id}`;
    const planned = await call("PATCH", path, as("dispatcher", { version: 1, body: times }));
    expect(planned.row).toMatchObject({ version: 2, status: "scheduled", custom_fields: { meter: 1 } });
    const both = { ends_at: "2031-03-03T16:00:00Z", starts_at: times.starts_at, custom_fields: { meter: 2 } };
    const changed = await call("PATCH", path, as("dispatcher", { version: 2, body: both }));
    expect(changed.row).toMatchObject({ version: 3, custom_fields: { meter: 2 } });
    const history = await call("GET", `${path}/history?limit=1`, as("viewer"));
    expect(history.rows[0]).toMatchObject({
      changed: ["custom_fields", "ends_at"],
      old: { custom_fields: { meter: 1 } },
      new: { custom_fields: { meter: 2 } },
    });
    const stale = await call("PATCH", path, as("dispatcher", { version: 1, body: { custom_fields: {} } }));
    expect([stale.status, stale.problem.current?.custom_fields]).toEqual([412, { meter: 2 }]);
    const reader = as("viewer", { version: 3, body: { custom_fields: { meter: 3 } } });
    expect((await call("PATCH", path, reader)).status).toBe(403);
  });
});

it("a search of places keeps to the fields the list is filtered by", async () => {
  await define({ entity: "property", name: "Lift", type: "yes_no" });
  const { row: owner } = await customer({});
  const place = async (line1: string, custom_fields: object) => {
    const body = { customer_id: owner.id, address: { line1, city: "Troy", country: "US" }, custom_fields };
    const made = await call("POST", "/properties", as("dispatcher", { body }));
    expectStatus(made, 201);
    return made.row.id;
  };
  const wanted = await place("7 Quokka Lane", { lift: true });
  const other = await place("9 Quokka Lane", { lift: false });
  const search = async (more: string) =>
    (await call("GET", `/properties?q=quokka%20lane${more}`, as("dispatcher"))).rows.map(({ id }) => id);
  expect(await search("")).toEqual([wanted, other]);
  expect(await search(`&custom_fields=${encodeURIComponent('{"lift":true}')}`)).toEqual([wanted]);
});
