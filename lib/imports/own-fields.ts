import { hasValue, numberOf, problemOf } from "@/lib/custom-fields/rules";
import type { CustomField, FieldValue } from "@/lib/custom-fields/schema";
import { ownFieldOf, type Mapping, type RowReason } from "@/lib/imports/rules";

/** What reading a cell needs of a field of the company's own. */
export type OwnField = Pick<CustomField, "key" | "name" | "type" | "options" | "is_active">;

const WRONG = {
  text: "too_long",
  number: "wrong_number",
  date: "wrong_date",
  yes_no: "wrong_yes_no",
  choice: "wrong_choice",
  multi_choice: "wrong_choice",
  url: "wrong_url",
} as const satisfies Record<OwnField["type"], RowReason>;

const YES = new Set(["yes", "y", "true", "1", "x", "ja", "j", "wahr"]);
const NO = new Set(["no", "n", "false", "0", "nein", "falsch"]);

const bare = (text: string) => text.normalize("NFC").trim().replace(/\s+/g, " ").toLowerCase();

/** Days as programs write them: "2026-11-21", "21.11.2026", and "11/21/2026" where the month comes first. */
function dayOf(text: string, country: string): string {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text);
  if (iso) return dayFrom(iso[1], iso[2], iso[3]);
  const parts = /^(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})$/.exec(text);
  if (!parts) return text;
  const [, first, sign, second, year] = parts;
  return sign !== "." && country === "US" ? dayFrom(year, first, second) : dayFrom(year, second, first);
}

const dayFrom = (year = "", month = "", day = "") =>
  `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;

/** The choice that is offered under these words, by label or key; the words themselves where there is none. */
function choiceOf({ options }: OwnField, text: string): string {
  const offered = options.filter(({ is_active }) => is_active);
  const word = bare(text);
  return (
    (offered.find(({ label }) => bare(label) === word) ?? offered.find(({ key }) => key === word))?.key ??
    text
  );
}

/** A label may have a comma in it: only where the parts between semicolons are no choices are commas taken apart. */
function choicesIn(field: OwnField, text: string): string[] {
  const isOffered = (key: string) => field.options.some((option) => option.is_active && option.key === key);
  const cut = (sign: RegExp) =>
    text
      .split(sign)
      .filter((part) => part.trim() !== "")
      .map((part) => choiceOf(field, part));
  const chosen = cut(/[;\n|]/);
  return [...new Set(chosen.every(isOffered) ? chosen : cut(/[;\n|,]/))];
}

function yesOrNo(text: string): FieldValue {
  const word = bare(text);
  return YES.has(word) ? true : NO.has(word) ? false : text;
}

const READ: Record<OwnField["type"], (field: OwnField, text: string, country: string) => FieldValue> = {
  text: (_field, text) => text,
  number: (_field, text) => numberOf(text),
  date: (_field, text, country) => dayOf(text, country),
  yes_no: (_field, text) => yesOrNo(text),
  url: (_field, text) => (/^www\./i.test(text) ? `https://${text}` : text),
  choice: choiceOf,
  multi_choice: choicesIn,
};

/** A cell as the field's value, or the word for why it is none. */
export function readOwnCell(
  field: OwnField,
  text: string,
  country: string,
): { value: FieldValue } | { wrong: RowReason } {
  const value = READ[field.type](field, text, country);
  const problem = problemOf({ ...field, is_required: false }, value, undefined);
  if (!problem && hasValue(value)) return { value };
  return { wrong: problem === "too_big" ? "too_long" : WRONG[field.type] };
}

const word = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** Columns nobody knew that are called like a field of the company's own, as in a file of our own export. */
export function withOwnFields(
  mapping: Mapping,
  headings: readonly string[],
  fields: readonly OwnField[],
): Mapping {
  const asked = fields.filter(({ is_active }) => is_active);
  const taken = new Set<string>();
  return mapping.map((known, column) => {
    const heading = word(headings[column] ?? "");
    if (known || heading === "") return known;
    const field = asked.find(({ key, name }) => word(name) === heading || word(key) === heading);
    if (!field || taken.has(field.key)) return null;
    taken.add(field.key);
    return ownFieldOf(field.key);
  });
}
