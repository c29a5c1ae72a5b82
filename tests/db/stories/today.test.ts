import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { refusal } from "@/tests/support/database";
import { call, callRows } from "./company";
import { openPlanning } from "./planning";
import type { Planning, Visit } from "./planning";
import { foundScheduling } from "./scheduling";
import type { Scheduling } from "./scheduling";

let base: Planning;
let acme: Scheduling;
let ann: string;

/** So that "in an hour" is today, whenever the test runs: a zone in which it is about noon. */
function noonZone(): string {
  const hourIn = (timeZone: string) =>
    Number(new Intl.DateTimeFormat("en", { timeZone, hour: "numeric", hourCycle: "h23" }).format());
  const zones = [
    "Pacific/Honolulu",
    "America/Los_Angeles",
    "America/New_York",
    "America/Sao_Paulo",
    "Europe/Berlin",
    "Asia/Dubai",
    "Asia/Bangkok",
    "Asia/Tokyo",
    "Pacific/Auckland",
  ];
  return zones.toSorted((a, b) => Math.abs(hourIn(a) - 12) - Math.abs(hourIn(b) - 12))[0] ?? "UTC";
}

beforeAll(async () => {
  base = await openPlanning();
});
beforeEach(async () => {
  acme = await foundScheduling(base);
  await acme.sql`update public.organizations set time_zone = ${noonZone()} where id = ${acme.orgId}`;
  ann = await acme.hireResource("Ann");
});
afterAll(() => base.database.close());

const minutes = (count: number): string => new Date(Date.now() + count * 60_000).toISOString();
const span = (from: number, to: number) => ({ starts_at: minutes(from), ends_at: minutes(to) });
const visit = (from: number, to: number, more: Record<string, unknown> = {}): Promise<Visit> =>
  acme.plan({ ...span(from, to), assignments: [{ resource_id: ann }], ...more });

type Seen = { late: { minutes: number; kind: string } | null; at_risk: boolean };
const seen = async (id: string): Promise<Seen> => {
  const { late, at_risk } = await call<Seen>(acme.sql, acme.at(acme.owner), "get_booking", { id });
  return { late, at_risk };
};
type Today = {
  date: string;
  needs: { kind: string; booking?: { id: string }; request?: { id: string } }[];
  now: {
    resource: { name: string };
    booking: { id: string };
    next: { number: string } | null;
    free_at: string;
  }[];
  numbers: Record<string, number | null>;
  next_two_hours: { id: string }[];
  tomorrow: { booked_min: number; shift_min: number; visits: number };
  counts: Record<string, number>;
};
const today = () => call<Today>(acme.sql, acme.at(acme.owner), "get_today", {});

