import type { TimeOff } from "@/lib/time-off/schema";
import { dateIn, timeIn } from "@/lib/time";

/** Whether it goes from midnight to midnight of the zone: shown and edited as days. */
export function isWholeDays(
  { starts_at, ends_at }: Pick<TimeOff, "starts_at" | "ends_at">,
  zone: string,
): boolean {
  return timeIn(starts_at, zone) === "00:00" && timeIn(ends_at, zone) === "00:00";
}

/** The last day that is still off: the end is the first moment after it. */
export function lastDayOf({ ends_at }: Pick<TimeOff, "ends_at">, zone: string): string {
  return dateIn(Date.parse(ends_at) - 1, zone);
}
