import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusal } from "@/tests/support/database";
import { openPlanning, between } from "./planning";
import type { Planning, Visit } from "./planning";

const states = [
  "unscheduled",
  "scheduled",
  "dispatched",
  "en_route",
  "on_site",
  "paused",
  "completed",
  "closed",
  "cancelled",
  "no_show",
] as const;
type State = (typeof states)[number];

/** Every step there is, written out by hand; whatever is not here must be refused. */
const edges: Record<State, State[]> = {
  unscheduled: ["scheduled", "cancelled"],
  scheduled: ["unscheduled", "dispatched", "en_route", "on_site", "cancelled", "no_show"],
  dispatched: ["unscheduled", "en_route", "on_site", "cancelled", "no_show"],
  en_route: ["on_site", "paused", "cancelled", "no_show"],
  on_site: ["paused", "completed", "cancelled", "no_show"],
  paused: ["en_route", "on_site", "cancelled"],
  completed: ["closed", "on_site"],
  closed: [],
  cancelled: ["unscheduled"],
  no_show: ["unscheduled"],
};

/** How a visit comes into each state, from scheduled. */
const ways: Record<State, State[]> = {
  unscheduled: ["unscheduled"],
  scheduled: [],
  dispatched: ["dispatched"],
  en_route: ["en_route"],
  on_site: ["on_site"],
  paused: ["on_site", "paused"],
  completed: ["on_site", "completed"],
  closed: ["on_site", "completed", "closed"],
  cancelled: ["cancelled"],
  no_show: ["no_show"],
};

let acme: Planning;
let day = 0;
beforeAll(async () => {
  acme = await openPlanning();
});
afterAll(() => acme.database.close());

/** A visit of its own technician in the state; each asks for nobody else's time. */
async function visitIn(state: State): Promise<Visit> {
  day = (day % 27) + 1;
  const resource_id = await acme.hireResource(`Tech ${state} ${day}`);
  let visit = await acme.plan({ ...between("09:00", "10:00", day), assignments: [{ resource_id }] });
  for (const to of ways[state]) visit = await acme.step(visit, to, { reason: "as it goes" });
  expect(visit.status).toBe(state);
  return visit;
}

/** What a row of a state must carry besides the state, so that only the step itself can be refused. */
const row: Record<State, string> = {
  unscheduled: "starts_at = null, ends_at = null, actual_start = null, actual_end = null",
  scheduled:
    "starts_at = '2030-05-01 09:00Z', ends_at = '2030-05-01 10:00Z', actual_start = null, actual_end = null",
  dispatched:
    "starts_at = '2030-05-01 09:00Z', ends_at = '2030-05-01 10:00Z', actual_start = null, actual_end = null",
  en_route: "starts_at = '2030-05-01 09:00Z', ends_at = '2030-05-01 10:00Z', actual_end = null",
  on_site:
    "starts_at = '2030-05-01 09:00Z', ends_at = '2030-05-01 10:00Z', actual_start = now(), actual_end = null",
  paused: "starts_at = '2030-05-01 09:00Z', ends_at = '2030-05-01 10:00Z', actual_end = null",
  completed:
    "starts_at = '2030-05-01 09:00Z', ends_at = '2030-05-01 10:00Z', actual_start = now(), actual_end = now()",
  closed:
    "starts_at = '2030-05-01 09:00Z', ends_at = '2030-05-01 10:00Z', actual_start = now(), actual_end = now()",
  cancelled: "actual_end = null",
  no_show: "starts_at = '2030-05-01 09:00Z', ends_at = '2030-05-01 10:00Z', actual_end = null",
};

function force(visit: Visit, to: State): Promise<unknown> {
  const reason = ["paused", "cancelled", "no_show"].includes(to) ? "'because'" : "null";
  const outcome = ["completed", "closed"].includes(to) ? "'done'" : "null";
  return acme.sql.unsafe(`update public.bookings set status = '${to}', status_reason = ${reason},
    outcome = ${outcome}, outcome_reason = null, ${row[to]} where id = '${visit.id}'`);
}