describe("a visit is late", () => {
  test("when nobody is on the way ten minutes after it had to leave", async () => {
    const [early, late] = [await visit(-5, 10), await visit(-20, -6)];
    expect(await seen(early.id)).toMatchObject({ late: null });
    expect(await seen(late.id)).toEqual({ late: { minutes: 20, kind: "departure" }, at_risk: false });
    await acme.setting("late_departure_min", 30);
    expect(await seen(late.id)).toMatchObject({ late: null });
  });

  test("the earlier, the longer the way from the visit before", async () => {
    // 0.05 degrees of latitude are 15 minutes at the shipped settings.
    const [here, there] = [await acme.placeAt(40.7, -73.9), await acme.placeAt(40.75, -73.9)];
    await visit(-60, -5, { job_id: (await acme.job({ property_id: there })).id });
    const next = await visit(3, 30, { job_id: (await acme.job({ property_id: here })).id });
    expect((await seen(next.id)).late).toEqual({ minutes: 12, kind: "departure" });
  });

  test("when it is on the way past its window, or on site past its end, by a quarter of an hour", async () => {
    const driving = await acme.step(await visit(-60, 30, { arrival_window: span(-60, -20) }), "en_route");
    expect((await seen(driving.id)).late).toEqual({ minutes: 20, kind: "arrival" });
    const ben = await acme.hireResource("Ben");
    const working = await acme.step(
      await acme.plan({ ...span(-60, -16), assignments: [{ resource_id: ben }] }),
      "on_site",
    );
    expect((await seen(working.id)).late).toEqual({ minutes: 16, kind: "end" });
    await acme.step(working, "completed", { outcome: "done" });
    expect((await seen(working.id)).late).toBeNull();
  });

  test("and is at risk when the visit before will not let him come in time", async () => {
    const [here, there] = [await acme.placeAt(40.7, -73.9), await acme.placeAt(40.75, -73.9)];
    await acme.step(await visit(-30, 35, { job_id: (await acme.job({ property_id: there })).id }), "on_site");
    const next = await visit(36, 90, {
      job_id: (await acme.job({ property_id: here })).id,
      arrival_window: span(36, 45),
    });
    expect(await seen(next.id)).toEqual({ late: null, at_risk: true });
    await acme.sql`update public.bookings set window_ends_at = now() + interval '55 min' where id = ${next.id}`;
    expect(await seen(next.id)).toEqual({ late: null, at_risk: false });
  });

  test("in the list by that filter, and nobody else's", async () => {
    const late = await visit(-20, 10);
    await visit(60, 90);
    const rows = await callRows<{ value: { id: string } }>(acme.sql, acme.at(acme.owner), "list_bookings", {
      filters: { late: true },
    });
    expect(rows.map((row) => row.value.id)).toEqual([late.id]);
  });
});

describe("the day", () => {
  test("shows first what is late, then what is at risk, has no technician, or was asked for", async () => {
    const nobody = await acme.plan(span(40, 70));
    const late = await visit(-20, 10);
    const request = await call<{ data: { id: string } }>(
      acme.sql,
      acme.at(acme.owner),
      "create_booking_request",
      {
        payload: { name: "Omar" },
      },
    );
    const { needs, counts } = await today();
    expect(needs.map((need) => [need.kind, need.booking?.id ?? need.request?.id])).toEqual([
      ["late", late.id],
      ["no_technician", nobody.id],
      ["request", request.data.id],
    ]);
    expect(counts).toEqual({ late: 1, at_risk: 0, unassigned: 1, requests: 1, backlog: 0, backlog_due: 0 });
    expect(await call(acme.sql, acme.at(acme.owner), "get_office_counts", {})).toEqual(counts);
  });

  test("says who is under way, what comes next, and when he is free", async () => {
    const working = await acme.step(await visit(-30, 20), "on_site");
    const next = await visit(60, 90);
    const { now, next_two_hours } = await today();
    expect(now).toMatchObject([
      { resource: { name: "Ann" }, booking: { id: working.id }, next: { number: next.number } },
    ]);
    expect(Date.parse(now[0]?.free_at ?? "")).toBe(Date.parse(working.ends_at ?? ""));
    expect(next_two_hours.map((one) => one.id)).toEqual([next.id]);
  });

  test("counts what was done, what is to go, and how much was on time", async () => {
    const finish = async (from: number, to: number, window: [number, number]) => {
      const there = await acme.step(await visit(from, to, { arrival_window: span(...window) }), "on_site");
      return acme.step(there, "completed", { outcome: "done" });
    };
    await finish(-180, -150, [-180, 60]);
    await finish(-140, -110, [-140, -120]);
    await acme.step(await visit(-100, -80), "cancelled", { reason: "rain" });
    await visit(60, 90);
    await acme.plan(span(60, 90));
    expect((await today()).numbers).toEqual({
      total: 4,
      done: 2,
      to_go: 2,
      unassigned: 1,
      cancelled: 1,
      on_time_share: 0.5,
    });
  });

  test("is the office's: a technician does not see it", async () => {
    const technician = await acme.hire("technician");
    expect(await refusal(call(acme.sql, acme.at(technician), "get_today", {}))).toMatchObject({
      code: "42501",
    });
  });
});

