import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asIdentity, refusal } from "@/tests/support/database";
import { call } from "./company";
import type { Answer } from "./company";
import { at, between, openPlanning } from "./planning";
import type { Planning, Visit } from "./planning";

let acme: Planning;
beforeAll(async () => {
  acme = await openPlanning();
});
afterAll(() => acme.database.close());

const hire = (): Promise<string> => acme.hireResource(`Tech ${crypto.randomUUID().slice(0, 8)}`);
const visitOf = (resource_id: string, from = "09:00", to = "10:00", more: object = {}): Promise<Visit> =>
  acme.plan({ ...between(from, to), assignments: [{ resource_id }], ...more });

describe("an overlap on purpose", () => {
  test("needs a reason and the right to manage, and keeps both", async () => {
    const tech = await hire();
    await visitOf(tech);
    const dispatcher = await acme.hire("dispatcher");
    await acme.sql`delete from public.role_permissions
      where org_id = ${acme.orgId} and role = 'dispatcher' and resource = 'bookings' and permission = 'manage'`;
    const payload = { ...between("09:30", "10:30"), assignments: [{ resource_id: tech }] };
    expect(await refusal(acme.plan({ ...payload, overlap_reason: "same house" }, dispatcher))).toMatchObject({
      code: "42501",
      hint: "bookings:manage",
    });
    expect((await refusal(acme.plan({ ...payload, overlap_reason: "  " }))).code).toBe("CO409");
    const visit = await acme.plan({ ...payload, overlap_reason: "same house" });
    expect(visit.overlap).toEqual({ reason: "same house" });
    const [row] = await acme.sql<{ overlap_reason: string; overlap_by: string }[]>`
      select overlap_reason, overlap_by from public.resource_occupancy where booking_id = ${visit.id}`;
    expect(row).toEqual({ overlap_reason: "same house", overlap_by: acme.owner.id });
  });

  test("is none where nothing is in the way", async () => {
    const visit = await visitOf(await hire(), "09:00", "10:00", { overlap_reason: "just in case" });
    expect(visit.overlap).toBeNull();
  });

  test("is no door for others: an ordinary visit meets a deliberate one as little as any", async () => {
    const tech = await hire();
    await visitOf(tech);
    const double = await visitOf(tech, "09:30", "11:00", { overlap_reason: "same house" });
    expect(await refusal(visitOf(tech, "10:30", "11:30"))).toMatchObject({ code: "CO409" });
    const later = await visitOf(tech, "12:00", "13:00");
    expect(await refusal(acme.change(later, { starts_at: at("10:30") }))).toMatchObject({ code: "CO409" });
    const forced = acme.sql`update public.bookings set starts_at = ${at("10:30")}, ends_at = ${at("11:30")}
      where id = ${later.id}`;
    expect((await refusal(forced)).message).toContain("double_booking");
    expect(
      (
        await refusal(
          acme.sql`update public.bookings set overlap_reason = null, overlap_by = null where id = ${double.id}`,
        )
      ).code,
    ).toBe("23P01");
    await visitOf(tech, "10:30", "11:30", { overlap_reason: "three at once" });
  });

  test("is over when the visit moves to a free time, and kept through its steps and its words", async () => {
    const [tech, helper] = [await hire(), await hire()];
    await visitOf(tech);
    let visit = await visitOf(tech, "09:30", "10:30", { overlap_reason: "same house" });
    visit = await acme.change(visit, { instructions: "Ring twice" });
    visit = await acme.change(visit, { assignments: [{ resource_id: tech }, { resource_id: helper }] });
    visit = await acme.step(visit, "dispatched");
    expect(visit.overlap).toEqual({ reason: "same house" });
    visit = await acme.change(visit, { starts_at: at("12:00") });
    expect(visit.overlap).toBeNull();
    expect(await refusal(visitOf(tech, "12:30", "13:00"))).toMatchObject({ code: "CO409" });
    expect((await refusal(acme.change(visit, { starts_at: at("09:15") }))).code).toBe("CO409");
  });

  test("does not hinder the visit below: it may be done early, get help, and go", async () => {
    const [tech, helper] = [await hire(), await hire()];
    let below = await visitOf(tech);
    await visitOf(tech, "09:30", "10:30", { overlap_reason: "same house" });
    below = await acme.change(below, { assignments: [{ resource_id: tech }, { resource_id: helper }] });
    below = await acme.step(below, "on_site");
    below = await acme.step(below, "completed");
    expect(await acme.periods(tech)).toEqual(["05 09:00 - 05 09:01", "05 09:30 - 05 10:30"]);
  });
});

