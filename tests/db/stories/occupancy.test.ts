import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusal } from "@/tests/support/database";
import { at, between, foundPlanning, openPlanning } from "./planning";
import type { Planning, Visit } from "./planning";

let acme: Planning;
let other: Planning;
beforeAll(async () => {
  acme = await openPlanning();
  other = await foundPlanning(acme, "Other");
});
afterAll(() => acme.database.close());

const hire = (): Promise<string> => acme.hireResource(`Tech ${crypto.randomUUID().slice(0, 8)}`);
const visitOf = (resource_id: string, more: object = between("09:00", "10:00")): Promise<Visit> =>
  acme.plan({ ...more, assignments: [{ resource_id }] });

describe("what a visit occupies", () => {
  test("is its time with the buffers of its service type, half open, so that the next may begin there", async () => {
    const [type] = await acme.sql<{ id: string }[]>`
      insert into public.service_types (org_id, name, duration_min, buffer_before_min, buffer_after_min, currency)
      values (${acme.orgId}, 'Boiler', 90, 15, 30, 'USD') returning id`;
    const job = await acme.job({ service_type_id: type?.id });
    const tech = await hire();
    await visitOf(tech, { job_id: job.id, starts_at: at("09:00") });
    expect(await acme.periods(tech)).toEqual(["05 08:45 - 05 11:00"]);
    expect(await refusal(visitOf(tech, between("10:59", "12:00")))).toMatchObject({ code: "CO409" });
    expect(await refusal(visitOf(tech, between("08:00", "08:46")))).toMatchObject({ code: "CO409" });
    await visitOf(tech, between("11:00", "12:00"));
    await visitOf(tech, between("08:00", "08:45"));
    const wide = { ...between("12:10", "13:00"), buffer_before_min: 11 };
    expect(await refusal(visitOf(tech, wide))).toMatchObject({ code: "CO409" });
    await visitOf(tech, { ...wide, buffer_before_min: 10 });
  });

  test("is there in every state but unscheduled, cancelled and no-show", async () => {
    const tech = await hire();
    let visit = await visitOf(tech);
    for (const to of ["dispatched", "en_route", "on_site", "paused", "on_site", "completed", "closed"]) {
      visit = await acme.step(visit, to, { reason: "as it goes" });
      expect((await acme.periods(tech)).length, to).toBe(1);
    }
    for (const to of ["unscheduled", "cancelled", "no_show"]) {
      const someone = await hire();
      const gone = await acme.step(await visitOf(someone), to, { reason: "as it goes" });
      expect(await acme.periods(someone), to).toEqual([]);
      await visitOf(someone);
      expect(gone.assignments).toHaveLength(1);
    }
  });

  test("ends early when the visit does, and reopening does not take the time back", async () => {
    const tech = await hire();
    const now = Date.now();
    const instant = (min: number): string => new Date(now + min * 60_000).toISOString();
    let visit = await visitOf(tech, {
      starts_at: instant(-60),
      ends_at: instant(120),
      buffer_after_min: 10,
    });
    visit = await acme.step(visit, "on_site", { device_time: instant(-55) });
    visit = await acme.step(visit, "completed", { device_time: instant(-5) });
    const end = async (): Promise<string> => {
      const [row] = await acme.sql<{ end: Date }[]>`
        select upper(period) as end from public.resource_occupancy where booking_id = ${visit.id}`;
      return row?.end.toISOString() ?? "";
    };
    expect(await end()).toBe(instant(5));
    const next = await visitOf(tech, { starts_at: instant(30), ends_at: instant(60) });
    const reopened = acme.step(visit, "on_site");
    await expect(reopened).resolves.toMatchObject({ status: "on_site" });
    visit = await reopened;
    expect(await end()).toBe(instant(5));
    visit = await acme.step(visit, "completed", { device_time: instant(-1) });
    expect(await end()).toBe(instant(5));
    visit = await acme.step(visit, "on_site");
    expect(await refusal(acme.change(visit, { ends_at: instant(130) }))).toMatchObject({ code: "CO409" });
    await acme.step(next, "cancelled", { reason: "no need" });
    await acme.change(visit, { ends_at: instant(130) });
    expect(await end()).toBe(instant(140));
  });

  test("keeps a minute when it was done before it should have begun, and nothing grows when it ran late", async () => {
    const early = await hire();
    const late = await hire();
    let first = await visitOf(early, between("09:00", "10:00"));
    first = await acme.step(first, "on_site");
    await acme.step(first, "completed");
    expect(await acme.periods(early)).toEqual(["05 09:00 - 05 09:01"]);
    const hours = (h: number): string => new Date(Date.now() - h * 3_600_000).toISOString();
    let second = await visitOf(late, { starts_at: hours(3), ends_at: hours(2) });
    const before = await acme.periods(late);
    second = await acme.step(second, "on_site");
    await acme.step(second, "completed");
    expect(await acme.periods(late)).toEqual(before);
  });

  test("spans the days of a long visit, nights included", async () => {
    const tech = await hire();
    await visitOf(tech, { starts_at: at("13:00", 5), ends_at: at("21:00", 7) });
    expect(await acme.periods(tech)).toEqual(["05 13:00 - 07 21:00"]);
    expect(await refusal(visitOf(tech, between("09:00", "10:00", 6)))).toMatchObject({ code: "CO409" });
  });

  test("is nothing for a flexible day without a time, and the day goes along when it is planned on another", async () => {
    const tech = await hire();
    let visit = await visitOf(tech, { is_flexible_day: true, flexible_on: "2030-03-05" });
    expect(visit).toMatchObject({
      status: "unscheduled",
      is_flexible_day: true,
      assignments: [{ role: "lead" }],
    });
    expect(await acme.periods(tech)).toEqual([]);
    visit = await acme.change(visit, between("14:00", "15:00"));
    expect(visit).toMatchObject({ status: "scheduled", flexible_on: "2030-03-05" });
    expect(await acme.periods(tech)).toHaveLength(1);
    visit = await acme.change(visit, between("14:00", "15:00", 6));
    expect(visit.flexible_on).toBe("2030-03-06");
    const wrong = acme.change(visit, { flexible_on: "2030-03-09" });
    expect(await refusal(wrong)).toMatchObject({ code: "CO422", hint: "flexible_on" });
    visit = await acme.change(visit, { is_flexible_day: false });
    expect(visit).toMatchObject({ is_flexible_day: false, flexible_on: null });
  });
});

