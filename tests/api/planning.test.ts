import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { call, expectStatus, type Row } from "./support/call";
import { createCompany, type Company } from "./support/people";
import { at, by, createGround, during, plan, planned, walk, type Ground } from "./support/planning";

let home: Company;
let foreign: Company;
let ground: Ground;

const dispatcher = () => home.people.dispatcher;
const anna = () => ground.resourceIds[0] ?? "";
const boris = () => ground.resourceIds[1] ?? "";

beforeAll(async () => {
  [home, foreign] = await Promise.all([createCompany("numbat"), createCompany("potoroo")]);
  ground = await createGround(home, 2);
});

type Slots = { data: Slot[]; limits: { resource_id: string; code: string }[] };
type Slot = { starts_at: string; ends_at: string; resource_ids: string[]; reasons: { code: string }[] };

const find = async (from: string, to: string, more = ""): Promise<Slots> => {
  const query = `service_type_id=${ground.serviceTypeId}&property_id=${ground.propertyId}&from=${from}&to=${to}${more}`;
  const answer = await call("GET", `/slots?${query}`, { as: dispatcher() });
  expectStatus(answer, 200);
  return JSON.parse(answer.text) as Slots;
};

describe("free times", () => {
  it("are such that each of them can be planned, and say why the best is", async () => {
    const { data } = await find(at(0), at(8), "&limit=5");
    expect(data.length).toBeGreaterThan(0);
    expect(data[0]?.reasons.map(({ code }) => code)).toContain("earliest");
    for (const { starts_at, ends_at, resource_ids } of data) {
      expect(Date.parse(starts_at)).toBeGreaterThanOrEqual(Date.parse(at(0)));
      expect(Date.parse(ends_at) - Date.parse(starts_at)).toBe(3_600_000);
      const made = await planned(dispatcher(), {
        job_id: ground.jobId,
        starts_at,
        ends_at,
        ...by(...resource_ids),
      });
      await walk(dispatcher(), made, { to: "unscheduled" });
    }
  });

  it("leave out what is occupied and say what limits whom", async () => {
    const whole = { starts_at: at(10), ends_at: at(14) };
    await planned(dispatcher(), { job_id: ground.jobId, ...whole, ...by(anna()) });
    const { data, limits } = await find(at(10), at(14));
    expect(new Set(data.flatMap(({ resource_ids }) => resource_ids))).toEqual(new Set([boris()]));
    expect(limits).toContainEqual(expect.objectContaining({ resource_id: anna(), code: "occupied" }));
    const only = await find(at(10), at(14), `&resource_id=${anna()}`);
    expect(only.data).toEqual([]);
  });

  it.each([
    ["the beginning", "to=2031-01-02T00:00:00Z&duration_min=60", "from", "required"],
    ["how long", "from=2031-01-01T00:00:00Z&to=2031-01-02T00:00:00Z", "service_type_id", "required"],
    [
      "an end after the beginning",
      "from=2031-01-02T00:00:00Z&to=2031-01-01T00:00:00Z&duration_min=60",
      "to",
      "not_after_start",
    ],
    ["at most a month", "from=2031-01-01T00:00:00Z&to=2031-06-01T00:00:00Z&duration_min=60", "to", "too_big"],
  ])("ask for %s", async (_what, query, field, code) => {
    const answer = await call("GET", `/slots?${query}`, { as: dispatcher() });
    expect([answer.status, answer.problem.errors?.[0]?.field, answer.problem.errors?.[0]?.code]).toEqual([
      422,
      field,
      code,
    ]);
  });
});

