import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { call, expectStatus, type Answer, type Options } from "./support/call";
import { createCompany, type Company } from "./support/people";

let home: Company;

beforeAll(async () => {
  home = await createCompany("quokka");
});

const as = (role: keyof Company["people"], options: Options = {}): Options => ({
  ...options,
  as: home.people[role],
});
const fresh = (name: string) => `${name} ${randomUUID().slice(0, 8)}`;

describe("a new organization", () => {
  it("has the services, skills, checklists, hours and holidays of its trade and country", async () => {
    const types = await call("GET", "/service-types", as("technician"));
    expect(types.rows[0]).toMatchObject({
      name: "Heating service",
      duration_min: 90,
      buffer_after_min: 15,
      price: { amount: 14_900, currency: "USD" },
      checklist: { name: "Heating service" },
      skills: [{ name: "Gas systems" }],
    });
    expect(types.rows).toHaveLength(7);
    expect((await call("GET", "/skills", as("technician"))).rows).toHaveLength(4);
    const { rows: checklists } = await call("GET", "/checklists", as("technician"));
    expect(checklists.map(({ name }) => name)).toEqual(["Air conditioning service", "Heating service"]);
    const hours = await call("GET", "/hours", as("technician"));
    expect(hours.row.hours).toEqual(
      [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: "08:00", closes: "17:00" })),
    );
    const { rows: closures } = await call("GET", "/closures?limit=200", as("viewer"));
    // Two years of federal holidays, from today on.
    expect([22, 23]).toContain(closures.length);
    expect(new Set(closures.map(({ name }) => name)).size).toBe(11);
    expect(
      closures.every(({ source, starts_on, ends_on }) => source === "preset" && starts_on === ends_on),
    ).toBe(true);
  });
});

describe("service types", () => {
  it("are saved with skills and checklist, whose change is a new version and no half of one", async () => {
    const [one, other] = await Promise.all(
      ["Gas", "Height"].map((name) => call("POST", "/skills", as("owner", { body: { name: fresh(name) } }))),
    );
    const checklist = await call("POST", "/checklists", as("owner", { body: { name: fresh("List") } }));
    const body = {
      name: fresh("Check"),
      duration_min: 45,
      skill_ids: [one?.row.id],
      checklist_id: checklist.row.id,
    };
    const made = await call("POST", "/service-types", as("owner", { body }));
    expectStatus(made, 201);
    expect(made.row).toMatchObject({
      skills: [{ id: one?.row.id }],
      checklist: { id: checklist.row.id },
      version: 1,
    });
    const path = `/service-types/${made.row.id}`;
    const changed = await call(
      "PATCH",
      path,
      as("owner", { version: 1, body: { skill_ids: [other?.row.id] } }),
    );
    expect(changed.row).toMatchObject({ skills: [{ id: other?.row.id }], version: 2 });
    const same = await call("PATCH", path, as("owner", { version: 2, body: { skill_ids: [other?.row.id] } }));
    expect(same.row.version).toBe(2);
    const half = { name: "Lost", skill_ids: [randomUUID()] };
    expect((await call("PATCH", path, as("owner", { version: 2, body: half }))).status).toBe(422);
    expect((await call("GET", path, as("viewer"))).row).toMatchObject({ name: body.name, version: 2 });

    await call("DELETE", `/skills/${other?.row.id}`, as("owner", { version: 1 }));
    await call("DELETE", `/checklists/${checklist.row.id}`, as("owner", { version: 1 }));
    expect((await call("GET", path, as("viewer"))).row).toMatchObject({ skills: [], checklist: null });
  });

  it("leave out of the list for new work what is switched off", async () => {
    const body = { name: fresh("Off"), duration_min: 45, is_active: false };
    const { row } = await call("POST", "/service-types", as("owner", { body }));
    const names = (answer: Answer) => answer.rows.map(({ id }) => id);
    expect(names(await call("GET", "/service-types?limit=200", as("viewer")))).toContain(row.id);
    expect(names(await call("GET", "/service-types?limit=200&active=true", as("viewer")))).not.toContain(
      row.id,
    );
  });
});

