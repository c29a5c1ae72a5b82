import { z } from "zod";
import { optionalProse, requiredText } from "@/lib/http/fields";
import type { TimeOff } from "@/lib/time-off/schema";
import { timeOffKind } from "@/lib/time-off/schema";
import { addDays, dateIn, startOfDay, timeIn, wallToInstant } from "@/lib/time";
import { isWholeDays, lastDayOf } from "./days";

const day = requiredText(10).pipe(z.iso.date());
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/**
 * As people say it: from a day to a day, both included, or with times. What comes out are the instants of the
 * resource's zone, so that a day off is a whole day there also when the clock changes.
 */
export function timeOffForm(zone: string) {
  return z
    .strictObject({
      kind: timeOffKind,
      is_whole: z.boolean(),
      first_day: day,
      last_day: day,
      from_time: time,
      to_time: time,
      note: optionalProse(2000),
    })
    .transform(({ kind, is_whole, first_day, last_day, from_time, to_time, note }) => {
      const starts = is_whole ? startOfDay(first_day, zone) : wallToInstant(first_day, from_time, zone);
      const ends = is_whole ? startOfDay(addDays(last_day, 1), zone) : wallToInstant(last_day, to_time, zone);
      return { kind, starts, ends, note };
    })
    .refine(({ starts, ends }) => starts < ends, {
      error: "It ends after it starts.",
      path: ["last_day"],
      params: { code: "ends_before_start" },
    })
    .transform(({ kind, starts, ends, note }) => ({
      kind,
      starts_at: new Date(starts).toISOString(),
      ends_at: new Date(ends).toISOString(),
      note: note ?? null,
    }));
}

export type TimeOffForm = z.input<ReturnType<typeof timeOffForm>>;
export type TimeOffWrite = z.output<ReturnType<typeof timeOffForm>>;

export function newTimeOff(zone: string): TimeOffForm {
  const tomorrow = addDays(dateIn(Date.now(), zone), 1);
  return {
    kind: "vacation",
    is_whole: true,
    first_day: tomorrow,
    last_day: tomorrow,
    from_time: "08:00",
    to_time: "12:00",
    note: "",
  };
}

export function formOf(off: TimeOff, zone: string): TimeOffForm {
  const isWhole = isWholeDays(off, zone);
  return {
    kind: off.kind,
    is_whole: isWhole,
    first_day: dateIn(off.starts_at, zone),
    last_day: isWhole ? lastDayOf(off, zone) : dateIn(off.ends_at, zone),
    from_time: isWhole ? "08:00" : timeIn(off.starts_at, zone),
    to_time: isWhole ? "12:00" : timeIn(off.ends_at, zone),
    note: off.note ?? "",
  };
}
