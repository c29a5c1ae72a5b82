import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { call, expectStatus, type Options, type Row } from "./support/call";
import { database } from "./support/installation";
import { createCompany, type Company } from "./support/people";
import { createGround, type Ground } from "./support/planning";

let home: Company;
let ground: Ground;

beforeAll(async () => {
  home = await createCompany("quokka");
  ground = await createGround(home, 2);
});

const as = (role: keyof Company["people"], options: Options = {}): Options => ({
  ...options,
  as: home.people[role],
});
const make = async (path: string, body: unknown): Promise<Row> => {
  const made = await call("POST", path, as("dispatcher", { body }));
  expectStatus(made, 201);
  return made.row;
};
const technician = (more: object = {}) =>
  make("/resources", { kind: "technician", name: "Sam Lee", ...more });
const visit = (resourceId: string, starts_at: string, ends_at: string) =>
  make("/bookings", {
    job_id: ground.jobId,
    starts_at,
    ends_at,
    assignments: [{ resource_id: resourceId, role: "lead" }],
  });

describe("resources", () => {
  it("are a member once, and a stranger or a van never", async () => {
    const user_id = home.people.accountant.id;
    const made = await technician({ user_id });
    expect(made.user).toMatchObject({ id: user_id, name: "quokka accountant" });
    const twice = await call(
      "POST",
      "/resources",
      as("dispatcher", { body: { kind: "technician", name: "B", user_id } }),
    );
    expect(twice.status).toBe(409);
    expect(twice.problem).toMatchObject({
      code: "duplicate",
      errors: [{ field: "user_id", code: "duplicate" }],
    });
    const stranger = { kind: "technician", name: "C", user_id: randomUUID() };
    const unknown = await call("POST", "/resources", as("dispatcher", { body: stranger }));
    expect(unknown.problem).toMatchObject({ status: 422, errors: [{ field: "user_id" }] });
    const van = { kind: "vehicle", name: "Van", user_id: home.people.viewer.id };
    const refused = await call("POST", "/resources", as("dispatcher", { body: van }));
    expect(refused.problem).toMatchObject({ status: 422, errors: [{ field: "user_id" }] });
  });

  it("are listed with an account that never gave its name", async () => {
    const { id: user_id } = home.people.viewer;
    const { id } = await technician({ user_id });
    const sql = database();
    const [{ name } = { name: "" }] = await sql<{ name: string }[]>`
      select name from public.profiles where id = ${user_id}`;
    await sql`update public.profiles set name = null where id = ${user_id}`;
    const listed = await call("GET", "/resources?limit=200", as("dispatcher"));
    await sql`update public.profiles set name = ${name} where id = ${user_id}`;
    expectStatus(listed, 200);
    expect(listed.rows.find((row) => row.id === id)?.user).toMatchObject({ id: user_id, name: null });
  });

  it.each([
    [{ home: { lat: 91, lng: 0 } }, "home.lat"],
    [{ home: { lat: 40 } }, "home.lng"],
    [{ time_zone: "+02:00" }, "time_zone"],
    [{ color: 12 }, "color"],
    [{ daily_limit: { max_minutes: 1441 } }, "daily_limit.max_minutes"],
    [
      { skills: [{ skill_id: randomUUID(), issued_on: "2026-02-02", expires_on: "2026-02-01" }] },
      "skills.0.expires_on",
    ],
    [{ skills: [{ skill_id: randomUUID() }] }, "skills"],
    [{ zone_ids: [randomUUID()] }, "zone_ids"],
  ])("refuse %j beside its field", async (fields, field) => {
    const body = { kind: "technician", name: "D", ...fields };
    const refused = await call("POST", "/resources", as("dispatcher", { body }));
    expect(refused.status).toBe(422);
    expect(refused.problem.errors?.map((error: { field: string }) => error.field)).toContain(field);
  });

  it("show where people live to the office and themselves only, also in the list", async () => {
    const { id } = await technician({ user_id: home.people.admin.id, home: { address: "7 Oak St" } });
    expect((await call("GET", `/resources/${id}`, as("dispatcher"))).row.home).toMatchObject({
      address: "7 Oak St",
    });
    expect((await call("GET", `/resources/${id}`, as("viewer"))).row.home).toBeNull();
    expect((await call("GET", "/resources?limit=200", as("viewer"))).text).not.toContain("Oak St");
    expect((await call("GET", `/resources/${id}/history`, as("viewer"))).text).not.toContain("Oak St");
    const own = await call("GET", "/resources", as("technician"));
    expect(own.rows.map((row) => row.id)).toEqual([ground.resourceIds[0]]);
    expect((await call("GET", `/resources/${id}`, as("technician"))).status).toBe(404);
  });

  it("are not deleted while visits are ahead; the answer names them", async () => {
    const { id } = await technician();
    const booked = await visit(id, "2031-04-01T14:00:00Z", "2031-04-01T15:00:00Z");
    const refused = await call("DELETE", `/resources/${id}`, as("dispatcher", { version: 1 }));
    expect([refused.status, refused.problem.code]).toEqual([409, "visits_ahead"]);
    expect(refused.problem).toMatchObject({ visits: [{ id: booked.id, number: booked.number }] });
  });

  it("say in the list what they do now and how full their week is", async () => {
    const { id } = await technician({ name: "Right now" });
    const at = (min: number) => new Date(Date.now() + min * 60_000).toISOString();
    const booked = await visit(id, at(-10), at(50));
    const { rows } = await call("GET", "/resources?q=right+now", as("dispatcher"));
    expect(rows).toMatchObject([{ id, state_now: { status: "scheduled", booking_number: booked.number } }]);
    expect(rows[0]?.booked_share_week).toBeGreaterThan(0);
  });
});

