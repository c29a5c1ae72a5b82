import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { call, expectStatus } from "./support/call";
import { createCompany, type Company } from "./support/people";
import { at, by, createGround, during, plan, planned, walk, type Ground } from "./support/planning";

let home: Company;
let ground: Ground;
/** Each test has hours of its own, so that they don't meet. */
let nextHour = 0;
const hours = (count: number) => {
  const first = nextHour;
  nextHour += count + 1;
  return first;
};

const dispatcher = () => home.people.dispatcher;
const anna = () => ground.resourceIds[0] ?? "";
const boris = () => ground.resourceIds[1] ?? "";

beforeAll(async () => {
  home = await createCompany("bilby");
  ground = await createGround(home);
});

const visitAt = (hour: number, ...resources: string[]) =>
  planned(dispatcher(), { job_id: ground.jobId, ...during(hour), ...by(...resources) });

describe("planning a visit", () => {
  it("makes it scheduled with a time and people, and answers all a screen shows of it", async () => {
    const hour = hours(1);
    const window = { starts_at: at(hour), ends_at: at(hour + 2) };
    const made = await plan(dispatcher(), {
      job_id: ground.jobId,
      ...during(hour),
      ...by(anna(), boris()),
      arrival_window: window,
      instructions: "Bring the long ladder.",
    });
    expectStatus(made, 201);
    expect(made.headers.get("etag")).toBe('"1"');
    expect(made.row).toMatchObject({
      number: expect.stringMatching(/^V-\d{4,}$/) as string,
      job_id: ground.jobId,
      status: "scheduled",
      arrival_window: { starts_at: expect.anything() as unknown, ends_at: expect.anything() as unknown },
      promised_window: { starts_at: expect.anything() as unknown, ends_at: expect.anything() as unknown },
      outcome: null,
      confirmed_at: null,
      late: null,
      at_risk: false,
      instructions: "Bring the long ladder.",
      version: 1,
      job: {
        id: ground.jobId,
        title: "No heat",
        customer: { id: ground.customerId, display_name: "Ground" },
        property: { line1: "12 Elm St", time_zone: "America/New_York" },
      },
    });
    const { assignments } = made.row as unknown as { assignments: { resource_id: string; role: string }[] };
    expect(assignments.map(({ resource_id, role }) => [resource_id, role])).toEqual([
      [anna(), "lead"],
      [boris(), "helper"],
    ]);
    const got = await call("GET", `/bookings/${made.row.id}`, { as: home.people.viewer });
    expectStatus(got, 200);
    expect(got.row).toMatchObject({ status_history: [{ from: null, to: "scheduled" }] });
  });

  it("lets the first person lead and the others help where nobody said who does what", async () => {
    const made = await plan(dispatcher(), {
      job_id: ground.jobId,
      ...during(hours(1)),
      assignments: [{ resource_id: boris() }, { resource_id: anna() }],
    });
    expectStatus(made, 201);
    const roles = made.row.assignments as { resource_id: string; role: string }[];
    expect(roles.map(({ resource_id, role }) => [resource_id, role])).toEqual([
      [boris(), "lead"],
      [anna(), "helper"],
    ]);
  });

  it("without a time makes one that waits, and a time given later schedules it", async () => {
    const waiting = await planned(dispatcher(), { job_id: ground.jobId });
    expect(waiting).toMatchObject({ status: "unscheduled", starts_at: null, assignments: [] });
    const hour = hours(1);
    const moved = await call("PATCH", `/bookings/${waiting.id}`, {
      as: dispatcher(),
      version: 1,
      body: { ...during(hour), ...by(anna()) },
    });
    expectStatus(moved, 200);
    expect(moved.row).toMatchObject({ status: "scheduled", version: 2 });
    const taken = await call("PATCH", `/bookings/${waiting.id}`, {
      as: dispatcher(),
      version: 2,
      body: { starts_at: null },
    });
    expectStatus(taken, 200);
    expect(taken.row).toMatchObject({ status: "unscheduled", starts_at: null, ends_at: null });
  });

  it.each([
    ["half a time", { starts_at: at(1) }, "ends_at", "required"],
    ["an end before its beginning", { starts_at: at(2), ends_at: at(1) }, "ends_at", "not_after_start"],
    ["a job nobody knows", { job_id: randomUUID() }, "job_id", "job_not_found"],
    ["a resource nobody knows", { ...during(1), ...by(randomUUID()) }, "assignments", "resource_not_found"],
    [
      "a resource and a crew at once",
      { ...during(1), assignments: [{ resource_id: randomUUID(), crew_id: randomUUID() }] },
      "assignments.0.resource_id",
      "one_target",
    ],
    ["a buffer of days", { ...during(1), buffer_before_min: 5000 }, "buffer_before_min", "too_big"],
    ["a state", { status: "completed" }, "status", "unknown_field"],
  ])("refuses %s beside its field", async (_what, extra, field, code) => {
    const answer = await plan(dispatcher(), { job_id: ground.jobId, ...extra });
    expect([answer.status, answer.problem.errors?.map((each) => [each.field, each.code])]).toEqual([
      422,
      [[field, code]],
    ]);
  });

  it("is done once per key, and once a key is taken not for another content", async () => {
    const key = randomUUID();
    const hour = hours(1);
    const body = { job_id: ground.jobId, ...during(hour), ...by(anna()) };
    const first = await plan(dispatcher(), body, key);
    const again = await plan(dispatcher(), body, key);
    expect([first.status, again.status, again.headers.get("idempotent-replayed")]).toEqual([
      201,
      201,
      "true",
    ]);
    expect(again.row).toEqual(first.row);
    const other = await plan(dispatcher(), { ...body, ...during(hours(1)) }, key);
    expect([other.status, other.problem.code]).toEqual([422, "idempotency_mismatch"]);
  });
});

