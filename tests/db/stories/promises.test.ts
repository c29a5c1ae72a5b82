import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusal } from "@/tests/support/database";
import { at, between, openPlanning } from "./planning";
import type { Planning } from "./planning";

let acme: Planning;
beforeAll(async () => {
  acme = await openPlanning();
});
afterAll(() => acme.database.close());

describe("what was told the customer", () => {
  const window = between("09:00", "11:00");

  test("moves along with the visit; what was told first stays, and nothing is agreed any more", async () => {
    const tech = await acme.hireResource("Tina");
    let visit = await acme.plan({
      ...between("09:00", "10:00"),
      arrival_window: window,
      assignments: [{ resource_id: tech }],
    });
    visit = await acme.change(visit, { confirmed: true });
    expect(visit.confirmed_at).not.toBeNull();
    visit = await acme.change(visit, { starts_at: at("14:00") });
    const instants = (range: { starts_at: string } | null): number => Date.parse(range?.starts_at ?? "");
    expect(instants(visit.arrival_window)).toBe(Date.parse(at("14:00")));
    expect(instants(visit.promised_window)).toBe(Date.parse(at("09:00")));
    expect(visit).toMatchObject({ confirmed_at: null, ends_at: "2030-03-05T15:00:00+00:00" });
    visit = await acme.change(visit, { arrival_window: between("13:00", "17:00") });
    expect(instants(visit.arrival_window)).toBe(Date.parse(at("13:00")));
    visit = await acme.change(visit, { starts_at: null });
    expect(visit).toMatchObject({ status: "unscheduled", starts_at: null, arrival_window: null });
    expect(instants(visit.promised_window)).toBe(Date.parse(at("09:00")));
    expect(await acme.periods(tech)).toEqual([]);
  });

  test.each([
    ["a window that ends before it begins", { arrival_window: between("11:00", "09:00") }, "arrival_window"],
    ["a window without a time", { starts_at: null, ends_at: null, arrival_window: window }, "arrival_window"],
    ["a visit that ends before it begins", { ends_at: at("08:00") }, "ends_at"],
    ["a visit of two months", { ends_at: "2030-05-05T09:00:00Z" }, "ends_at"],
    ["a visit after one nobody knows", { parent_booking_id: crypto.randomUUID() }, "parent_booking_id"],
    [
      "a flexible visit without its day",
      { is_flexible_day: true, starts_at: null, ends_at: null },
      "flexible_on",
    ],
  ])("%s is refused by its field", async (_what, more, hint) => {
    const attempt = acme.plan({ ...between("09:00", "10:00"), ...more });
    expect(await refusal(attempt)).toMatchObject({ code: "CO422", hint });
  });
});
