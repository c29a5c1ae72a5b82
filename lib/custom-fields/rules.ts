import type { CustomField, FieldValue, FieldValues } from "@/lib/custom-fields/schema";

/** Records that have fields of a company's own. */
export const FIELD_ENTITIES = ["customer", "property", "job", "booking"] as const;
export type FieldEntity = (typeof FIELD_ENTITIES)[number];

export const FIELD_TYPES = ["text", "number", "date", "yes_no", "choice", "multi_choice", "url"] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** As many as a kind of record may have. */
export const MOST_FIELDS = 50;
const MOST_CHARACTERS = 2000;
const MOST_NUMBER = 1e15;

/** In the order the company gave them; equal places by age. */
export function inOrder<F extends Pick<CustomField, "position" | "id">>(fields: readonly F[]): F[] {
  return fields.toSorted((one, other) => one.position - other.position || one.id.localeCompare(other.id));
}

/** What a form asks. */
export const askedOf = (fields: readonly CustomField[], entity: FieldEntity): CustomField[] =>
  inOrder(fields.filter((field) => field.entity === entity && field.is_active));

/** What a record shows: what it has a value of, also of a field that is asked no more. */
export const shownOf = (
  fields: readonly CustomField[],
  entity: FieldEntity,
  values: FieldValues,
): CustomField[] => inOrder(fields.filter((field) => field.entity === entity && hasValue(values[field.key])));

export function hasValue(value: FieldValue | undefined): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === "string") return value.trim() !== "";
  return !Array.isArray(value) || value.length > 0;
}

/** Each field of a form with the value it has; null for none, so that a refusal finds its input. */
export function formValues(asked: readonly CustomField[], stored: FieldValues): FieldValues {
  return Object.fromEntries(asked.map(({ key }) => [key, stored[key] ?? null]));
}

/** Offered choices, and those the value has from before they were taken back. */
export function choicesOf(
  field: Pick<CustomField, "options">,
  stored: FieldValue | undefined,
): CustomField["options"] {
  const chosen = Array.isArray(stored) ? stored : [stored];
  return field.options.filter(({ key, is_active }) => is_active || chosen.includes(key));
}

/** What of a language a value is said with: `useFormats()` has the formats. */
type ValueWords = {
  yes: string;
  no: string;
  number: (value: number) => string;
  day: (at: string, timeZone: string) => string;
};

/** A value as a person reads it; null for none. */
export function valueText(
  field: Pick<CustomField, "type" | "options">,
  value: FieldValue | undefined,
  words: ValueWords,
): string | null {
  if (!hasValue(value) || value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.map((key: string) => choiceLabel(field, key)).join(", ");
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "number") return words.number(value);
  const said = String(value);
  if (field.type === "choice") return choiceLabel(field, said);
  // A day is the same everywhere: noon, so that no zone makes it the day before.
  return field.type === "date" ? words.day(`${said}T12:00:00Z`, "UTC") : said;
}

/** The label of a choice; one that nobody knows any more is its own word. */
export function choiceLabel(field: Pick<CustomField, "options">, key: string): string {
  return field.options.find((option) => option.key === key)?.label ?? key;
}

/** "1.250,5" and "1250.5": the last of the two signs is the decimal one. What is no number stays as words, and is refused. */
export function numberOf(text: string): FieldValue {
  const plain = text.trim().replace(/\s/g, "");
  if (plain === "") return null;
  const decimal = Math.max(plain.lastIndexOf(","), plain.lastIndexOf("."));
  const isGrouped = /^-?\d{1,3}([.,])\d{3}(\1\d{3})+$/.test(plain);
  const whole = decimal < 0 || isGrouped ? plain : plain.slice(0, decimal);
  const part = decimal < 0 || isGrouped ? "" : plain.slice(decimal + 1);
  const digits = `${whole.replace(/[.,]/g, "")}${part === "" ? "" : `.${part}`}`;
  return /^-?\d+(\.\d+)?$/.test(digits) ? Number(digits) : text;
}

const isDay = (text: string): boolean => {
  const at = new Date(`${text}T00:00:00Z`);
  return (
    /^[12]\d{3}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
  );
};

const WORD_BY_TYPE: Record<FieldType, (value: FieldValue, choices: readonly string[]) => string | null> = {
  text: (value) => {
    if (typeof value !== "string") return "invalid";
    return value.length > MOST_CHARACTERS ? "too_big" : null;
  },
  number: (value) => {
    if (typeof value !== "number") return "invalid_number";
    return Math.abs(value) > MOST_NUMBER ? "too_big" : null;
  },
  date: (value) => (typeof value === "string" && isDay(value) ? null : "invalid_format"),
  yes_no: (value) => (typeof value === "boolean" ? null : "invalid"),
  url: (value) => {
    if (typeof value !== "string" || !/^https?:\/\/[^\s/?#]+\S*$/i.test(value.trim())) return "invalid_url";
    return value.length > MOST_CHARACTERS ? "too_big" : null;
  },
  choice: (value, choices) => (typeof value === "string" && choices.includes(value) ? null : "unknown_value"),
  multi_choice: (value, choices) =>
    Array.isArray(value) && value.every((each) => choices.includes(each)) ? null : "unknown_value",
};

/**
 * The word for what is wrong with a value, null for nothing: what the database would refuse, said beside the field
 * before. Where the two should ever differ, the database is right.
 */
export function problemOf(
  field: Pick<CustomField, "type" | "options" | "is_required">,
  value: FieldValue | undefined,
  stored: FieldValue | undefined,
): string | null {
  if (!hasValue(value)) return field.is_required ? "required" : null;
  const choices = choicesOf(field, stored).map(({ key }) => key);
  return WORD_BY_TYPE[field.type](value as FieldValue, choices);
}
