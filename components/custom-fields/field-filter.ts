import type { FieldEntity } from "@/lib/custom-fields/rules";
import type { CustomField } from "@/lib/custom-fields/schema";

export type FieldFilter = Readonly<Record<string, string | boolean>>;

const KEY = /^[a-z][a-z0-9_]{0,39}$/;

/** Of an address, where it is JSON; nonsense in it filters by nothing. */
export function readFieldFilter(text: string | null): FieldFilter {
  if (!text || text.length > 2000) return {};
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return {};
    const sound = Object.entries(parsed).filter(
      ([key, value]) => KEY.test(key) && (typeof value === "string" || typeof value === "boolean"),
    );
    return Object.fromEntries(sound) as FieldFilter;
  } catch {
    return {};
  }
}

/** Null where nothing is left to filter by. */
export function writeFieldFilter(
  before: FieldFilter,
  key: string,
  answer: string | boolean | null,
): string | null {
  const { [key]: _old, ...others } = before;
  const next = answer === null ? others : { ...others, [key]: answer };
  return Object.keys(next).length === 0 ? null : JSON.stringify(next);
}

/**
 * What the API is asked for, in one order, so that one view is one query. A field that was removed since the address was
 * kept filters by nothing; without the fields nobody can tell yet.
 */
export function fieldFilterOf(
  text: string | null,
  entity: FieldEntity,
  fields: readonly CustomField[] | undefined,
): string | undefined {
  const isKnown = ([key]: [string, unknown]) =>
    !fields || fields.some((field) => field.entity === entity && field.key === key);
  const entries = Object.entries(readFieldFilter(text))
    .filter(isKnown)
    .toSorted(([one], [other]) => one.localeCompare(other));
  return entries.length === 0 ? undefined : JSON.stringify(Object.fromEntries(entries));
}