describe("double booking", () => {
  test("is refused by name of who and what is in the way", async () => {
    const tech = await acme.hireResource("Tina Torres");
    const first = await visitOf(tech);
    const answer = await refusal(visitOf(tech, between("09:30", "10:30")));
    expect(answer).toMatchObject({
      code: "CO409",
      message: "double_booking: Tina Torres is not free then.",
      hint: "assignments",
    });
    expect(JSON.parse(answer.detail ?? "")).toMatchObject({
      resource_id: tech,
      resource_name: "Tina Torres",
      kind: "assignment",
      booking: { id: first.id, number: first.number, customer_name: "Ana Ruiz" },
    });
  });

  test("is refused by the constraint itself, whoever writes", async () => {
    const tech = await hire();
    const first = await visitOf(tech);
    const second = await visitOf(tech, between("12:00", "13:00"));
    const forced = acme.sql`
      update public.bookings set starts_at = ${first.starts_at}, ends_at = ${first.ends_at}
      where id = ${second.id}`;
    expect(await refusal(forced)).toMatchObject({ code: "23P01" });
  });

  test("does not concern other people, nor another company's", async () => {
    const [a, b] = [await hire(), await hire()];
    const visit = await visitOf(a);
    await visitOf(b);
    const answer = await refusal(
      other.plan({ ...between("09:00", "10:00"), assignments: [{ resource_id: a }] }),
    );
    const unknown = await refusal(
      other.plan({ ...between("09:00", "10:00"), assignments: [{ resource_id: crypto.randomUUID() }] }),
    );
    expect(answer).toEqual(unknown);
    expect(answer).toMatchObject({ code: "CO422", message: expect.stringContaining("resource_not_found") });
    expect((await refusal(other.change(visit, { starts_at: at("12:00") }))).code).toBe("CO404");
  });

  test("names the other visit only to who may see it", async () => {
    const tech = await hire();
    await visitOf(tech);
    const planner = await acme.hire("viewer");
    await acme.sql`update public.role_permissions set permission = 'create'
      where org_id = ${acme.orgId} and role = 'viewer' and resource = 'bookings' and permission = 'read'`;
    await acme.sql`insert into public.role_permissions (org_id, role, resource, permission)
      values (${acme.orgId}, 'viewer', 'bookings', 'assign')`;
    const answer = await refusal(
      acme.plan({ ...between("09:00", "10:00"), assignments: [{ resource_id: tech }] }, planner),
    );
    expect(JSON.parse(answer.detail ?? "")).toMatchObject({ resource_id: tech, booking: null });
    await acme.sql`insert into public.role_permissions (org_id, role, resource, permission)
      values (${acme.orgId}, 'viewer', 'bookings', 'read')`;
  });
});