describe("the board", () => {
  type Board = {
    resources: { id: string; shifts: object[]; booked_min: number; shift_min: number }[];
    bookings: { id: string }[];
    time_off: { kind: string }[];
    holds: { resource_ids: string[] }[];
    closures: { name: string; date: string }[];
    truncated: boolean;
  };
  const day = { from: "2030-03-05T05:00:00Z", to: "2030-03-06T05:00:00Z" };
  const board = (more: object = {}, as = acme.owner) =>
    call<Board>(acme.sql, acme.at(as), "get_board", { payload: { ...day, ...more } });
  const at = (from: string, to: string) => ({
    starts_at: `2030-03-05T${from}:00Z`,
    ends_at: `2030-03-05T${to}:00Z`,
  });

  test("shows shifts, load, visits with and without people, time off, holds and closed days", async () => {
    const ben = await acme.hireResource("Ben");
    const planned = await acme.plan({ ...at("14:00", "15:30"), assignments: [{ resource_id: ann }] });
    const nobody = await acme.plan(at("15:00", "16:00"));
    await acme.plan({
      ...at("15:00", "16:00"),
      starts_at: "2030-03-07T15:00:00Z",
      ends_at: "2030-03-07T16:00:00Z",
    });
    const off = { resource_id: ben, kind: "sick", ...at("14:00", "17:00") };
    await call(acme.sql, acme.at(acme.owner), "create_time_off", { payload: off });
    await call(acme.sql, acme.at(acme.owner), "create_hold", {
      payload: { resource_ids: [ann], ...at("16:00", "16:30") },
    });
    const shown = await board();
    expect(shown.resources.map(({ id, booked_min, shift_min }) => ({ id, booked_min, shift_min }))).toEqual([
      { id: ann, booked_min: 90, shift_min: 180 },
      { id: ben, booked_min: 0, shift_min: 180 },
    ]);
    expect(shown.resources[0]?.shifts).toEqual([
      { starts_at: "2030-03-05T14:00:00+00:00", ends_at: "2030-03-05T17:00:00+00:00" },
    ]);
    expect(shown.bookings.map((one) => one.id)).toEqual([planned.id, nobody.id]);
    expect(shown.time_off).toMatchObject([{ kind: "sick" }]);
    expect(shown.holds).toMatchObject([{ resource_ids: [ann] }]);
    expect(shown.truncated).toBe(false);
    expect((await board({ resource_id: ben })).bookings).toEqual([]);
  });

  test("of a technician holds himself and his visits", async () => {
    const technician = await acme.hire("technician");
    const mine = await acme.hireResource("Mine", { userId: technician.id });
    const own = await acme.plan({ ...at("14:00", "15:00"), assignments: [{ resource_id: mine }] });
    await acme.plan({ ...at("14:00", "15:00"), assignments: [{ resource_id: ann }] });
    const shown = await board({}, technician);
    expect(shown.resources.map((one) => one.id)).toEqual([mine]);
    expect(shown.bookings.map((one) => one.id)).toEqual([own.id]);
    expect(shown.holds).toEqual([]);
  });

  test("shows two weeks and not more", async () => {
    expect(await refusal(board({ to: "2030-03-25T05:00:00Z" }))).toMatchObject({ code: "CO422" });
  });
});