describe("availability", () => {
  const week = { hours: [{ weekday: 1, starts: "08:00", ends: "12:00" }] };

  it("is the business hours until a week of its own is saved, under the version one saw", async () => {
    const { id } = await technician();
    const path = `/availability/${id}`;
    const before = await call("GET", path, as("viewer"));
    expect(before.row).toMatchObject({ follows_business_hours: true, time_zone: "America/New_York" });
    expect(before.row.hours).toHaveLength(7);
    const version = before.row.version;
    expect(before.headers.get("etag")).toBe(`"${version}"`);
    const saved = await call("PATCH", path, as("dispatcher", { version, body: week }));
    expectStatus(saved, 200);
    expect(saved.row).toMatchObject({ follows_business_hours: false, ...week, stranded: [] });
    const late = await call(
      "PATCH",
      path,
      as("dispatcher", { version, body: { follows_business_hours: true } }),
    );
    expect([late.status, late.problem.code, late.problem.current]).toMatchObject([412, "stale", { ...week }]);
    expect((await call("PATCH", path, as("viewer", { version: "*", body: week }))).status).toBe(403);
    expect((await call("GET", path, as("technician"))).status).toBe(404);
  });

  it("names the visits that the new week leaves outside", async () => {
    const { id } = await technician();
    // 1 April 2031 is a Tuesday.
    const booked = await visit(id, "2031-04-01T14:00:00Z", "2031-04-01T15:00:00Z");
    const { row } = await call("GET", `/availability/${id}`, as("dispatcher"));
    const saved = await call(
      "PATCH",
      `/availability/${id}`,
      as("dispatcher", { version: row.version, body: week }),
    );
    expect(saved.row.stranded).toMatchObject([{ id: booked.id, number: booked.number }]);
  });

  it.each([
    [{ hours: [] }],
    [{ hours: [{ weekday: 8, starts: "08:00", ends: "09:00" }] }],
    [{ hours: [{ weekday: 1, starts: "09:00", ends: "08:00" }] }],
    [{ hours: [{ weekday: 1, starts: "24:00", ends: "24:00" }] }],
    [{ hours: [...week.hours, { weekday: 1, starts: "11:00", ends: "13:00" }] }],
    [{ follows_business_hours: false }],
  ])("refuses the week %j", async (body) => {
    const path = `/availability/${ground.resourceIds[1]}`;
    const { row } = await call("GET", path, as("dispatcher"));
    expect((await call("PATCH", path, as("dispatcher", { version: row.version, body }))).status).toBe(422);
  });
});

