import { z } from "zod";
import {
  changes,
  color,
  id,
  instant,
  listQuery,
  money,
  optionalProse,
  requiredText,
  version,
} from "@/lib/http/fields";

export const servicePriority = z.enum(["low", "normal", "high", "urgent"]);
export type ServicePriority = z.infer<typeof servicePriority>;

const named = z.object({ id, name: z.string() });

/** A kind of work: how long it takes, what it asks for, what it costs as a rule. */
export const serviceType = z.object({
  id,
  name: z.string(),
  description: z.string().nullable(),
  /** What a customer should have ready: on his page and in the messages before the visit. */
  customer_instructions: z.string().nullable(),
  duration_min: z.int(),
  buffer_before_min: z.int(),
  buffer_after_min: z.int(),
  priority: servicePriority,
  /** Null where it depends. */
  price: money.nullable(),
  checklist: named.nullable(),
  /** What somebody on the visit must have. */
  skills: z.array(named),
  color,
  is_active: z.boolean(),
  /** Offered on the public booking page. */
  is_bookable_online: z.boolean(),
  position: z.int(),
  version,
  created_at: instant,
  updated_at: instant,
  deleted_at: instant.nullable(),
});
export type ServiceType = z.infer<typeof serviceType>;

const buffer = z.int().min(0).max(1440);

const fields = {
  name: requiredText(120),
  description: optionalProse(2000),
  customer_instructions: optionalProse(2000),
  /** Up to ten days. */
  duration_min: z.int().min(5).max(14_400),
  buffer_before_min: buffer.optional(),
  buffer_after_min: buffer.optional(),
  priority: servicePriority.optional(),
  price: money.nullish(),
  checklist_id: id.nullish(),
  skill_ids: z.array(id).max(50).optional(),
  color: color.optional(),
  is_active: z.boolean().optional(),
  is_bookable_online: z.boolean().optional(),
  position: z.int().min(0).max(100_000).optional(),
};

export const serviceTypeCreate = z.strictObject(fields);
export type ServiceTypeCreate = z.input<typeof serviceTypeCreate>;

export const serviceTypeUpdate = changes(fields);
export type ServiceTypeUpdate = z.input<typeof serviceTypeUpdate>;

export const serviceTypeListQuery = z.strictObject({
  ...listQuery,
  /** Only those that may be chosen for new work. */
  active: z.enum(["true", "false"]).optional(),
});
export type ServiceTypeFilters = Omit<z.output<typeof serviceTypeListQuery>, "limit" | "cursor">;