describe("names", () => {
  it.each([
    ["/skills", {}],
    ["/checklists", {}],
    ["/service-types", { duration_min: 30 }],
    ["/service-zones", {}],
    ["/tags", {}],
  ])("of %s are there once, in any case, until the first is deleted", async (path, more) => {
    const name = fresh("Twice");
    const first = await call("POST", path, as("owner", { body: { name, ...more } }));
    const second = await call("POST", path, as("owner", { body: { name: name.toUpperCase(), ...more } }));
    expect([second.status, second.problem.code, second.problem.errors?.[0]?.field]).toEqual([
      409,
      "duplicate",
      "name",
    ]);
    await call("DELETE", `${path}/${first.row.id}`, as("owner", { version: 1 }));
    expect((await call("POST", path, as("owner", { body: { name, ...more } }))).status).toBe(201);
    const back = await call("POST", `${path}/${first.row.id}/restore`, as("owner"));
    expect([back.status, back.problem.code]).toEqual([409, "duplicate"]);
  });
});

describe("opening hours", () => {
  const read = () => call("GET", "/hours", as("viewer"));
  const write = (
    version: number | string | undefined,
    hours: unknown,
    role: "owner" | "dispatcher" = "owner",
  ) => call("PATCH", "/hours", as(role, { version, body: { hours } }));

  it("are replaced as a whole, several spans a day, to the end of the day", async () => {
    const { row } = await read();
    const week = [
      { weekday: 1, opens: "07:00", closes: "12:00" },
      { weekday: 1, opens: "12:30", closes: "16:00" },
      { weekday: 6, opens: "18:00", closes: "24:00" },
    ];
    const changed = await write(row.version, week.toReversed());
    expectStatus(changed, 200);
    expect(changed.row.hours).toEqual(week);
    expect(changed.row.version).not.toBe(row.version);
    expect(changed.row.stranded).toEqual([]);
    expect((await read()).row).toEqual({ version: changed.row.version, hours: week });
  });

  it("are tried before: what they would leave outside is named, and nothing changes", async () => {
    const check = (body: unknown, role: "owner" | "viewer" | "dispatcher" = "owner") =>
      call("POST", "/hours/check", as(role, { body }));
    const before = (await read()).row;
    const none = { total: 0, visits: [] };
    const tried = await check({ hours: [{ weekday: 2, opens: "09:00", closes: "10:00" }] });
    expectStatus(tried, 200);
    expect(tried.row).toEqual(none);
    expect((await check({ closure: { starts_on: "2031-03-04", ends_on: "2031-03-05" } })).row).toEqual(none);
    expect((await read()).row).toEqual(before);
    expect((await check({ hours: [] }, "dispatcher")).status).toBe(403);
    expect((await check({ hours: [] }, "viewer")).status).toBe(403);
    expect((await check({})).status).toBe(422);
    expect((await check({ closure: { starts_on: "2031-03-05", ends_on: "2031-03-04" } })).status).toBe(422);
    const nobody = { resource_id: "00000000-0000-4000-8000-000000000000", follows_business_hours: true };
    expect((await check(nobody)).status).toBe(404);
  });

  it("are refused to who saw another week, with the week as it is, and to who may not", async () => {
    const { row } = await read();
    const week = [{ weekday: 2, opens: "09:00", closes: "10:00" }];
    await write(row.version, week);
    const late = await write(row.version, []);
    expect([late.status, late.problem.code, late.problem.current?.hours]).toEqual([412, "stale", week]);
    expect((await write(undefined, week)).status).toBe(428);
    expect((await write("*", week, "dispatcher")).status).toBe(403);
  });

  it.each([
    [[{ weekday: 8, opens: "08:00", closes: "09:00" }], "hours.0.weekday", "too_big"],
    [[{ weekday: 1, opens: "24:00", closes: "24:00" }], "hours.0.opens", "invalid_format"],
    [[{ weekday: 1, opens: "09:00", closes: "09:00" }], "hours.0.closes", "ends_before_start"],
    [
      [
        { weekday: 1, opens: "08:00", closes: "12:00" },
        { weekday: 1, opens: "11:59", closes: "13:00" },
      ],
      "hours.1.opens",
      "overlap",
    ],
  ])("refuse %j beside the field", async (hours, field, code) => {
    const answer = await write("*", hours);
    expect([answer.status, answer.problem.errors?.[0]]).toMatchObject([422, { field, code }]);
  });
});

