/** True for a zone this runtime knows; the database checks again against its own list. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    // Intl takes offsets such as "+02:00" too, which know no daylight saving time: a site needs a named zone.
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    clocks.set(zone, clock);
  }
  return clock;
}

/** The wall clock of a zone at an instant, written as milliseconds as if it were UTC. */
function wallMs(atMs: number, zone: string): number {
  const parts = new Map(
    clockOf(zone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const of = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
}

/** The local date of an instant: "2026-11-20". */
export function dateIn(at: string | number | Date, zone: string): string {
  return new Date(wallMs(new Date(at).getTime(), zone)).toISOString().slice(0, 10);
}

/** The local time of day of an instant: "09:30". */
export function timeIn(at: string | number | Date, zone: string): string {
  return new Date(wallMs(new Date(at).getTime(), zone)).toISOString().slice(11, 16);
}

/**
 * The instant (milliseconds) of a wall time of a zone, by the same rule as `private.local_to_utc`: an hour that
 * occurs twice is the first, one that doesn't exist moves forward. "24:00" is the end of the day.
 */
export function wallToInstant(date: string, time: string, zone: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const wall = Date.parse(`${date}T00:00:00Z`) + (hours * 60 + minutes) * MINUTE_MS;
  // No zone changes its clock twice within two days, so the offsets on both sides are the only candidates.
  const [before, after] = [wall - DAY_MS, wall + DAY_MS].map((near) => wall - (wallMs(near, zone) - near));
  if (before === undefined || after === undefined) return wall;
  const fitting = [before, after].filter((at) => wallMs(at, zone) === wall);
  return fitting.length > 0 ? Math.min(...fitting) : before;
}

export function startOfDay(date: string, zone: string): number {
  return wallToInstant(date, "00:00", zone);
}

/** Calendar arithmetic on plain dates, where every day counts as one. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** 1 Monday to 7 Sunday, as in ISO 8601. */
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

export function startOfWeek(date: string): string {
  return addDays(date, 1 - weekdayOf(date));
}

/** How many hours a local day has: 24, and 23 or 25 where the clock changes. */
export function hoursOfDay(date: string, zone: string): number {
  return (startOfDay(addDays(date, 1), zone) - startOfDay(date, zone)) / (60 * MINUTE_MS);
}
