/**
 * Reads a position out of whatever a person pastes: plain decimals, degrees with minutes and seconds, a geo: address,
 * or a link of Google Maps, OpenStreetMap or Apple Maps. Nothing is fetched: a shortened link holds no position, and
 * following it would send a customer's address to a stranger, so it is refused by name.
 */
export type Coordinates = { lat: number; lng: number };
export type CoordinatesProblem = "unreadable" | "short_link" | "out_of_range";
export type CoordinatesResult =
  { ok: true; coordinates: Coordinates } | { ok: false; problem: CoordinatesProblem };

const NUMBER = String.raw`[-+]?\d{1,3}(?:\.\d+)?`;
const PAIR = new RegExp(`^(${NUMBER})\\s*(?:[,;]|\\s|~)\\s*(${NUMBER})$`);
/** A decimal comma needs a separator that is no comma, or blanks after it: "52,52 13,405" and "52,52; 13,405". */
const COMMA_PAIR = /^([-+]?\d{1,3},\d+)(?:\s*;\s*|,?\s+)([-+]?\d{1,3},\d+)$/;
const SHORT_HOSTS = new Set(["maps.app.goo.gl", "goo.gl", "g.co", "osm.org", "maps.apple"]);
/** In the order of trust: a marked place first, the middle of the visible map last. */
const PAIR_PARAMETERS = ["query", "q", "coordinate", "ll", "destination", "daddr", "center", "sll"];

export function parseCoordinates(input: string): CoordinatesResult {
  const text = normalize(input);
  const found = /^https?:\/\//i.test(text) ? fromLink(text) : fromWords(text);
  if (typeof found === "string") return { ok: false, problem: found };
  if (found === null) return { ok: false, problem: "unreadable" };
  if (Math.abs(found.lat) > 90 || Math.abs(found.lng) > 180) return { ok: false, problem: "out_of_range" };
  return { ok: true, coordinates: { lat: round(found.lat), lng: round(found.lng) } };
}

/** "40.712776, -74.005974": the form every map service takes back. */
export function formatCoordinates({ lat, lng }: Coordinates): string {
  return `${lat}, ${lng}`;
}

/** Phones and word processors turn minus, primes and blanks into their typographic twins. */
function normalize(input: string): string {
  return input
    .trim()
    .replace(/[\u2212\u2013\u2010\u2011]/g, "-")
    .replace(/[\u2032\u2019\u2018\u00b4]/g, "'")
    .replace(/[\u2033\u201c\u201d]|''/g, '"')
    .replace(/[\u00a0\u2009\u202f]/g, " ")
    .replace(/[\u00ba\u02da]/g, "°");
}

/** Six decimals are 11 cm: more is noise of the map that was clicked. */
function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6 + 0;
}

function fromWords(text: string): Coordinates | null {
  const plain = text
    .replace(/^geo:/i, "")
    .replace(/[?;](?:z|u|crs)=.*$/i, "")
    .replace(/^\((.*)\)$/, "$1")
    .trim();
  return decimalPair(plain) ?? degreesPair(plain);
}

function decimalPair(text: string): Coordinates | null {
  const match = PAIR.exec(text) ?? COMMA_PAIR.exec(text);
  if (!match) return null;
  return { lat: toNumber(match[1]), lng: toNumber(match[2]) };
}

function toNumber(text = ""): number {
  return Number.parseFloat(text.replace(",", "."));
}

type Angle = { degrees: number; axis: "lat" | "lng" | null };

