import { z } from "zod";
import { permissionMap } from "@/lib/roles/schema";
import { id, instant, requiredText, role, version } from "@/lib/http/fields";

export const permissionWord = z.enum([
  "read",
  "create",
  "update",
  "delete",
  "assign",
  "approve",
  "export",
  "manage",
]);
/** A word of the database's domain; which rights there are, GET /permissions lists. */
export const resourceWord = z.string().regex(/^[a-z_]{1,40}$/);
const scope = z.enum(["own", "all"]);
const person = z.object({ id, name: z.string().nullable() });

/** The rights there are, and the shipped roles with theirs. */
export const permissionOverview = z.object({
  rights: z.array(z.object({ resource: z.string(), permission: permissionWord, has_own: z.boolean() })),
  roles: z.array(z.object({ role, rights: permissionMap, people: z.array(person) })),
});
export type PermissionOverview = z.infer<typeof permissionOverview>;

/** A grant or denial for one person. A denial takes the whole right. */
export const personalPermission = z.object({
  id,
  user_id: id,
  resource: z.string(),
  permission: permissionWord,
  scope,
  effect: z.enum(["grant", "deny"]),
  reason: z.string(),
  expires_at: instant.nullable(),
  is_live: z.boolean(),
  granted_by: person.nullable(),
  version,
  created_at: instant,
});
export type PersonalPermission = z.infer<typeof personalPermission>;

export const personalCreate = z
  .strictObject({
    resource: resourceWord,
    permission: permissionWord,
    scope: scope.optional(),
    effect: z.enum(["grant", "deny"]),
    reason: requiredText(300),
    expires_at: instant.nullish(),
  })
  .refine(({ effect, scope: reach }) => effect === "grant" || reach !== "own", {
    path: ["scope"],
    error: "A denial takes the whole right.",
    params: { code: "unknown_value" },
  });
export type PersonalCreate = z.input<typeof personalCreate>;

/** All a member may do at this moment. */
export const memberPermissions = z.object({
  user: person,
  role,
  custom_roles: z.array(z.object({ id, name: z.string() })),
  rights: permissionMap,
  personal: z.array(personalPermission),
});
export type MemberPermissions = z.infer<typeof memberPermissions>;

/** A link of the chain behind a right; `counts` says whether it has a say. */
const source = z.object({
  /** feature: the part it belongs to is switched off, `name` says which. */
  kind: z.enum(["role", "custom_role", "grant", "deny", "feature"]),
  counts: z.boolean(),
  scope: scope.nullable(),
  id: id.optional(),
  role: role.optional(),
  name: z.string().optional(),
  expires_at: instant.nullish(),
  reason: z.string().optional(),
  granted_by: person.nullish(),
});
export type RightSource = z.infer<typeof source>;

export const explanation = z.object({
  user: person,
  permission: permissionWord,
  resource: z.string(),
  scope: scope.nullable(),
  sources: z.array(source),
  decided_by: source.nullable(),
});
export type Explanation = z.infer<typeof explanation>;

export const holder = z.object({ user: person, scope, decided_by: source.nullable() });
export type Holder = z.infer<typeof holder>;

export const rightQuery = z.strictObject({ permission: permissionWord, resource: resourceWord });
export const explanationQuery = rightQuery.extend({ user_id: id });

export const memberParams = z.object({ user_id: id });
export const personalParams = z.object({ user_id: id, id });