describe("before a time is saved", () => {
  type Checked = {
    data: {
      conflicts: { resource_id: string }[];
      warnings: { code: string; resource_id: string | null; detail: string | null }[];
      next_fit: { starts_at: string } | null;
    };
  };
  const check = async (from: string, to: string, more: object = {}, day = "05") =>
    (
      await call<Checked>(acme.sql, acme.at(acme.owner), "check_booking", {
        payload: {
          starts_at: `2030-03-${day}T${from}:00Z`,
          ends_at: `2030-03-${day}T${to}:00Z`,
          assignments: [{ resource_id: ann }],
          ...more,
        },
      })
    ).data;
  const codes = (checked: Checked["data"]) => checked.warnings.map((warning) => warning.code).toSorted();

  test("what is in the way is named, with the next time that fits", async () => {
    const job_id = (await acme.job()).id;
    await acme.plan({
      starts_at: "2030-03-05T14:30:00Z",
      ends_at: "2030-03-05T16:30:00Z",
      assignments: [{ resource_id: ann }],
    });
    const checked = await check("14:00", "15:00", { job_id });
    expect(checked.conflicts).toMatchObject([{ resource_id: ann }]);
    expect(checked.next_fit).toEqual({
      starts_at: "2030-03-06T14:00:00+00:00",
      ends_at: "2030-03-06T15:00:00+00:00",
    });
    expect(await check("16:30", "17:00", { job_id })).toEqual({
      conflicts: [],
      warnings: [],
      next_fit: null,
    });
  });

  test("hours, closed days, skills, zones, limits and ways are warned of", async () => {
    const { sql, orgId } = acme;
    const job_id = (await acme.job({ service_type_id: acme.serviceTypeId })).id;
    expect(codes(await check("13:30", "14:30", { job_id }))).toEqual(["off_hours"]);
    await sql`insert into public.business_closures (org_id, name, starts_on, ends_on) values (${orgId}, 'Trip', '2030-03-05', '2030-03-05')`;
    expect((await check("14:00", "15:00", { job_id })).warnings).toEqual([
      { code: "closure", resource_id: null, detail: "Trip" },
    ]);
    const [skill] = await sql<{ id: string }[]>`
      insert into public.skills (org_id, name) values (${orgId}, 'Gas') returning id`;
    await sql`insert into public.service_type_skills (org_id, service_type_id, skill_id) values (${orgId}, ${acme.serviceTypeId}, ${skill?.id ?? ""})`;
    expect(codes(await check("14:00", "15:00", { job_id }, "06"))).toEqual(["missing_skill"]);
    await sql`insert into public.resource_skills (org_id, resource_id, skill_id, expires_on) values (${orgId}, ${ann}, ${skill?.id ?? ""}, '2030-03-05')`;
    expect((await check("14:00", "15:00", { job_id }, "06")).warnings).toEqual([
      { code: "expired_skill", resource_id: ann, detail: "Gas 2030-03-05" },
    ]);
    await sql`update public.resource_skills set expires_on = null where resource_id = ${ann}`;
    const [zone] = await sql<{ id: string }[]>`
      insert into public.service_zones (org_id, name, postcodes) values (${orgId}, 'South', '{99999}') returning id`;
    await sql`insert into public.resource_zones (org_id, resource_id, zone_id) values (${orgId}, ${ann}, ${zone?.id ?? ""})`;
    await sql`insert into public.daily_limits (org_id, resource_id, max_minutes) values (${orgId}, ${ann}, 45)`;
    expect(codes(await check("14:00", "15:00", { job_id }, "06"))).toEqual(["daily_limit", "outside_zone"]);
  });

  test("a way that is too short, and a start outside of what the customer expects", async () => {
    const [here, there] = [await acme.placeAt(40.7, -73.9), await acme.placeAt(40.75, -73.9)];
    const before = await acme.plan({
      job_id: (await acme.job({ property_id: there })).id,
      starts_at: "2030-03-05T14:00:00Z",
      ends_at: "2030-03-05T15:00:00Z",
      assignments: [{ resource_id: ann }],
    });
    const job_id = (await acme.job({ property_id: here })).id;
    expect((await check("15:10", "16:00", { job_id })).warnings).toEqual([
      { code: "travel", resource_id: ann, detail: `${before.number}: 15 min` },
    ]);
    expect((await check("15:15", "16:00", { job_id })).warnings).toEqual([]);
    const promised = await acme.plan({
      job_id,
      starts_at: "2030-03-05T16:00:00Z",
      ends_at: "2030-03-05T16:30:00Z",
      arrival_window: { starts_at: "2030-03-05T16:00:00Z", ends_at: "2030-03-05T16:15:00Z" },
      assignments: [{ resource_id: ann }],
    });
    expect((await check("16:30", "17:00", { id: promised.id })).warnings).toMatchObject([{ code: "window" }]);
  });
});