describe("holidays", () => {
  it("that were deleted do not come back, and those that are there are not doubled", async () => {
    const read = async () => (await call("GET", "/closures?limit=200", as("owner"))).rows;
    const [first, ...rest] = await read();
    await call("DELETE", `/closures/${first?.id}`, as("owner", { version: 1 }));
    const added = await call("POST", "/closures/holidays", as("owner", { body: {} }));
    expect([added.status, added.row.added]).toEqual([200, 0]);
    expect(await read()).toEqual(rest);
  });
});

describe("settings", () => {
  const read = () => call("GET", "/settings", as("viewer"));
  const write = (version: number | string, scheduling: unknown) =>
    call("PATCH", "/settings", as("owner", { version, body: { scheduling } }));

  it("are the shipped ones until they are changed, one by one", async () => {
    const { row } = await read();
    expect(row.scheduling).toEqual({
      late_departure_min: 10,
      late_arrival_min: 15,
      slot_step_min: 15,
      hold_min: 5,
      arrival_window_min: 120,
      own_reach_days: 90,
      daily_limit: null,
      travel_speed_kmh: 30,
      travel_circuity: 1.3,
    });
    const limit = { max_minutes: 480, max_visits: null, urgent_reserve_min: 60 };
    const changed = await write(row.version, { hold_min: 10, travel_circuity: 1.45, daily_limit: limit });
    expectStatus(changed, 200);
    expect(changed.row.scheduling).toMatchObject({
      hold_min: 10,
      travel_circuity: 1.45,
      daily_limit: limit,
      late_arrival_min: 15,
    });
    expect((await write(row.version, { hold_min: 6 })).status).toBe(412);
    const back = await write(changed.row.version, { hold_min: 5, travel_circuity: 1.3, daily_limit: null });
    expect(back.row).toEqual(row);
  });

  it.each([
    [{ hold_min: 0 }, 422],
    [{ hold_min: 2.5 }, 422],
    [{ daily_limit: { max_minutes: 480 } }, 422],
    [{ unheard_of: 1 }, 422],
    [{}, 422],
  ])("refuse %j", async (scheduling, status) => {
    expect((await write("*", scheduling)).status).toBe(status);
  });
});

describe("saved views", () => {
  const view = (more: object = {}) => ({
    list: "bookings",
    name: fresh("Mine"),
    query: "status=new",
    ...more,
  });
  const ids = async (role: keyof Company["people"]) =>
    (await call("GET", "/saved-views?list=bookings", as(role))).rows.map(({ id }) => id);

  it("are their maker's alone until they are shared, and shared ones the office's", async () => {
    const own = await call("POST", "/saved-views", as("viewer", { body: view() }));
    expectStatus(own, 201);
    expect(own.row).toMatchObject({ is_mine: true, is_shared: false, columns: [] });
    expect(await ids("viewer")).toContain(own.row.id);
    for (const role of ["owner", "dispatcher", "technician"] as const) {
      expect(await ids(role)).not.toContain(own.row.id);
      const path = `/saved-views/${own.row.id}`;
      const renamed = await call("PATCH", path, as(role, { version: 1, body: { name: "Taken" } }));
      expect([role, renamed.status]).toEqual([role, 404]);
      expect((await call("DELETE", path, as(role, { version: 1 }))).status).toBe(404);
    }
    const shared = await call("POST", "/saved-views", as("dispatcher", { body: view({ is_shared: true }) }));
    expect(await ids("viewer")).toContain(shared.row.id);
    const path = `/saved-views/${shared.row.id}`;
    const touched = await call("PATCH", path, as("viewer", { version: 1, body: { name: "Theirs" } }));
    expect(touched.status).toBe(403);
    expect((await call("DELETE", path, as("viewer", { version: 1 }))).status).toBe(403);
    const renamed = await call("PATCH", path, as("owner", { version: 1, body: { name: "Everybody's" } }));
    expect(renamed.row).toMatchObject({ name: "Everybody's", is_mine: false, version: 2 });
  });

  it("are not shared by who may only have his own", async () => {
    const made = await call("POST", "/saved-views", as("viewer", { body: view({ is_shared: true }) }));
    expect([made.status, made.problem.required_scope]).toEqual([403, "saved_views:create"]);
    const own = await call("POST", "/saved-views", as("viewer", { body: view() }));
    const path = `/saved-views/${own.row.id}`;
    const shared = await call("PATCH", path, as("viewer", { version: 1, body: { is_shared: true } }));
    expect([shared.status, shared.problem.code]).toEqual([403, "forbidden"]);
  });

  it("once deleted are gone, and the answer is enough to make them again", async () => {
    const made = await call(
      "POST",
      "/saved-views",
      as("dispatcher", { body: view({ columns: ["number"] }) }),
    );
    const path = `/saved-views/${made.row.id}`;
    expect((await call("DELETE", path, as("dispatcher", { version: 7 }))).status).toBe(412);
    const gone = await call("DELETE", path, as("dispatcher", { version: 1 }));
    expect(gone.row).toEqual(made.row);
    expect((await call("DELETE", path, as("dispatcher", { version: 1 }))).status).toBe(404);
  });
});

