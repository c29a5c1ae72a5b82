import { z } from "zod";
import {
  changes,
  country,
  currency,
  email,
  id,
  instant,
  locale,
  optional,
  optionalProse,
  optionalText,
  pageOf,
  phoneInput,
  requiredText,
  role,
  timeZone,
  version,
} from "@/lib/http/fields";
import { TRADES } from "@/lib/organizations/rules";

export const trade = z.enum(TRADES);

/** Lower case, digits and hyphens: it stands in every office address. */
export const slug = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/)
  .min(1)
  .max(60);

export const organization = z.object({
  id,
  name: z.string(),
  slug: z.string(),
  legal_name: z.string().nullable(),
  country: z.string(),
  currency: z.string(),
  locale: z.string(),
  time_zone: z.string(),
  trade,
  status: z.enum(["active", "suspended", "closing"]),
  brand_color: z.string().nullable(),
  sender_name: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  address: z.string().nullable(),
  logo_file_id: id.nullable(),
  version,
  created_at: instant,
  updated_at: instant,
});
export type Organization = z.infer<typeof organization>;

/** One of the organizations a person belongs to, as the switcher shows it. */
export const membership = z.object({
  org_id: id,
  slug: z.string(),
  name: z.string(),
  role,
  status: z.enum(["active", "suspended", "removed"]),
});
export type Membership = z.infer<typeof membership>;
export const membershipPage = pageOf(membership);

const companyFields = {
  name: requiredText(200),
  country,
  currency,
  locale,
  time_zone: timeZone,
  trade,
};

export const organizationCreate = z.strictObject({ ...companyFields, slug: slug.optional() });
export type OrganizationCreate = z.input<typeof organizationCreate>;

/**
 * The slug is left out because links that people sent would end, the currency because amounts already written would
 * change their meaning.
 */
export const organizationUpdate = changes({
  name: companyFields.name,
  legal_name: optionalText(200),
  country,
  locale,
  time_zone: timeZone,
  trade,
  brand_color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/)
    .nullable(),
  sender_name: optionalText(100),
  phone: optional(phoneInput),
  email: optional(email),
  address: optionalProse(500),
  logo_file_id: id.nullable(),
});
export type OrganizationUpdate = z.input<typeof organizationUpdate>;