/** 40°42'46"N 74°00'22"W, N 40° 42.767 W 74° 0.36, 40.7128° N, 74.0060° W; O is the German east. */
function degreesPair(text: string): Coordinates | null {
  const body = String.raw`([-+]?\d{1,3}(?:[.,]\d+)?)\s*°?\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*'?\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*"?\s*)?)?`;
  const after = new RegExp(`^${body}([NSEWO])[\\s,;]*${body}([NSEWO])$`, "i").exec(text);
  if (after) return combine(angle(after.slice(1, 4), after[4]), angle(after.slice(5, 8), after[8]));
  const before = new RegExp(`^([NSEWO])\\s*${body}[\\s,;]*([NSEWO])\\s*${body}$`, "i").exec(text);
  if (before) return combine(angle(before.slice(2, 5), before[1]), angle(before.slice(6, 9), before[5]));
  if (!text.includes("°")) return null;
  const bare = new RegExp(`^${body.replace("°?", "°")}[\\s,;]+${body.replace("°?", "°")}$`).exec(text);
  return bare ? combine(angle(bare.slice(1, 4)), angle(bare.slice(4, 7))) : null;
}

function angle([degrees, minutes, seconds]: (string | undefined)[], letter?: string): Angle {
  const whole = toNumber(degrees);
  const sign = whole < 0 || degrees?.startsWith("-") ? -1 : 1;
  const size = Math.abs(whole) + toNumber(minutes ?? "0") / 60 + toNumber(seconds ?? "0") / 3600;
  const side = letter?.toUpperCase();
  const turned = side === "S" || side === "W" ? -1 : 1;
  const axis = side === undefined ? null : side === "N" || side === "S" ? "lat" : "lng";
  return { degrees: sign * turned * size, axis };
}

/** Letters decide which is which, so "74° W, 40° N" is read too; two of one kind are a slip, not a place. */
function combine(first: Angle, second: Angle): Coordinates | null {
  if (first.axis !== null && first.axis === second.axis) return null;
  return first.axis === "lng"
    ? { lat: second.degrees, lng: first.degrees }
    : { lat: first.degrees, lng: second.degrees };
}

function fromLink(text: string): Coordinates | CoordinatesProblem | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url) return null;
  const whole = safeDecode(url.pathname + url.search + url.hash);
  return fromPlaceMark(whole) ?? fromParameters(url) ?? fromView(whole) ?? shortLinkOrNothing(url);
}

/** Google writes the pin as !3d<lat>!4d<lng>; the @ in the same link is only where the camera stood. */
function fromPlaceMark(whole: string): Coordinates | null {
  const marks = [...whole.matchAll(new RegExp(`!3d(${NUMBER})!4d(${NUMBER})`, "g"))].at(-1);
  return marks ? { lat: toNumber(marks[1]), lng: toNumber(marks[2]) } : null;
}

function fromParameters(url: URL): Coordinates | null {
  const lat = url.searchParams.get("mlat");
  const lng = url.searchParams.get("mlon");
  if (lat !== null && lng !== null) return decimalPair(`${lat}, ${lng}`);
  for (const name of PAIR_PARAMETERS) {
    const value = url.searchParams.get(name)?.replace(/^loc:/i, "");
    const pair = value === undefined ? null : fromWords(normalize(value));
    if (pair) return pair;
  }
  return null;
}

function fromView(whole: string): Coordinates | null {
  const view =
    new RegExp(`[@/](${NUMBER}),\\+?(${NUMBER})(?:[,/?]|$)`).exec(whole) ??
    new RegExp(`map=\\d+(?:\\.\\d+)?/(${NUMBER})/(${NUMBER})`).exec(whole);
  return view ? { lat: toNumber(view[1]), lng: toNumber(view[2]) } : null;
}

function shortLinkOrNothing(url: URL): CoordinatesProblem {
  return SHORT_HOSTS.has(url.hostname) ? "short_link" : "unreadable";
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray % is legal in an address; what is readable undecoded still counts.
    return text;
  }
}

/** Where a place's gate code lies: a part of what it is sealed with, so that it opens for this place alone. */
export const gateCodePlace = (propertyId: string) => ({
  table: "private.gate_codes",
  column: "sealed",
  row: propertyId,
});

/** Room for "left box, 4711, then the bell of the caretaker". */
export const GATE_CODE_LENGTH = 100;