describe("the state machine", () => {
  const pairs = states.flatMap((from) =>
    states.filter((to) => to !== from).map((to) => ({ from, to, isEdge: edges[from].includes(to) })),
  );

  test("has exactly its edges", async () => {
    const rows = await acme.sql<{ edge: string }[]>`
      select from_status || ' ' || to_status as edge from private.booking_transitions order by 1`;
    const wanted = pairs.filter((pair) => pair.isEdge).map(({ from, to }) => `${from} ${to}`);
    expect(rows.map((each) => each.edge)).toEqual(wanted.sort());
    expect(wanted).toHaveLength(28);
  });

  test.each(pairs)("from $from to $to: $isEdge, whoever writes", async ({ from, to, isEdge }) => {
    const visit = await visitIn(from);
    if (isEdge) {
      await force(visit, to);
      expect((await acme.visit(visit.id)).status).toBe(to);
      return;
    }
    expect(await refusal(force(visit, to))).toMatchObject({
      code: "CO409",
      message: `illegal_step: A visit that is ${from} cannot become ${to}.`,
      detail: JSON.stringify({ allowed: [...edges[from]].sort() })
        .replaceAll(":", ": ")
        .replaceAll(",", ", "),
    });
    expect(await refusal(acme.step(visit, to, { reason: "try" }))).toMatchObject({ code: "CO409" });
  });

  test("begins as unscheduled or scheduled and nowhere else", async () => {
    const { id } = await acme.job();
    for (const state of states) {
      const insert = acme.sql.unsafe(`insert into public.bookings (org_id, number, job_id, status)
        values ('${acme.orgId}', 'X-${state}', '${id}', '${state}')`);
      if (state === "unscheduled") await insert;
      else if (state === "scheduled") expect((await refusal(insert)).code).toBe("23514");
      else expect((await refusal(insert)).message).toContain("illegal_step");
    }
  });
});

describe("what a state asks for", () => {
  test.each([
    ["scheduled", "starts_at = null, ends_at = null, window_starts_at = null", "starts_at"],
    ["dispatched", "starts_at = null, ends_at = null", "starts_at"],
    ["unscheduled", "starts_at = now(), ends_at = now() + interval '1 hour'", "starts_at"],
    ["scheduled", "ends_at = starts_at", "ends_at"],
    ["scheduled", "ends_at = starts_at + interval '32 days'", "ends_at"],
    ["dispatched", "assigned = '[]'", "assigned"],
    ["completed", "assigned = '[]'", "assigned"],
    ["scheduled", "outcome = 'done'", "outcome_present"],
    ["completed", "outcome = null", "outcome_present"],
    ["completed", "outcome = 'incomplete'", "outcome_reason"],
    ["completed", "actual_end = null", "actual_end"],
    ["completed", "actual_end = actual_start - interval '1 minute'", "actual_end"],
    ["on_site", "actual_start = null", "actual_start"],
    ["scheduled", "actual_start = now()", "actual_start"],
    ["cancelled", "status_reason = null", "status_reason"],
    ["paused", "status_reason = null", "status_reason"],
    ["no_show", "status_reason = ' '", "status_reason"],
    ["scheduled", "status_reason = 'none'", "status_reason"],
    ["unscheduled", "window_starts_at = now(), window_ends_at = now() + interval '1 hour'", "window_ends_at"],
    ["scheduled", "window_starts_at = now()", "window_ends_at"],
    ["scheduled", "promised_starts_at = now()", "promised_ends_at"],
    ["scheduled", "is_flexible_day = true", "flexible_on"],
    ["scheduled", "parent_booking_id = id", "parent_booking_id"],
  ] as const)("a visit that is %s does not have %s", async (state, set, column) => {
    const visit = await visitIn(state);
    const answer = await refusal(
      acme.sql.unsafe(`update public.bookings set ${set} where id = '${visit.id}'`),
    );
    expect(answer.code).toBe("23514");
    expect(answer.message).toContain(`bookings_${column}`);
  });
});