describe("a time that is taken", () => {
  it("is refused, names the visit in the way, and offers the three nearest free times", async () => {
    const hour = hours(4);
    const there = await visitAt(hour, anna());
    const second = await plan(dispatcher(), { job_id: ground.jobId, ...during(hour), ...by(anna()) });
    expect([second.status, second.problem.code]).toEqual([409, "double_booking"]);
    const { conflict, suggestions } = second.problem as unknown as {
      conflict: { resource_id: string; booking: { id: string; number: string; customer_name: string } };
      suggestions: { starts_at: string; ends_at: string; resource_ids: string[] }[];
    };
    expect(conflict).toMatchObject({
      resource_id: anna(),
      booking: { id: there.id, number: there.number, customer_name: "Ground" },
    });
    expect(suggestions).toHaveLength(3);
    for (const { starts_at, ends_at, resource_ids } of suggestions) {
      expect(resource_ids).toEqual([anna()]);
      expect(Date.parse(ends_at) - Date.parse(starts_at)).toBe(3_600_000);
      const fits = await plan(dispatcher(), { job_id: ground.jobId, starts_at, ends_at, ...by(anna()) });
      expectStatus(fits, 201);
      await walk(dispatcher(), fits.row, { to: "unscheduled" });
    }
  });

  it("is free again once the visit there is cancelled, and may touch another to the minute", async () => {
    const hour = hours(3);
    const there = await visitAt(hour, anna());
    const beside = await visitAt(hour + 1, anna());
    await walk(dispatcher(), there, { to: "cancelled", reason: "Customer is away." });
    const instead = await visitAt(hour, anna());
    expect([beside.status, instead.status]).toEqual(["scheduled", "scheduled"]);
  });

  it("counts buffers on both sides", async () => {
    const hour = hours(3);
    await planned(dispatcher(), {
      job_id: ground.jobId,
      ...during(hour + 1),
      ...by(anna()),
      buffer_before_min: 30,
      buffer_after_min: 30,
    });
    const before = { starts_at: at(hour, 31), ends_at: at(hour, 59) };
    const after = { starts_at: at(hour + 2, 29), ends_at: at(hour + 3) };
    for (const time of [before, after]) {
      const answer = await plan(dispatcher(), { job_id: ground.jobId, ...time, ...by(anna()) });
      expect(answer.problem.code).toBe("double_booking");
    }
    const clear = { starts_at: at(hour + 2, 30), ends_at: at(hour + 3) };
    expectStatus(await plan(dispatcher(), { job_id: ground.jobId, ...clear, ...by(anna()) }), 201);
  });

  it("is given on purpose only with a reason and the right to it", async () => {
    const hour = hours(1);
    await visitAt(hour, anna());
    const body = { job_id: ground.jobId, ...during(hour), ...by(anna()) };
    const reason = { overlap_reason: "Two boilers in one cellar." };
    const made = await plan(dispatcher(), { ...body, ...reason });
    expectStatus(made, 201);
    expect(made.row.overlap).toEqual({ reason: "Two boilers in one cellar." });
    const without = await plan(dispatcher(), body);
    expect(without.problem.code).toBe("double_booking");
  });

  it("is told by a check before anything is saved", async () => {
    const hour = hours(2);
    const there = await visitAt(hour, anna());
    const check = (body: Record<string, unknown>) =>
      call("POST", "/bookings/check", { as: dispatcher(), body: { job_id: ground.jobId, ...body } });
    const taken = await check({ ...during(hour), ...by(anna()) });
    expectStatus(taken, 200);
    expect(taken.row.conflicts).toMatchObject([{ resource_id: anna(), booking: { id: there.id } }]);
    const own = await check({ id: there.id, ...during(hour), ...by(anna()) });
    expect(own.row.conflicts).toEqual([]);
    const free = await check({ ...during(hour), ...by(boris()) });
    expect(free.row.conflicts).toEqual([]);
  });
});

