import type { Change } from "@/lib/history/schema";

/** What members and roles have and nobody else does. */
const RIGHTS_FIELDS = ["role", "based_on", "custom_roles", "department_id", "rights"] as const;
export type RightsField = (typeof RIGHTS_FIELDS)[number];

export const isRightsField = (field: string): field is RightsField =>
  RIGHTS_FIELDS.some((known) => known === field);

const objectOf = (side: Change["new"]) => (side?.custom_fields ?? {}) as Readonly<Record<string, unknown>>;

/** Keys of the company's own fields whose values a change is about. */
export function ownFieldsOf({ old, new: now }: Pick<Change, "old" | "new">): string[] {
  const [before, after] = [objectOf(old), objectOf(now)];
  return Object.keys({ ...before, ...after }).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
}