describe("a time kept free", () => {
  const hold = (hour: number) =>
    call("POST", "/holds", { as: dispatcher(), body: { resource_ids: [anna()], ...during(hour) } });

  it("is refused to others, taken by its own visit, and free again when given back", async () => {
    const held = await hold(20);
    expectStatus(held, 201);
    expect(Date.parse(held.row.expires_at as string)).toBeGreaterThan(Date.now());
    const body = { job_id: ground.jobId, ...during(20), ...by(anna()) };
    const other = await plan(home.people.owner, body);
    expect(other.problem.code).toBe("double_booking");
    expectStatus(await plan(dispatcher(), { ...body, hold_id: held.row.id }), 201);

    const second = await hold(22);
    expect((await hold(22)).problem.code).toBe("double_booking");
    const released = await call("DELETE", `/holds/${second.row.id}`, { as: dispatcher() });
    expect([released.status, released.text]).toEqual([204, ""]);
    expectStatus(await plan(home.people.owner, { ...body, ...during(22) }), 201);
  });

  it("is kept once per key, and by nobody who may not plan", async () => {
    const key = randomUUID();
    const body = { resource_ids: [anna()], ...during(24) };
    const first = await call("POST", "/holds", { as: dispatcher(), key, body });
    const again = await call("POST", "/holds", { as: dispatcher(), key, body });
    expect([first.status, again.status, again.row.id]).toEqual([201, 201, first.row.id]);
    expect((await call("POST", "/holds", { as: home.people.viewer, body })).status).toBe(403);
  });
});

describe("the board", () => {
  it("shows people, their shifts and everything that stands in the days asked for", async () => {
    const visit = await planned(dispatcher(), { job_id: ground.jobId, ...during(30), ...by(boris()) });
    const answer = await call("GET", `/bookings/board?from=${at(28)}&to=${at(36)}`, {
      as: home.people.viewer,
    });
    expectStatus(answer, 200);
    const board = answer.row as unknown as {
      resources: { id: string; shifts: unknown[]; booked_min: number; shift_min: number }[];
      bookings: Row[];
      truncated: boolean;
    };
    expect(board.bookings.map(({ id }) => id)).toEqual([visit.id]);
    const row = board.resources.find(({ id }) => id === boris());
    expect(row).toMatchObject({ booked_min: 60 });
    expect(row?.shifts.length).toBeGreaterThan(0);
    expect(board.truncated).toBe(false);
  });

  it("shows at most fourteen days, and its own to a technician", async () => {
    const long = await call("GET", `/bookings/board?from=${at(0)}&to=${at(24 * 15)}`, { as: dispatcher() });
    expect([long.status, long.problem.errors?.[0]?.field]).toEqual([422, "to"]);
    const own = await planned(dispatcher(), { job_id: ground.jobId, ...during(40), ...by(anna()) });
    await planned(dispatcher(), { job_id: ground.jobId, ...during(40), ...by(boris()) });
    const answer = await call("GET", `/bookings/board?from=${at(39)}&to=${at(42)}`, {
      as: home.people.technician,
    });
    expectStatus(answer, 200);
    expect((answer.row.bookings as Row[]).map(({ id }) => id)).toEqual([own.id]);
  });
});

describe("today", () => {
  it("counts and names what needs somebody, in the organization's zone", async () => {
    const answer = await call("GET", "/bookings/today", { as: dispatcher() });
    expectStatus(answer, 200);
    expect(answer.row).toMatchObject({
      time_zone: "America/New_York",
      date: expect.stringMatching(/^20\d\d-\d\d-\d\d$/) as string,
      numbers: { total: expect.any(Number) as number },
    });
  });

  it("answers the parts that are asked for, and no other", async () => {
    const answer = await call("GET", "/bookings/today?parts=tomorrow,counts", { as: dispatcher() });
    expectStatus(answer, 200);
    expect(Object.keys(answer.row).sort()).toEqual(["counts", "date", "time_zone", "tomorrow"]);
    const unknown = await call("GET", "/bookings/today?parts=weather", { as: dispatcher() });
    expect([unknown.status, unknown.problem.errors?.[0]]).toMatchObject([
      422,
      { field: "parts", code: "unknown_value" },
    ]);
  });
});

