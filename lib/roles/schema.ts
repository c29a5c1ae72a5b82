import { z } from "zod";
import type { Permissions } from "@/lib/auth/rules";
import { changes, id, instant, listQuery, optionalProse, requiredText, version } from "@/lib/http/fields";
import { BASES } from "@/lib/roles/rules";

/** Rights as they travel: {resource: {permission: own|all}}. */
export const permissionMap = z
  .record(z.string(), z.record(z.string(), z.enum(["all", "own"])))
  .transform((map) => map as Permissions);

export const basedOn = z.enum(BASES);
export type BasedOn = z.infer<typeof basedOn>;

const person = z.object({ id, name: z.string().nullable() });
export type RolePerson = z.infer<typeof person>;

/** A role of the company's own. Who has one has its rights instead of those of the shipped role. */
export const role = z.object({
  id,
  name: z.string(),
  description: z.string().nullable(),
  based_on: basedOn,
  rights: permissionMap,
  people: z.array(person),
  version,
  created_at: instant,
  updated_at: instant,
  deleted_at: instant.nullable(),
});
export type CustomRole = z.infer<typeof role>;

const effect = z.object({
  resource: z.string(),
  permission: z.string(),
  scope: z.enum(["own", "all"]),
  people: z.int(),
});
/** Whom a change reaches: how many people hold which right further, or less far, than before. */
export const roleEffects = z.object({ gains: z.array(effect), losses: z.array(effect) });
export type RoleEffects = z.infer<typeof roleEffects>;

export const changedRole = role.extend({ effects: roleEffects.optional() });
export type ChangedRole = z.infer<typeof changedRole>;

const fields = { name: requiredText(60), description: optionalProse(300), rights: permissionMap };

export const roleCreate = z.strictObject({ ...fields, rights: permissionMap.optional(), based_on: basedOn });
export type RoleCreate = z.input<typeof roleCreate>;

/** `rights` are all of them: what is not named is taken off. With `check_only` nothing but the effects is answered. */
export const roleUpdate = changes({ ...fields, check_only: z.boolean() });
export type RoleUpdate = z.input<typeof roleUpdate>;

export const roleListQuery = z.strictObject(listQuery);
export type RoleFilters = Omit<z.output<typeof roleListQuery>, "limit" | "cursor">;
