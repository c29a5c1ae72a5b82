import { townOf } from "@/lib/places";
import type { Locale } from "./locales";

export type Instant = string | number | Date;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Unknown values read as a dash, never as 0 or "N/A". */
export const UNKNOWN = "–";

/** Country conventions for a language whose tag names no region: German offices write 24 hours and `20. Nov.`. */
const REGIONAL: Record<Locale, string> = { en: "en-US", de: "de-DE" };

const formatters = new Map<string, Intl.DateTimeFormat>();

// Constructing an Intl formatter costs some 50 µs; a table of 200 rows asks for the same one 400 times.
function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale}:${JSON.stringify(options)}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(locale, options);
    formatters.set(key, formatter);
  }
  return formatter;
}

function yearIn(date: Date, timeZone: string | undefined): string {
  return dateFormat("en", { year: "numeric", timeZone }).format(date);
}

/** What needs no clock of a place. */
function createNames(tag: string) {
  return {
    /** "12 min ago" under an hour; null where the plain day says more. */
    ago: (at: Instant, now: Instant = Date.now()): string | null => {
      const ageMs = new Date(now).getTime() - new Date(at).getTime();
      if (ageMs < 0 || ageMs >= HOUR_MS) return null;
      return new Intl.RelativeTimeFormat(tag, { numeric: "auto", style: "short" }).format(
        -Math.floor(ageMs / MINUTE_MS),
        "minute",
      );
    },
    /** "1 h 30 min" */
    duration: (minutes: number): string => {
      const hours = Math.floor(minutes / 60);
      const rest = Math.round(minutes % 60);
      if (hours === 0) return `${rest} min`;
      return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
    },
    number: (value: number): string => new Intl.NumberFormat(tag).format(value),
    /** From minor units: "$149.00", "149,00 €". */
    money: ({ amount, currency }: { amount: number; currency: string }): string => {
      const format = new Intl.NumberFormat(tag, { style: "currency", currency });
      return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
    },
    percent: (share: number): string =>
      new Intl.NumberFormat(tag, { style: "percent", maximumFractionDigits: 0 }).format(share),
    list: (items: string[]): string => new Intl.ListFormat(tag, { type: "conjunction" }).format(items),
    country: (code: string): string => new Intl.DisplayNames(tag, { type: "region" }).of(code) ?? code,
    currency: (code: string): string => new Intl.DisplayNames(tag, { type: "currency" }).of(code) ?? code,
    language: (code: string): string => new Intl.DisplayNames(tag, { type: "language" }).of(code) ?? code,
    /** Sorts names as the language does: ä beside a in German. */
    compare: new Intl.Collator(tag, { sensitivity: "base", numeric: true }).compare,
  };
}

/** What the language calls the clocks of places. */
function createZones(tag: string) {
  const nameIn = (timeZoneName: "short" | "longGeneric", at: Instant, timeZone?: string) =>
    dateFormat(tag, { timeZone, timeZoneName })
      .formatToParts(new Date(at))
      .find(({ type }) => type === "timeZoneName")?.value ?? "";
  const zoneWords = (timeZone: string): string => nameIn("longGeneric", Date.now(), timeZone) || timeZone;
  return {
    /** "EST" or "GMT+1": how the language calls the zone at that moment. */
    zoneName: (at: Instant, timeZone?: string): string => nameIn("short", at, timeZone),
    /** "Eastern Time" or "Mitteleuropäische Zeit": the zone all year, for who is elsewhere. */
    zoneWords,
    /** "Berlin, Central European Time": the town by which the zone is found, and how the language calls its clock. */
    zone: (timeZone: string): string => {
      const town = townOf(timeZone);
      if (town === "UTC") return town;
      const words = zoneWords(timeZone);
      return /^(?:Etc\/|[^/]+$)/.test(timeZone) || words.startsWith(town) ? words : `${town}, ${words}`;
    },
  };
}

/** Node and browsers put spaces of different width before AM and PM; what both write must be the same text. */
const plainSpaces = (text: string): string => text.replaceAll(/[\u2009\u202f]/gu, " ");

/**
 * The product's formats. Every function takes an instant (RFC 3339, milliseconds or Date) and, where a wall clock
 * matters, the IANA zone of the site; without one the reader's own zone counts.
 */
export function createFormats(locale: Locale) {
  const tag = REGIONAL[locale];
  const time = (at: Instant, timeZone?: string) =>
    plainSpaces(dateFormat(tag, { hour: "numeric", minute: "2-digit", timeZone }).format(new Date(at)));

  /** "Fri, Nov 20" or "Fr., 20. Nov."; with the year when it is not this one. */
  const day = (at: Instant, timeZone?: string, now: Instant = Date.now()) => {
    const date = new Date(at);
    const isThisYear = yearIn(date, timeZone) === yearIn(new Date(now), timeZone);
    return dateFormat(tag, {
      weekday: isThisYear ? "short" : undefined,
      day: "numeric",
      month: "short",
      year: isThisYear ? undefined : "numeric",
      timeZone,
    }).format(date);
  };

  return {
    time,
    day,
    dayTime: (at: Instant, timeZone?: string) => `${day(at, timeZone)}, ${time(at, timeZone)}`,
    /** "Friday, November 20": as it is said aloud. */
    longDay: (at: Instant, timeZone?: string): string =>
      dateFormat(tag, { weekday: "long", day: "numeric", month: "long", timeZone }).format(new Date(at)),
    /** "8 AM", "8": a number on an axis. */
    hour: (at: Instant, timeZone?: string): string =>
      dateFormat(tag, { hour: "numeric", timeZone })
        .formatToParts(new Date(at))
        .filter(({ type }) => type === "hour" || type === "dayPeriod")
        .map(({ value }) => value)
        .join(" "),
    /** "9:00–10:30 AM", "10:00–13:00 Uhr"; over midnight both days are named. */
    window: (from: Instant, to: Instant, timeZone?: string): string => {
      if (day(from, timeZone) !== day(to, timeZone))
        return `${day(from, timeZone)}, ${time(from, timeZone)} – ${day(to, timeZone)}, ${time(to, timeZone)}`;
      const range = dateFormat(tag, { hour: "numeric", minute: "2-digit", timeZone }).formatRange(
        new Date(from),
        new Date(to),
      );
      return plainSpaces(range).replace(/\s*–\s*/u, "–");
    },
    /** The exact moment for tooltips: full date, seconds and the zone's name. */
    exact: (at: Instant, timeZone?: string) =>
      dateFormat(tag, { dateStyle: "full", timeStyle: "long", timeZone }).format(new Date(at)),
    ...createZones(tag),
    ...createNames(tag),
  };
}

export type Formats = ReturnType<typeof createFormats>;
