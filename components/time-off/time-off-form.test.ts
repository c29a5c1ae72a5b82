import { describe, expect, it } from "vitest";
import { formOf, timeOffForm } from "./time-off-form";

const whole = {
  kind: "vacation",
  is_whole: true,
  first_day: "2026-10-25",
  last_day: "2026-10-25",
  from_time: "08:00",
  to_time: "12:00",
  note: "",
} as const;

describe("time off as people say it", () => {
  it("is the whole day of the resource's zone, 25 hours long when the clock goes back", () => {
    expect(timeOffForm("Europe/Berlin").parse(whole)).toEqual({
      kind: "vacation",
      starts_at: "2026-10-24T22:00:00.000Z",
      ends_at: "2026-10-25T23:00:00.000Z",
      note: null,
    });
  });

  it("holds both its days, and its times where it has some", () => {
    const form = timeOffForm("America/New_York");
    expect(form.parse({ ...whole, first_day: "2026-12-24", last_day: "2026-12-26" })).toMatchObject({
      starts_at: "2026-12-24T05:00:00.000Z",
      ends_at: "2026-12-27T05:00:00.000Z",
    });
    expect(
      form.parse({ ...whole, is_whole: false, first_day: "2026-12-24", last_day: "2026-12-24" }),
    ).toMatchObject({
      starts_at: "2026-12-24T13:00:00.000Z",
      ends_at: "2026-12-24T17:00:00.000Z",
    });
  });

  it("does not end before it starts", () => {
    const parsed = timeOffForm("UTC").safeParse({ ...whole, last_day: "2026-10-24" });
    expect(parsed.error?.issues[0]?.path).toEqual(["last_day"]);
  });

  it("is read back as it was entered", () => {
    const entered = { ...whole, first_day: "2026-12-24", last_day: "2026-12-26" };
    const { starts_at, ends_at } = timeOffForm("Europe/Berlin").parse(entered);
    const stored = {
      id: "01a1fea7-5b5c-716d-bc55-38a8bd7248dc",
      resource_id: "01a1fea7-5b5c-716d-bc55-38a8bd7248dd",
      resource_name: "Dana",
      starts_at,
      ends_at,
      kind: "vacation" as const,
      note: null,
      version: 1,
      created_at: starts_at,
      updated_at: starts_at,
      deleted_at: null,
    };
    expect(formOf(stored, "Europe/Berlin")).toEqual(entered);
    expect(formOf(stored, "America/New_York").is_whole).toBe(false);
  });
});
