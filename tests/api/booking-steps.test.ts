import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { call, expectStatus } from "./support/call";
import { createCompany, type Company } from "./support/people";
import { by, createGround, during, plan, planned, step, walk, type Ground } from "./support/planning";

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
  home = await createCompany("quoll");
  ground = await createGround(home);
});

const visitAt = (hour: number, ...resources: string[]) =>
  planned(dispatcher(), { job_id: ground.jobId, ...during(hour), ...by(...resources) });

describe("the steps of a visit", () => {
  it("lead from the plan to the end, each with its version and its line in the history", async () => {
    const visit = await visitAt(hours(1), anna());
    const done = await walk(
      dispatcher(),
      visit,
      { to: "dispatched" },
      { to: "on_site" },
      { to: "paused", reason: "Waiting for a part." },
      { to: "on_site" },
      { to: "completed", outcome: "incomplete", outcome_reason: "Needs a valve." },
      { to: "closed" },
    );
    expect(done).toMatchObject({
      status: "closed",
      outcome: "incomplete",
      outcome_reason: "Needs a valve.",
      version: 7,
    });
    const { row } = await call("GET", `/bookings/${visit.id}`, { as: home.people.viewer });
    const told = (
      row.status_history as { from: string; to: string; reason: string | null; skipped: string[] }[]
    ).map(({ to, reason, skipped }) => [to, reason, skipped.join()]);
    expect(told).toEqual([
      ["scheduled", null, ""],
      ["dispatched", null, ""],
      ["on_site", null, "en_route"],
      ["paused", "Waiting for a part.", ""],
      ["on_site", null, ""],
      ["completed", "Needs a valve.", ""],
      ["closed", null, ""],
    ]);
    const history = await call("GET", `/bookings/${visit.id}/history`, { as: home.people.viewer });
    expectStatus(history, 200);
    expect(history.rows.length).toBeGreaterThanOrEqual(7);
  });

  it("are refused where there is none, with those there are", async () => {
    const visit = await visitAt(hours(1), anna());
    const answer = await step(dispatcher(), visit, { to: "closed" });
    expect([answer.status, answer.problem.code]).toEqual([409, "illegal_step"]);
    expect((answer.problem as unknown as { allowed: string[] }).allowed.toSorted()).toEqual([
      "cancelled",
      "dispatched",
      "en_route",
      "no_show",
      "on_site",
      "unscheduled",
    ]);
  });

  it.each([
    ["a reason, to cancel", { to: "cancelled" }, "reason"],
    ["a time, to be scheduled", { to: "scheduled" }, "starts_at"],
  ])("need %s", async (_what, body, field) => {
    const waiting = await planned(dispatcher(), { job_id: ground.jobId });
    const answer = await step(dispatcher(), waiting, body);
    expect([answer.status, answer.problem.errors?.[0]?.field]).toEqual([422, field]);
  });

  it("need somebody before he is sent", async () => {
    const visit = await visitAt(hours(1));
    const answer = await step(dispatcher(), visit, { to: "dispatched" });
    expect([answer.status, answer.problem.errors?.[0]?.field]).toEqual([422, "assignments"]);
  });

  it("happen once for an operation a phone sends twice", async () => {
    const visit = await visitAt(hours(1), anna());
    const body = { to: "en_route", op_id: randomUUID(), device_time: new Date().toISOString() };
    const key = randomUUID();
    const send = () =>
      call("POST", `/bookings/${visit.id}/transitions`, {
        as: home.people.technician,
        version: 1,
        body,
        key,
      });
    const first = await send();
    expectStatus(first, 200);
    const again = await send();
    expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([200, "true"]);
  });
});

describe("a technician", () => {
  it("sees and steps his own visits and nobody else's", async () => {
    const hour = hours(1);
    const [own, other] = [await visitAt(hour, anna()), await visitAt(hour, boris())];
    const as = home.people.technician;
    expectStatus(await call("GET", `/bookings/${own.id}`, { as }), 200);
    expect((await call("GET", `/bookings/${other.id}`, { as })).status).toBe(404);
    const list = await call("GET", "/bookings?limit=200&order=desc", { as });
    const ids = list.rows.map(({ id }) => id);
    expect([ids.includes(own.id), ids.includes(other.id)]).toEqual([true, false]);
    await walk(as, own, { to: "en_route" }, { to: "on_site" }, { to: "completed", outcome: "done" });
    expect((await step(as, other, { to: "en_route" })).status).toBe(404);
  });

  it("moves none, assigns none and plans none", async () => {
    const hour = hours(2);
    const own = await visitAt(hour, anna());
    const as = home.people.technician;
    const moved = await call("PATCH", `/bookings/${own.id}`, { as, version: 1, body: during(hour + 1) });
    expect(moved.status).toBe(403);
    expect((await plan(as, { job_id: ground.jobId })).status).toBe(403);
    const cancelled = await step(as, own, { to: "cancelled", reason: "No time." });
    expect(cancelled.status).toBe(403);
  });
});