describe("who goes", () => {
  test("is nobody who is archived, not in use, or unknown", async () => {
    const [archived, inactive] = [await hire(), await hire()];
    const planned = await visitOf(archived);
    await acme.sql`update public.bookable_resources set deleted_at = now() where id = ${archived}`;
    await acme.sql`update public.bookable_resources set is_active = false where id = ${inactive}`;
    for (const id of [archived, inactive]) {
      expect(await refusal(visitOf(id, between("12:00", "13:00")))).toMatchObject({
        code: "CO422",
        hint: "assignments",
        message: expect.stringContaining("resource_inactive"),
      });
    }
    expect((await refusal(acme.change(planned, { starts_at: at("15:00") }))).message).toContain(
      "resource_inactive",
    );
    await acme.change(planned, { instructions: "Ring twice" });
    const nonsense = [[{}], [{ resource_id: archived, crew_id: archived }], "all"];
    for (const assignments of nonsense) {
      expect((await refusal(acme.plan({ assignments }))).code).toBe("CO422");
    }
  });

  test("has a role: tools are equipment, the first person leads unless another does", async () => {
    const van = await acme.hireResource("Van 1", { kind: "vehicle" });
    const [a, b] = [await hire(), await hire()];
    const visit = await acme.plan({
      ...between("09:00", "10:00"),
      assignments: [{ resource_id: van }, { resource_id: b, role: "helper" }, { resource_id: a }],
    });
    const roles = Object.fromEntries(visit.assignments.map((line) => [line.resource_id, line.role]));
    expect(roles).toEqual({ [van]: "equipment", [a]: "helper", [b]: "helper" });
    expect(await acme.periods(van)).toHaveLength(1);
  });

  test("of a crew is each member of that day, once, and the crew is kept", async () => {
    const [a, b, c, idle] = [await hire(), await hire(), await hire(), await hire()];
    await acme.sql`update public.bookable_resources set is_active = false where id = ${idle}`;
    const crew_id = await acme.formCrew(`Crew ${a}`, [
      { id: a },
      { id: b, to: "2030-03-05" },
      { id: c, from: "2030-03-06" },
      { id: idle },
    ]);
    let visit = await acme.plan({
      ...between("14:00", "15:00"),
      assignments: [{ crew_id }, { resource_id: a, role: "lead" }],
    });
    const crewOf = Object.fromEntries(visit.assignments.map((line) => [line.resource_id, line.crew_id]));
    expect(crewOf).toEqual({ [a]: crew_id, [b]: crew_id });
    expect(await refusal(visitOf(b, between("14:00", "15:00")))).toMatchObject({ code: "CO409" });
    visit = await acme.change(visit, between("14:00", "15:00", 6));
    expect(visit.assignments.map((line) => line.resource_id).sort()).toEqual([a, c].sort());
    expect(await acme.periods(b)).toEqual([]);
    const nobody = await acme.formCrew(`Nobody ${a}`, [{ id: a, from: "2031-01-01" }]);
    const empty = acme.plan({ ...between("14:00", "15:00"), assignments: [{ crew_id: nobody }] });
    expect((await refusal(empty)).message).toContain("crew_empty");
  });

  test("a crew's day is that of the place: late in New York it is still Tuesday", async () => {
    const a = await hire();
    const crew_id = await acme.formCrew(`Tuesday ${a}`, [{ id: a, from: "2030-03-05", to: "2030-03-05" }]);
    await acme.plan({ ...between("03:00", "04:00", 6), assignments: [{ crew_id }] });
    const wednesday = acme.plan({ ...between("05:30", "06:00", 6), assignments: [{ crew_id }] });
    expect((await refusal(wednesday)).message).toContain("crew_empty");
  });

  test("is shown in version and history when it changes, and stays where it does not", async () => {
    const [a, b] = [await hire(), await hire()];
    const visit = await acme.plan({
      ...between("09:00", "10:00"),
      assignments: [{ resource_id: a }, { resource_id: b }],
    });
    await acme.sql`update public.booking_assignments set seen_at = now() where resource_id = ${a}`;
    const changed = await acme.change(visit, { assignments: [{ resource_id: a }] });
    expect(changed.version).toBe(visit.version + 1);
    expect(changed.assignments).toMatchObject([{ resource_id: a, seen_at: expect.any(String) }]);
    const [line] = await acme.sql<{ changed: string[]; old: { assigned: unknown[] } }[]>`
      select changed, old from private.change_log where entity_id = ${visit.id} and operation = 'updated'`;
    expect(line).toMatchObject({ changed: ["assigned"] });
    expect(line?.old.assigned).toHaveLength(2);
    expect(await acme.periods(b)).toEqual([]);
  });

  test("follows assignments that are written by themselves", async () => {
    const [a, b] = [await hire(), await hire()];
    const visit = await visitOf(a);
    await acme.sql`insert into public.booking_assignments (org_id, booking_id, resource_id, role)
      values (${acme.orgId}, ${visit.id}, ${b}, 'helper')`;
    expect(await acme.visit(visit.id)).toMatchObject({
      version: 2,
      assignments: [{ role: "lead" }, { role: "helper" }],
    });
    expect(await acme.periods(b)).toHaveLength(1);
    await acme.sql`delete from public.booking_assignments where booking_id = ${visit.id}`;
    expect(await acme.visit(visit.id)).toMatchObject({ version: 3, assignments: [] });
    expect([...(await acme.periods(a)), ...(await acme.periods(b))]).toEqual([]);
  });

  test("is somebody, where the visit is under way", async () => {
    const visit = await acme.step(await visitOf(await hire()), "dispatched");
    expect(await refusal(acme.change(visit, { assignments: [] }))).toMatchObject({
      code: "CO422",
      hint: "assignments",
    });
    const gone = acme.sql`delete from public.booking_assignments where booking_id = ${visit.id}`;
    expect(await refusal(gone)).toMatchObject({ code: "23514" });
  });
});