describe("a note", () => {
  const write = (as: Company["people"]["owner"], body: unknown) => call("POST", "/activities", { as, body });

  it("is written by who may read the record, and listed latest first", async () => {
    const visit = await planned(dispatcher(), { job_id: ground.jobId, ...during(50), ...by(anna()) });
    const target = { booking_id: visit.id };
    const first = await write(dispatcher(), { ...target, kind: "call", body: "Nobody answered." });
    expectStatus(first, 201);
    expect(first.row).toMatchObject({
      kind: "call",
      body: "Nobody answered.",
      author: { name: "numbat dispatcher" },
    });
    expectStatus(
      await write(home.people.technician, { ...target, kind: "note", body: "Key at the bakery." }),
      201,
    );
    const list = await call("GET", `/activities?booking_id=${visit.id}`, { as: home.people.viewer });
    expect(list.rows.map(({ body }) => body)).toEqual(["Key at the bakery.", "Nobody answered."]);
    const page = await call("GET", `/activities?booking_id=${visit.id}&limit=1`, { as: home.people.viewer });
    const rest = await call("GET", `/activities?booking_id=${visit.id}&limit=1&cursor=${page.next}`, {
      as: home.people.viewer,
    });
    expect([page.rows[0]?.body, rest.rows[0]?.body, rest.next]).toEqual([
      "Key at the bakery.",
      "Nobody answered.",
      null,
    ]);
  });

  it("about a record one may not see is answered as if there were none", async () => {
    const hidden = await planned(dispatcher(), { job_id: ground.jobId, ...during(52), ...by(boris()) });
    const body = { booking_id: hidden.id, kind: "note", body: "Hello." };
    for (const as of [home.people.technician, foreign.people.owner]) {
      expect((await write(as, body)).status).toBe(404);
      expect((await call("GET", `/activities?booking_id=${hidden.id}`, { as })).status).toBe(404);
    }
  });

  it("names exactly one record", async () => {
    const both = { booking_id: randomUUID(), job_id: randomUUID(), kind: "note", body: "Hello." };
    expect((await write(dispatcher(), both)).status).toBe(422);
    expect((await write(dispatcher(), { kind: "note", body: "Hello." })).status).toBe(422);
    expect((await write(dispatcher(), { job_id: ground.jobId, kind: "note", body: "  " })).status).toBe(422);
  });
});

describe("a request", () => {
  const body = () => ({
    name: "Claire Moreau",
    phone: "(518) 555-0142",
    address: { line1: "7 Oak St", city: "Albany", postcode: "12208", country: "US" },
    description: "No heat since last night.",
    preferred: [{ starts_at: at(5), ends_at: at(9) }],
    priority: "high",
    source: "phone",
  });
  const create = async (more: object = {}): Promise<Row> => {
    const made = await call("POST", "/booking-requests", { as: dispatcher(), body: { ...body(), ...more } });
    expectStatus(made, 201);
    return made.row;
  };
  const decide = ({ id, version }: Row, decision: object) =>
    call("POST", `/booking-requests/${id}/decisions`, { as: dispatcher(), version, body: decision });

  it("is taken down with what was said, and completed until it is decided", async () => {
    const made = await create();
    expect(made).toMatchObject({
      number: expect.stringMatching(/^R-\d{4,}$/) as string,
      status: "new",
      phone: "+15185550142",
      address: { line1: "7 Oak St", city: "Albany", country: "US" },
      priority: "high",
      version: 1,
    });
    const changed = await call("PATCH", `/booking-requests/${made.id}`, {
      as: dispatcher(),
      version: 1,
      body: { wishes: "After four.", address: { line2: "Rear door" } },
    });
    expectStatus(changed, 200);
    expect(changed.row).toMatchObject({
      wishes: "After four.",
      version: 2,
      address: { line1: "7 Oak St", line2: "Rear door" },
    });
    const stale = await call("PATCH", `/booking-requests/${made.id}`, {
      as: dispatcher(),
      version: 1,
      body: { wishes: "Never." },
    });
    expect([stale.status, stale.problem.current?.version]).toEqual([412, 2]);
  });

  it("is planned with values of the job's own fields, and none that nobody asks for", async () => {
    const answer = await decide(await create(), {
      decision: "plan",
      job: { title: "Boiler", custom_fields: { nobody_asks: "this" } },
    });
    expectStatus(answer, 422);
    expect(answer.problem.errors).toMatchObject([{ field: "custom_fields.nobody_asks", code: "unknown" }]);
  });

  it("becomes a customer, a place and a job in one step", async () => {
    const made = await create();
    const key = randomUUID();
    const path = `/booking-requests/${made.id}/decisions`;
    const send = () => call("POST", path, { as: dispatcher(), version: 1, key, body: { decision: "plan" } });
    const answer = await send();
    expectStatus(answer, 200);
    const { request, job_id, customer_id, property_id } = answer.row as unknown as Record<string, string> & {
      request: Row;
    };
    expect(request).toMatchObject({ status: "planned", job: { id: job_id } });
    const job = await call("GET", `/jobs/${job_id}`, { as: dispatcher() });
    expect(job.row).toMatchObject({
      priority: "high",
      customer: { id: customer_id, display_name: "Claire Moreau" },
      property: { id: property_id, line1: "7 Oak St" },
    });
    expect((await send()).headers.get("idempotent-replayed")).toBe("true");
    const again = await decide(request, { decision: "decline", reason: "Twice." });
    expect([again.status, again.problem.code]).toEqual([409, "already_decided"]);
    const late = await call("PATCH", `/booking-requests/${made.id}`, {
      as: dispatcher(),
      version: request.version,
      body: { wishes: "Later." },
    });
    expect([late.status, late.problem.code]).toEqual([409, "already_decided"]);
  });

  it("becomes a job of a customer one knows", async () => {
    const made = await create();
    const answer = await decide(made, {
      decision: "plan",
      customer_id: ground.customerId,
      property_id: ground.propertyId,
      job: { title: "Boiler is cold", service_type_id: ground.serviceTypeId },
    });
    expectStatus(answer, 200);
    expect(answer.row).toMatchObject({ customer_id: ground.customerId, property_id: ground.propertyId });
    const job = await call("GET", `/jobs/${String(answer.row.job_id)}`, { as: dispatcher() });
    expect(job.row.title).toBe("Boiler is cold");
  });

  it("is declined only with a reason, by one of two who decide at once", async () => {
    const made = await create();
    expect((await decide(made, { decision: "decline" })).problem.errors?.[0]?.field).toBe("reason");
    const answers = await Promise.all(
      [1, 2].map(() => decide(made, { decision: "decline", reason: "Out of our area." })),
    );
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(statuses[0]).toBe(200);
    expect([409, 412]).toContain(statuses[1]);
  });

  it("is listed by those who have waited longest, and found by a few letters", async () => {
    const [one, other] = [await create({ name: "Zelda Quist" }), await create({ name: "Zelda Quistorp" })];
    const list = await call("GET", "/booking-requests?status=new&q=zelda", { as: dispatcher() });
    expectStatus(list, 200);
    expect(list.rows.map(({ id }) => id)).toEqual([one.id, other.id]);
    const seen: string[] = [];
    let cursor = "";
    do {
      const page = await call("GET", `/booking-requests?status=new&limit=2${cursor}`, { as: dispatcher() });
      seen.push(...page.rows.map(({ id }) => id));
      cursor = page.next ? `&cursor=${page.next}` : "";
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining([one.id, other.id]));
  });
});

