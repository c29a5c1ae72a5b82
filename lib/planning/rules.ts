import type { Assignment, Booking } from "@/lib/bookings/schema";

/** Who answers for a visit: its lead, else the first person on it. Equipment answers for nothing. */
export function leadOf({ assignments }: Pick<Booking, "assignments">): Assignment | null {
  const people = assignments.filter(({ kind }) => kind === "technician");
  return people.find(({ role }) => role === "lead") ?? people[0] ?? null;
}

/** What a text message or a mail says about who, where and what; null where it says nothing readable. */
export type ReadMessage = {
  phone: string | null;
  email: string | null;
  name: string | null;
  line1: string | null;
  postcode: string | null;
  city: string | null;
  region: string | null;
  /** The words without the rest: what is wrong, when it suits. */
  wish: string;
};

const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/;
const PHONE = /(?:\+|\(|\b)\d[\d\s().\-/]{5,20}\d\b/g;
const NAME =
  /(?:\b(?:this is|my name is|I am|I'm|name:|hier ist|mein Name ist|ich bin|Name:))\s+((?:\p{Lu}[\p{L}'’-]+)(?:\s+(?:van|von|de|der|zu|\p{Lu}[\p{L}'’-]+)){0,3})/iu;
const STREETS_EN =
  "street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|place|pl|way|terrace|square|sq|highway|parkway|pkwy|broadway";
const STREET_EN = new RegExp(`\\b\\d+[a-z]?\\s+(?:[\\p{L}\\d.'’-]+\\s+){0,4}?(?:${STREETS_EN})\\b\\.?`, "iu");
const STREET_DE =
  /\b\p{Lu}[\p{L}.-]*(?:\s\p{Lu}[\p{L}.-]*)?(?:straße|strasse|str\.|weg|platz|allee|damm|ufer|gasse|ring|chaussee|(?<=\s)Straße|(?<=\s)Allee|(?<=\s)Damm)\s*\d+\s?[a-z]?\b/u;
const TOWN_US = /\b(\p{Lu}[\p{L}.'’ -]+?),?\s+([A-Z]{2})\s+(\d{5})(?:-\d{4})?\b/u;
const TOWN_DE = /\b(\d{5})\s+(\p{Lu}[\p{L}-]+(?: (?:am|an|der|\p{Lu})[\p{L}-]*){0,3})/u;

/** A run of digits is a telephone number when it has enough of them and is no postcode. */
function phoneIn(text: string): string | null {
  return [...text.matchAll(PHONE)].map(([match]) => match.trim()).find((each) => digits(each) >= 7) ?? null;
}

const digits = (text: string) => text.replace(/\D/g, "").length;

function townIn(text: string): Pick<ReadMessage, "postcode" | "city" | "region"> & { words: string | null } {
  const american = TOWN_US.exec(text);
  if (american)
    return {
      words: american[0],
      city: american[1]?.trim() ?? null,
      region: american[2] ?? null,
      postcode: american[3] ?? null,
    };
  const german = TOWN_DE.exec(text);
  return {
    words: german?.[0] ?? null,
    city: german?.[2]?.trim() ?? null,
    region: null,
    postcode: german?.[1] ?? null,
  };
}

/** What is left once the pieces are taken out, without the commas they leave behind. */
function without(text: string, pieces: readonly (string | null)[]): string {
  const left = pieces.reduce<string>((rest, piece) => (piece ? rest.replace(piece, " ") : rest), text);
  return left
    .replace(/\s+/g, " ")
    .replace(/\s+([.,;:!?])/g, "$1")
    .replace(/([,;:])(?:\s*[,;:.])+/g, "$1")
    .replace(/^[\s,;:.\-–]+|[\s,;:\-–]+$/g, "");
}

/**
 * Takes a pasted message apart. It guesses only what is easily seen and easily mended; whatever it does not
 * recognise stays in the wish, so that no word of the customer is lost.
 */
export function readMessage(text: string): ReadMessage {
  const email = EMAIL.exec(text)?.[0] ?? null;
  const rest = email ? text.replace(email, " ") : text;
  const phone = phoneIn(rest);
  const noPhone = phone ? rest.replace(phone, " ") : rest;
  const line1 = (STREET_DE.exec(noPhone) ?? STREET_EN.exec(noPhone))?.[0].trim() ?? null;
  const noStreet = line1 ? noPhone.replace(line1, " ; ") : noPhone;
  const { words, ...town } = townIn(noStreet);
  const called = NAME.exec(noStreet);
  const wish = without(text, [email, phone, line1, words]);
  return { phone, email, name: called?.[1] ?? null, line1, ...town, wish };
}

/** Worth taking apart: more than a name or a number somebody types. */
export function isMessage(text: string): boolean {
  return text.trim().length > 40 || text.trim().includes("\n");
}

/** "Claire Moreau" as first and last name; one word alone is the last. */
export function splitName(name: string): { first_name: string; last_name: string } {
  const words = name.trim().split(/\s+/);
  const last = words.pop() ?? "";
  return { first_name: words.join(" "), last_name: last };
}
