import { z } from "zod";
import { changes, id, instant, listQuery, optionalProse, requiredText, version } from "@/lib/http/fields";

/** What work asks for and people have. */
export const skill = z.object({
  id,
  name: z.string(),
  description: z.string().nullable(),
  /** A resource has it only with a certificate that has not expired on the day of the visit. */
  requires_certificate: z.boolean(),
  version,
  created_at: instant,
  updated_at: instant,
  deleted_at: instant.nullable(),
});
export type Skill = z.infer<typeof skill>;

const fields = {
  name: requiredText(120),
  description: optionalProse(2000),
  requires_certificate: z.boolean().optional(),
};

export const skillCreate = z.strictObject(fields);
export type SkillCreate = z.input<typeof skillCreate>;

export const skillUpdate = changes(fields);
export type SkillUpdate = z.input<typeof skillUpdate>;

export const skillListQuery = z.strictObject(listQuery);
export type SkillFilters = Omit<z.output<typeof skillListQuery>, "limit" | "cursor">;