describe("a customer with open work", () => {
  it("is not deleted: 409 names what is still to be done, for a screen to show", async () => {
    const visit = await planned(dispatcher(), { job_id: ground.jobId, ...during(140), ...by(anna()) });
    const found = await call("GET", `/customers/${ground.customerId}`, { as: home.people.owner });
    const refused = await call("DELETE", `/customers/${ground.customerId}`, {
      as: home.people.owner,
      version: found.row.version,
    });
    expect([refused.status, refused.problem.code]).toEqual([409, "customer_has_visits"]);
    const { open, open_count } = refused.problem as unknown as { open: Row[]; open_count: number };
    expect(open.length).toBeLessThanOrEqual(5);
    expect(open_count).toBeGreaterThanOrEqual(open.length);
    expect(open.map(({ kind }) => kind)).toContain("visit");
    const all = await call("GET", `/bookings/${visit.id}`, { as: dispatcher() });
    expectStatus(all, 200);
  });
});

describe("a check", () => {
  it("is told of the asker's own hold, which is in nobody's way then", async () => {
    const kept = { resource_ids: [boris()], ...during(144) };
    const hold = await call("POST", "/holds", { as: dispatcher(), body: kept });
    expectStatus(hold, 201);
    const ask = async (more: object) => {
      const body = { ...during(144), ...by(boris()), ...more };
      const answer = await call("POST", "/bookings/check", { as: dispatcher(), body });
      expectStatus(answer, 200);
      return (answer.row as unknown as { conflicts: unknown[] }).conflicts.length;
    };
    expect(await ask({ hold_id: hold.row.id })).toBe(0);
    expect(await ask({})).toBe(1);
  });
});