describe("moving", () => {
  it("lets two visits change places in one request, and neither alone", async () => {
    const hour = hours(2);
    const [one, other] = [await visitAt(hour, anna()), await visitAt(hour + 1, anna())];
    const alone = await call("PATCH", `/bookings/${one.id}`, {
      as: dispatcher(),
      version: 1,
      body: during(hour + 1),
    });
    expect(alone.problem.code).toBe("double_booking");
    const both = await call("POST", "/bookings/moves", {
      as: dispatcher(),
      body: {
        moves: [
          { id: one.id, version: 1, ...during(hour + 1) },
          { id: other.id, version: 1, ...during(hour) },
        ],
      },
    });
    expectStatus(both, 200);
    expect(both.rows.map(({ id, version }) => [id, version])).toEqual([
      [one.id, 2],
      [other.id, 2],
    ]);
  });

  it("moves all or none, and names the one that failed", async () => {
    const hour = hours(4);
    const [one, other] = [await visitAt(hour, anna()), await visitAt(hour + 1, anna())];
    await visitAt(hour + 2, boris());
    const answer = await call("POST", "/bookings/moves", {
      as: dispatcher(),
      body: {
        moves: [
          { id: one.id, version: 1, ...during(hour + 3) },
          { id: other.id, version: 1, ...during(hour + 2), ...by(boris()) },
        ],
      },
    });
    expect([answer.status, answer.problem.code]).toEqual([409, "double_booking"]);
    expect(answer.problem.errors?.[0]?.field).toBe("moves.1");
    expect((await call("GET", `/bookings/${one.id}`, { as: dispatcher() })).row.version).toBe(1);
  });

  it("cancels several for one reason, or none when one of them is stale", async () => {
    const hour = hours(2);
    const [one, other] = [await visitAt(hour, anna()), await visitAt(hour + 1, anna())];
    const cancel = (version: number) =>
      call("POST", "/bookings/cancellations", {
        as: dispatcher(),
        body: {
          bookings: [
            { id: one.id, version: 1 },
            { id: other.id, version },
          ],
          reason: "Snow.",
        },
      });
    expect((await cancel(7)).status).toBe(412);
    const done = await cancel(1);
    expectStatus(done, 200);
    expect(done.rows.map(({ status, status_reason }) => [status, status_reason])).toEqual([
      ["cancelled", "Snow."],
      ["cancelled", "Snow."],
    ]);
  });

  it("refuses a version that is no longer the current one and shows that one; one of eight wins", async () => {
    const hour = hours(9);
    const visit = await visitAt(hour, anna());
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        call("PATCH", `/bookings/${visit.id}`, { as: dispatcher(), version: 1, body: during(hour + 1 + n) }),
      ),
    );
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([200, 412, 412, 412, 412, 412, 412, 412]);
    const late = answers.find(({ status }) => status === 412);
    expect(late?.problem).toMatchObject({ code: "stale", current: { id: visit.id, version: 2 } });
    const without = await call("PATCH", `/bookings/${visit.id}`, { as: dispatcher(), body: during(hour) });
    expect([without.status, without.problem.code]).toEqual([428, "precondition_required"]);
  });
});
