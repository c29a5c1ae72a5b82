import { z } from "zod";
import { id, instant } from "@/lib/http/fields";

/** One change of a record: which fields, from what to what, and who did it. A customer's history has its places' too. */
export const change = z.object({
  id,
  at: instant,
  actor: z.object({ kind: z.string(), id: id.nullable(), name: z.string().nullable() }).nullable(),
  entity: z.string(),
  entity_id: id,
  operation: z.string(),
  version: z.number().int().nullable(),
  changed: z.array(z.string()),
  old: z.record(z.string(), z.unknown()).nullable(),
  new: z.record(z.string(), z.unknown()).nullable(),
});
export type Change = z.infer<typeof change>;

/** The records that keep a history, by the name the address has. */
export type HistoryOf =
  | "customers"
  | "contacts"
  | "properties"
  | "jobs"
  | "bookings"
  | "booking-requests"
  | "resources"
  | "crews"
  | "time-off"
  | "skills"
  | "service-types"
  | "service-zones"
  | "tags"
  | "custom-fields"
  | "checklists"
  | "closures"
  | "roles"
  | "members"
  | "departments"
  | "time-entries";