describe("tags of a customer", () => {
  it("are replaced as a whole, under the customer's version, which rises with them", async () => {
    const make = async (name: string) =>
      (await call("POST", "/tags", as("dispatcher", { body: { name: fresh(name), color: 2 } }))).row.id;
    const [vip, late] = [await make("VIP"), await make("Pays late")];
    const body = { kind: "person", last_name: "Tagged" };
    const customer = (await call("POST", "/customers", as("dispatcher", { body }))).row;
    const path = `/customers/${customer.id}/tags`;
    const set = (version: number, tag_ids: unknown[]) =>
      call("PATCH", path, as("dispatcher", { version, body: { tag_ids } }));

    const both = await set(1, [vip, late]);
    expectStatus(both, 200);
    expect(both.row).toMatchObject({
      customer_id: customer.id,
      version: 2,
      tags: [{ id: late }, { id: vip }],
    });
    const tagged = await call("GET", `/customers?tag_id=${String(vip)}`, as("viewer"));
    expect(tagged.rows.map(({ id }) => id)).toEqual([customer.id]);
    expect((await call("GET", `/customers?q=Tagged&tag_id=${randomUUID()}`, as("viewer"))).rows).toEqual([]);
    expect((await set(1, [])).status).toBe(412);
    expect((await set(2, [randomUUID()])).problem.errors?.[0]).toMatchObject({
      field: "tag_ids",
      code: "unknown",
    });
    await call("DELETE", `/tags/${late}`, as("dispatcher", { version: 1 }));
    expect((await call("GET", path, as("viewer"))).row.tags).toMatchObject([{ id: vip }]);
    expect((await set(2, [])).row.tags).toEqual([]);
    const history = await call("GET", `/customers/${customer.id}/history`, as("viewer"));
    expect(history.rows.map(({ changed }) => changed)).toContainEqual(["tags"]);
  });
});

describe("sample data", () => {
  const samples = () => call("GET", "/sample-data", as("viewer"));

  it("comes by one request, once, and goes by one", async () => {
    const none = { customers: 0, resources: 0, visits: 0 };
    expect((await samples()).row).toEqual(none);
    expect((await call("POST", "/sample-data", as("dispatcher", { body: {} }))).status).toBe(403);
    const key = randomUUID();
    const made = await call("POST", "/sample-data", as("owner", { body: {}, key }));
    expect([made.status, made.row]).toEqual([201, { customers: 6, resources: 2, visits: 5 }]);
    const replayed = await call("POST", "/sample-data", as("owner", { body: {}, key }));
    expect([replayed.status, replayed.headers.get("idempotent-replayed")]).toEqual([201, "true"]);
    const again = await call("POST", "/sample-data", as("owner", { body: {} }));
    expect([again.status, again.problem.code]).toEqual([409, "duplicate"]);
    expect((await samples()).row).toEqual(made.row);
    const gone = await call("POST", "/sample-data/removals", as("owner", { body: {} }));
    expect([gone.status, gone.row]).toEqual([200, made.row]);
    expect((await samples()).row).toEqual(none);
  });
});