type Moved = Answer<Visit[]>;
const move = (moves: object[], more: object = {}): Promise<Moved> =>
  call<Moved>(acme.sql, acme.at(acme.owner), "move_bookings", { payload: { moves, ...more } });

describe("several visits at once", () => {
  test("may change places, in time and in people", async () => {
    const [a, b] = [await hire(), await hire()];
    const [first, second, third] = [await visitOf(a), await visitOf(a, "10:00", "11:00"), await visitOf(b)];
    const answer = await move([
      { id: first.id, version: first.version, ...between("10:00", "11:00") },
      { id: second.id, version: second.version, starts_at: at("09:00") },
    ]);
    expect(answer.data.map((visit) => visit.id)).toEqual([first.id, second.id]);
    expect(await acme.periods(a)).toHaveLength(2);
    await move([
      { id: third.id, assignments: [{ resource_id: a }] },
      { id: second.id, assignments: [{ resource_id: b }] },
    ]);
    expect((await acme.visit(second.id)).assignments).toMatchObject([{ resource_id: b }]);
    expect((await acme.visit(third.id)).assignments).toMatchObject([{ resource_id: a }]);
  });

  test("move all or not at all, and the one that cannot is named by its place", async () => {
    const [a, b] = [await hire(), await hire()];
    const [first, second] = [await visitOf(a), await visitOf(b)];
    await visitOf(b, "14:00", "15:00");
    const moves = [
      { id: first.id, version: first.version, starts_at: at("14:00") },
      { id: second.id, version: second.version, starts_at: at("14:30") },
    ];
    expect(await refusal(move(moves))).toMatchObject({ code: "CO409", hint: "moves.1" });
    expect(await acme.visit(first.id)).toMatchObject({ version: 1 });
    const together = [
      { id: first.id, starts_at: at("16:00") },
      { id: second.id, starts_at: at("16:30"), assignments: [{ resource_id: a }] },
    ];
    const clash = await refusal(move(together));
    expect(clash).toMatchObject({ code: "CO409", hint: "moves.1" });
    expect(JSON.parse(clash.detail ?? "")).toMatchObject({ resource_id: a, booking: { id: first.id } });
    const stale = [
      { id: second.id, version: 1 },
      { id: first.id, version: 7, starts_at: at("17:00") },
    ];
    expect(await refusal(move(stale))).toMatchObject({ code: "CO412", hint: "moves.1" });
    const unknown = [{ id: first.id }, { id: crypto.randomUUID(), starts_at: at("17:00") }];
    expect(await refusal(move(unknown))).toMatchObject({ code: "CO404", hint: "moves.1" });
    expect((await refusal(move([{ id: first.id }, { id: first.id }]))).code).toBe("CO422");
  });

  test("change places by two updates, too, where the constraint is put off to the end", async () => {
    const a = await hire();
    const [first, second] = [await visitOf(a), await visitOf(a, "10:00", "11:00")];
    await acme.sql.begin(async (tx) => {
      await tx`set constraints public.resource_occupancy_free_key deferred`;
      await tx`update public.bookings set starts_at = ${at("10:00")}, ends_at = ${at("11:00")} where id = ${first.id}`;
      await tx`update public.bookings set starts_at = ${at("09:00")}, ends_at = ${at("10:00")} where id = ${second.id}`;
    });
    expect(await acme.periods(a)).toEqual(["05 09:00 - 05 10:00", "05 10:00 - 05 11:00"]);
    const left = acme.sql.begin(async (tx) => {
      await tx`set constraints public.resource_occupancy_free_key deferred`;
      await tx`update public.bookings set starts_at = ${at("09:30")} where id = ${second.id}`;
      await tx`update public.bookings set ends_at = ${at("10:45")} where id = ${second.id}`;
    });
    expect(await refusal(left)).toMatchObject({ code: "23P01" });
  });

  test("are cancelled all or not at all, with one reason", async () => {
    const [a, b] = [await hire(), await hire()];
    const [first, second] = [await visitOf(a), await acme.step(await visitOf(b), "on_site")];
    const done = await acme.step(await acme.step(await visitOf(a, "12:00", "13:00"), "on_site"), "completed");
    const cancel = (visits: Visit[], reason: string | null): Promise<Moved> =>
      call<Moved>(acme.sql, acme.at(acme.owner), "cancel_bookings", {
        payload: { bookings: visits.map(({ id, version }) => ({ id, version })), reason },
      });
    expect((await refusal(cancel([first, done], "storm"))).message).toContain("illegal_step");
    expect((await refusal(cancel([first], null))).code).toBe("CO422");
    const answer = await cancel([second, first], "storm");
    expect(answer.data).toMatchObject([
      { id: second.id, status: "cancelled", status_reason: "storm" },
      { id: first.id, status: "cancelled" },
    ]);
    expect(await acme.periods(b)).toEqual([]);
  });
});

