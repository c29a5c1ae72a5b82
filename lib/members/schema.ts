import { z } from "zod";
import { departmentBrief } from "@/lib/departments/schema";
import { changes, id, instant, pageOf, pageQuery, role, version } from "@/lib/http/fields";

export const memberStatus = z.enum(["active", "suspended", "removed"]);

export const member = z.object({
  user_id: id,
  /** Null after removal: the profile is then no longer the company's to see. */
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  role,
  /** Where he has any, he has their rights instead of those of `role`. */
  custom_roles: z.array(z.object({ id, name: z.string() })),
  department: departmentBrief.nullable(),
  status: memberStatus,
  last_used_at: instant.nullable(),
  joined_at: instant,
  version,
});
export type OrganizationMember = z.infer<typeof member>;
export const memberPage = pageOf(member);

/** "removed" is not set here: removing is DELETE, which also ends what hangs on the membership. */
export const memberUpdate = changes({
  /** A shipped role ends the custom ones. */
  role,
  /** All of them; the shipped role becomes the one they are based on. */
  role_ids: z.array(id).max(20),
  department_id: id.nullable(),
  status: z.enum(["active", "suspended"]),
});
export type MemberUpdate = z.input<typeof memberUpdate>;

export const memberListQuery = z.strictObject({
  ...pageQuery,
  role: role.optional(),
  status: memberStatus.optional(),
});
export type MemberFilters = Omit<z.output<typeof memberListQuery>, "limit" | "cursor">;

export const memberParams = z.object({ user_id: id });
