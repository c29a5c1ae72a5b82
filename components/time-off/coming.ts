import { dateIn, startOfDay } from "@/lib/time";
import type { TimeOffFilters } from "@/lib/time-off/schema";

/** Today and what comes, by the resource's own clock; the same for server and browser all day long. */
export function comingFilters(resourceId: string, timeZone: string): TimeOffFilters {
  const from = new Date(startOfDay(dateIn(Date.now(), timeZone), timeZone)).toISOString();
  return { resource_id: resourceId, from };
}