describe("a question beforehand", () => {
  const check = (payload: object) =>
    call<Answer<{ conflicts: { resource_id: string; kind: string }[] }>>(
      acme.sql,
      acme.at(acme.owner),
      "check_booking",
      {
        payload,
      },
    );

  test("is answered with everything in the way, and the visit's own time is not", async () => {
    const [a, b] = [await hire(), await hire()];
    const visit = await visitOf(a);
    await visitOf(b, "09:30", "10:30");
    const assignments = [{ resource_id: a }, { resource_id: b }];
    const free = await check({ id: visit.id, ...between("09:15", "10:15") });
    expect(free.data.conflicts).toEqual([]);
    const busy = await check({ job_id: visit.job_id, ...between("09:15", "10:15"), assignments });
    expect(busy.data.conflicts.map((conflict) => conflict.resource_id).sort()).toEqual([a, b].sort());
    expect(await acme.periods(a)).toHaveLength(1);
  });
});

describe("a visit that follows another", () => {
  test("does so in a line and never in a circle, whoever writes", async () => {
    const a = await hire();
    const first = await visitOf(a);
    const second = await visitOf(a, "10:00", "11:00", { parent_booking_id: first.id });
    const third = await visitOf(a, "11:00", "12:00", { parent_booking_id: second.id });
    const circle = acme.sql`update public.bookings set parent_booking_id = ${third.id} where id = ${first.id}`;
    expect((await refusal(circle)).message).toContain("circle");
    const both = acme.sql`update public.bookings set parent_booking_id =
      case id when ${first.id} then ${second.id}::uuid else ${first.id}::uuid end
      where id in (${first.id}, ${second.id})`;
    expect((await refusal(both)).message).toContain("circle");
  });
});

describe("by the REST address", () => {
  test("nobody writes visits, what they occupy, or their history past the functions", async () => {
    const a = await hire();
    const visit = await visitOf(a);
    for (const statement of [
      `update public.bookings set starts_at = null where id = '${visit.id}'`,
      `insert into public.bookings (org_id, number, job_id) values ('${acme.orgId}', 'V-1', '${visit.job_id}')`,
      `delete from public.booking_assignments`,
      `update public.resource_occupancy set overlap_reason = 'x'`,
      `select from public.resource_occupancy`,
      `delete from public.booking_status_history`,
      `update public.jobs set status = 'completed'`,
      `set constraints all deferred; select private.lock_resources('${acme.orgId}', '{}')`,
    ]) {
      const attempt = asIdentity(acme.sql, acme.at(acme.owner), (tx) => tx.unsafe(statement).simple());
      expect((await refusal(attempt)).code, statement).toBe("42501");
    }
  });
});
