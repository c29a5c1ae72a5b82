import { z } from "zod";
import { changes, date, id, instant, listQuery, requiredText, version } from "@/lib/http/fields";

/** From its first day to its last; null: since ever, until further notice. */
export const crewMember = z.object({
  resource_id: id,
  name: z.string(),
  valid_from: date.nullable(),
  valid_to: date.nullable(),
});
export type CrewMember = z.infer<typeof crewMember>;

/** Resources that go out together. */
export const crew = z.object({
  id,
  name: z.string(),
  is_active: z.boolean(),
  members: z.array(crewMember),
  version,
  created_at: instant,
  updated_at: instant,
  deleted_at: instant.nullable(),
});
export type Crew = z.infer<typeof crew>;

const memberInput = z
  .strictObject({ resource_id: id, valid_from: date.nullish(), valid_to: date.nullish() })
  .refine(({ valid_from, valid_to }) => !valid_from || !valid_to || valid_from <= valid_to, {
    error: "The last day is before the first.",
    path: ["valid_to"],
    params: { code: "ends_before_start" },
  });
type MemberInput = z.output<typeof memberInput>;

/** Days in ISO form are in order as text; an open end lies beyond all of them. */
const overlap = (one: MemberInput, other: MemberInput): boolean =>
  one.resource_id === other.resource_id &&
  (one.valid_from ?? "") <= (other.valid_to ?? "9999-12-31") &&
  (other.valid_from ?? "") <= (one.valid_to ?? "9999-12-31");

const memberList = z
  .array(memberInput)
  .max(100)
  .check((context) => {
    for (const [index, member] of context.value.entries()) {
      if (!context.value.some((other, at) => at < index && overlap(other, member))) continue;
      context.issues.push({
        code: "custom",
        input: member,
        path: [index, "valid_from"],
        params: { code: "overlap" },
        message: "The same resource belongs to the crew twice on one day.",
      });
    }
  });

const fields = {
  name: requiredText(200),
  is_active: z.boolean().optional(),
  /** Replaces the members. Visits ahead that the crew comes to follow. */
  members: memberList.optional(),
};

export const crewCreate = z.strictObject(fields);
export type CrewCreate = z.input<typeof crewCreate>;

export const crewUpdate = changes(fields);
export type CrewUpdate = z.input<typeof crewUpdate>;

export const crewListQuery = z.strictObject({ ...listQuery, resource_id: id.optional() });
export type CrewFilters = Omit<z.output<typeof crewListQuery>, "limit" | "cursor">;