describe("time off", () => {
  const day = { starts_at: "2031-05-05T12:00:00Z", ends_at: "2031-05-05T22:00:00Z" };

  it("is refused over a visit with its name, also when only asked, and keeps visits away once entered", async () => {
    const { id } = await technician();
    const booked = await visit(id, "2031-05-05T14:00:00Z", "2031-05-05T15:00:00Z");
    const conflicts = [{ id: booked.id, number: booked.number, customer_name: "Ground" }];
    const body = { resource_id: id, ...day };
    const refused = await call("POST", "/time-off", as("dispatcher", { body }));
    expect([refused.status, refused.problem.code]).toEqual([409, "time_off_conflict"]);
    expect(refused.problem).toMatchObject({ conflicts });
    const asked = await call("POST", "/time-off", as("dispatcher", { body: { ...body, check_only: true } }));
    expect([asked.status, asked.row]).toMatchObject([200, { conflicts }]);

    const free = await technician();
    await make("/time-off", { resource_id: free.id, ...day });
    const late = { job_id: ground.jobId, ...day, assignments: [{ resource_id: free.id, role: "lead" }] };
    const planned = await call("POST", "/bookings", as("dispatcher", { body: late }));
    expect([planned.status, planned.problem.code]).toEqual([409, "double_booking"]);
  });

  it("is asked for by a technician for himself, and its note is not for everybody", async () => {
    const [me = "", other = ""] = ground.resourceIds;
    const body = { resource_id: me, ...day, note: "Dentist" };
    const mine = await call("POST", "/time-off", as("technician", { body }));
    expectStatus(mine, 201);
    expect(mine.row.note).toBe("Dentist");
    const foreign = await call(
      "POST",
      "/time-off",
      as("technician", { body: { ...body, resource_id: other } }),
    );
    expect(foreign.problem).toMatchObject({ status: 422, errors: [{ field: "resource_id" }] });
    const seen = await call("GET", `/time-off?resource_id=${me}&from=2031-05-01T00:00:00Z`, as("viewer"));
    expect(seen.rows).toMatchObject([{ id: mine.row.id, note: null }]);
    expect((await call("DELETE", `/time-off/${mine.row.id}`, as("technician", { version: 1 }))).status).toBe(
      403,
    );
    expect((await call("POST", "/time-off", as("viewer", { body }))).status).toBe(403);
  });

  it("ends after it starts", async () => {
    const body = { resource_id: ground.resourceIds[1], starts_at: day.ends_at, ends_at: day.starts_at };
    const refused = await call("POST", "/time-off", as("dispatcher", { body }));
    expect(refused.problem).toMatchObject({ status: 422, errors: [{ field: "ends_at" }] });
  });
});

describe("crews", () => {
  it("take their visits ahead along, or are refused by name of the reason", async () => {
    const [ana, leo] = [await technician({ name: "Ana" }), await technician({ name: "Leo" })];
    const crew = await make("/crews", { name: `Crew ${randomUUID()}`, members: [{ resource_id: ana.id }] });
    const booked = await make("/bookings", {
      job_id: ground.jobId,
      starts_at: "2031-06-02T14:00:00Z",
      ends_at: "2031-06-02T15:00:00Z",
      assignments: [{ crew_id: crew.id, role: "lead" }],
    });
    const members = [{ resource_id: ana.id }, { resource_id: leo.id }];
    const changed = await call(
      "PATCH",
      `/crews/${crew.id}`,
      as("dispatcher", { version: 1, body: { members } }),
    );
    expectStatus(changed, 200);
    const seen = await call("GET", `/bookings/${booked.id}`, as("dispatcher"));
    const assigned = seen.row.assignments as { resource_id: string }[];
    expect(assigned.map(({ resource_id }) => resource_id).toSorted()).toEqual([ana.id, leo.id].toSorted());
    const emptied = await call(
      "PATCH",
      `/crews/${crew.id}`,
      as("dispatcher", { version: 2, body: { members: [] } }),
    );
    expect([emptied.status, emptied.problem.code]).toEqual([409, "visits_ahead"]);
    const doubled = { members: [...members, { resource_id: ana.id, valid_from: "2031-01-01" }] };
    const twice = await call("PATCH", `/crews/${crew.id}`, as("dispatcher", { version: 2, body: doubled }));
    expect(twice.problem).toMatchObject({ status: 422, errors: [{ field: "members.2.valid_from" }] });
  });
});
