import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { refusal } from "@/tests/support/database";
import { between, openPlanning } from "./planning";
import type { Planning, Visit } from "./planning";
import { bookedVisit, clock, openLink } from "./portal";
import type { Customer, Span } from "./portal";
import { foundScheduling } from "./scheduling";
import type { Scheduling } from "./scheduling";

let base: Planning;
let shop: Scheduling;
let sam: string;
let visit: Visit;
let customer: Customer;

beforeAll(async () => {
  base = await openPlanning();
});
afterAll(() => base.database.close());
beforeEach(async () => {
  shop = await foundScheduling(base);
  sam = await shop.hireResource("Sam");
  visit = await bookedVisit(shop, sam);
  customer = await openLink(shop, visit);
});

const day = (of = 5) => ({
  from: `2030-03-0${of}T05:00:00Z`,
  to: `2030-03-0${of + 1}T05:00:00Z`,
});
const at = (time: string, of = 5) => `2030-03-0${of}T${time}:00Z`;
const fill = async (technician: string, from: string, to: string, of = 5) =>
  shop.plan({ ...between(from, to, of), assignments: [{ resource_id: technician }] });

describe("other times are offered", () => {
  test("that are really free: hours, other visits and the visit's own time are minded", async () => {
    await fill(sam, "16:00", "16:30");
    // Nine to twelve; an hour each; his own hour from nine may be used again in part.
    expect(clock(await customer.slots(day()))).toEqual(["14:30"]);
    const [first] = await customer.slots({ ...day(), from: at("15:00") });
    expect(first).toEqual({
      starts_at: "2030-03-05T15:00:00+00:00",
      ends_at: "2030-03-05T16:00:00+00:00",
      window: { starts_at: "2030-03-05T15:00:00+00:00", ends_at: "2030-03-05T17:00:00+00:00" },
      is_same: true,
      first_name: "Sam",
    });
  });

  test("of somebody else where the technician is taken, without saying of whom", async () => {
    await fill(sam, "15:00", "17:00");
    expect(clock(await customer.slots({ ...day(), from: at("15:00") }))).toEqual([]);
    const max = await shop.hireResource("Max");
    const slots = await customer.slots({ ...day(), from: at("15:00") });
    expect(clock(slots)).toEqual(["15:00"]);
    expect(slots[0]).toMatchObject({ is_same: false, first_name: null });
    expect(JSON.stringify(slots)).not.toMatch(new RegExp(`${max}|Max`));
  });

  test("none before the notice the organization asks for, nor beyond a month", async () => {
    const soon = await customer.does("slots", { from: new Date(0).toISOString() });
    for (const slot of soon.slots as Span[]) {
      expect(new Date(slot.starts_at).getTime()).toBeGreaterThan(Date.now() + 23.9 * 3_600_000);
    }
    expect(soon.time_zone).toBe("America/New_York");
  });

  test("few and apart: windows one after the other, three of a half day, his own technician before others", async () => {
    await shop.setting("arrival_window_min", 30);
    await shop.change(visit, { arrival_window: null });
    await shop.sql`delete from public.business_hours where org_id = ${shop.orgId}`;
    await shop.sql`
      insert into public.business_hours (org_id, weekday, opens, closes)
      select ${shop.orgId}, weekday, '08:00', '18:00' from generate_series(1, 7) as weekday`;
    await shop.hireResource("Max");
    // Sam is away from eleven to three: of the morning Max takes what is left, of the afternoon Sam has enough.
    await fill(sam, "16:00", "20:00");
    const slots = (await customer.slots(day())) as (Span & { is_same: boolean })[];
    expect(slots.map((slot) => `${slot.starts_at.slice(11, 16)} ${slot.is_same ? "Sam" : "-"}`)).toEqual([
      "13:00 Sam",
      "14:30 Sam",
      "15:30 -",
      "20:00 Sam",
      "21:00 Sam",
      "22:00 Sam",
    ]);
  });

  test("a week at a time, and what follows is asked for from where it ended", async () => {
    const { slots, next_from: next } = await customer.does("slots");
    const days = new Set((slots as Span[]).map((slot) => slot.starts_at.slice(0, 10)));
    expect(days.size).toBeLessThanOrEqual(7);
    const further = (await customer.does("slots", { from: next })).slots as Span[];
    expect(Date.parse(further[0]?.starts_at ?? "")).toBeGreaterThanOrEqual(Date.parse(String(next)));
    const end = new Date(Date.now() + 62 * 86_400_000).toISOString();
    expect(await customer.does("slots", { from: end, to: end })).toMatchObject({
      slots: [],
      next_from: null,
    });
  });

  test("for a visit of two only when both are free, and of nobody else", async () => {
    const tom = await shop.hireResource("Tom");
    await shop.hireResource("Idle");
    visit = await shop.change(visit, { assignments: [{ resource_id: sam }, { resource_id: tom }] });
    await fill(tom, "15:30", "17:00");
    expect(clock(await customer.slots(day()))).toEqual(["14:30"]);
  });

  test("not for a visit that is too near, over, or somebody's on the way", async () => {
    await shop.sql`insert into public.system_settings (org_id, category, name, value)
      values (${shop.orgId}, 'portal', 'change_notice_h', '336')`;
    const soon = new Date(Date.now() + 300 * 3_600_000);
    await shop.change(visit, { starts_at: soon.toISOString(), arrival_window: null });
    expect((await customer.state()).may.cancel).toMatchObject({ allowed: false, reason: "too_late" });
    for (const action of ["slots", "hold", "reschedule", "cancel"]) {
      expect(
        await refusal(customer.does(action, { starts_at: at("15:00"), hold_id: randomUUID() })),
      ).toMatchObject({ code: "CO409", message: expect.stringContaining("too_late") });
    }
    await shop.step(await shop.visit(visit.id), "en_route");
    expect((await customer.state()).may.reschedule).toEqual({
      allowed: false,
      reason: "status",
      until: null,
    });
    expect(await refusal(customer.does("cancel"))).toMatchObject({
      code: "CO409",
      message: expect.stringContaining("not_movable"),
    });
  });
});
