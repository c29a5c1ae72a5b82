import { z } from "zod";
import {
  changes,
  id,
  locale,
  optional,
  phoneInput,
  requiredText,
  role,
  timeZone,
  version,
} from "@/lib/http/fields";
import { membership, trade } from "@/lib/organizations/schema";
import { permissionMap } from "@/lib/roles/schema";
import { features } from "@/lib/settings/schema";

export const profile = z.object({
  id,
  email: z.string().nullable(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  locale: z.string(),
  time_zone: z.string().nullable(),
  version,
});
export type Profile = z.infer<typeof profile>;

/** Who is asking, in which organization, and what he may do there. */
export const me = z.object({
  user: profile,
  organization: z
    .object({
      id,
      slug: z.string(),
      name: z.string(),
      role,
      custom_roles: z.array(z.object({ id, name: z.string() })),
      currency: z.string(),
      locale: z.string(),
      time_zone: z.string(),
      country: z.string(),
      trade,
      status: z.string(),
      features,
      version,
    })
    .nullable(),
  memberships: z.array(membership),
  permissions: permissionMap,
});
export type Me = z.output<typeof me>;

export const meUpdate = changes({
  name: requiredText(200),
  phone: optional(phoneInput),
  locale,
  time_zone: optional(timeZone),
});
export type MeUpdate = z.input<typeof meUpdate>;
