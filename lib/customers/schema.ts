import { z } from "zod";
import { CUSTOMER_KINDS, CUSTOMER_STATUSES } from "@/lib/customers/rules";
import {
  changes,
  customFieldFilter,
  customFields,
  email,
  id,
  instant,
  listQuery,
  locale,
  optional,
  optionalProse,
  optionalText,
  phoneInput,
  version,
} from "@/lib/http/fields";

export const customerKind = z.enum(CUSTOMER_KINDS);
export const customerStatus = z.enum(CUSTOMER_STATUSES);

export const customer = z.object({
  id,
  kind: customerKind,
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  company_name: z.string().nullable(),
  display_name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  locale: z.string().nullable(),
  status: customerStatus,
  source: z.string().nullable(),
  notes: z.string().nullable(),
  do_not_contact: z.boolean(),
  message_consent: z.boolean(),
  message_consent_at: instant.nullable(),
  message_consent_source: z.string().nullable(),
  assigned_to: id.nullable(),
  referred_by: id.nullable(),
  payment_terms_days: z.number().int().nullable(),
  custom_fields: z.record(z.string(), z.unknown()),
  version,
  created_at: instant,
  updated_at: instant,
  deleted_at: instant.nullable(),
});
export type Customer = z.infer<typeof customer>;

/** A list row says where the customer is and, while searching, which field matched. */
export const customerRow = customer.extend({
  place: z.object({ line1: z.string(), city: z.string().nullable() }).nullable(),
  match: z.object({ field: z.string(), text: z.string() }).nullable(),
});
export type CustomerRow = z.infer<typeof customerRow>;

const fields = {
  kind: customerKind,
  first_name: optionalText(200),
  last_name: optionalText(200),
  company_name: optionalText(200),
  email: optional(email),
  phone: optional(phoneInput),
  locale: optional(locale),
  status: customerStatus.optional(),
  source: optionalText(100),
  notes: optionalProse(10_000),
  do_not_contact: z.boolean().optional(),
  message_consent: z.boolean().optional(),
  message_consent_source: optionalText(200),
  assigned_to: optional(id),
  referred_by: optional(id),
  payment_terms_days: z.number().int().min(0).max(365).nullish(),
  custom_fields: customFields.optional(),
};

/** The database has the same rule as a constraint; said here, it appears beside the field while typing. */
export const customerCreate = z.strictObject(fields).superRefine((value, context) => {
  const isNamed = value.kind === "company" ? value.company_name : value.first_name || value.last_name;
  if (isNamed) return;
  const field = value.kind === "company" ? "company_name" : "last_name";
  context.addIssue({
    code: "custom",
    path: [field],
    message: "A name is needed.",
    params: { code: "required" },
  });
});
export type CustomerCreate = z.input<typeof customerCreate>;

export const customerUpdate = changes(fields);
export type CustomerUpdate = z.input<typeof customerUpdate>;

export const customerListQuery = z.strictObject({
  ...listQuery,
  q: z.string().trim().max(200).optional(),
  status: customerStatus.optional(),
  kind: customerKind.optional(),
  assigned_to: id.optional(),
  tag_id: id.optional(),
  custom_fields: customFieldFilter.optional(),
});
export type CustomerFilters = Omit<z.output<typeof customerListQuery>, "limit" | "cursor">;

/** Of the list's filters those an export understands: not what is typed. */
export const customerExportFilters = customerListQuery
  .pick({ status: true, kind: true, assigned_to: true, tag_id: true, custom_fields: true })
  .partial();

/** What a 409 `customer_has_visits` adds: the work that keeps the customer, at most five of it by name. */
export type OpenWork = {
  open_count: number;
  open: { kind: "visit" | "job"; id: string; number: string }[];
};
