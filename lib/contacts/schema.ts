import { z } from "zod";
import {
  changes,
  email,
  id,
  instant,
  listQuery,
  optional,
  optionalProse,
  optionalText,
  phoneInput,
  requiredText,
  version,
} from "@/lib/http/fields";

/** A person at a customer's: the caretaker, the bookkeeper. */
export const contact = z.object({
  id,
  customer_id: id,
  name: z.string(),
  role_title: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  is_primary: z.boolean(),
  notes: z.string().nullable(),
  version,
  created_at: instant,
  updated_at: instant,
  deleted_at: instant.nullable(),
});
export type Contact = z.infer<typeof contact>;

const fields = {
  name: requiredText(200),
  role_title: optionalText(200),
  email: optional(email),
  phone: optional(phoneInput),
  is_primary: z.boolean().optional(),
  notes: optionalProse(10_000),
};

export const contactCreate = z.strictObject({ customer_id: id, ...fields });
export type ContactCreate = z.input<typeof contactCreate>;

/** A contact does not move to another customer: whoever changes employer is a new contact there. */
export const contactUpdate = changes(fields);
export type ContactUpdate = z.input<typeof contactUpdate>;

export const contactListQuery = z.strictObject({ ...listQuery, customer_id: id.optional() });
export type ContactFilters = Omit<z.output<typeof contactListQuery>, "limit" | "cursor">;
