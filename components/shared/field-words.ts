/** Words for a refused field that have a sentence in `shared.fields`; the server's and the schema's are the same. */
const KNOWN = [
  "required",
  "invalid_email",
  "invalid_phone",
  "invalid_format",
  "invalid_number",
  "invalid_url",
  "unknown_value",
  "unknown_time_zone",
  "unknown_currency",
  "half_position",
  "too_small",
  "too_big",
  "duplicate",
  "slug_taken",
  "already_member",
  "already_invited",
] as const;

export type FieldWord = (typeof KNOWN)[number] | "invalid";

export function knownFieldWord(code: string): FieldWord {
  return KNOWN.find((known) => known === code) ?? "invalid";
}
