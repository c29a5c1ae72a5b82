import { z } from "zod";
import { id, instant } from "@/lib/http/fields";

export const timeRange = z.object({ starts_at: instant, ends_at: instant });
export type TimeRange = z.infer<typeof timeRange>;

export const slotReasonCode = z.enum(["earliest", "same_technician", "near", "skill", "zone", "no_travel"]);
export const slotLimitCode = z.enum([
  "hours",
  "closure",
  "time_off",
  "occupied",
  "skill",
  "skill_expired",
  "zone",
  "daily_limit",
  "inactive",
]);

/** A time at which everybody named is really free, with buffers and travel. `score` is 0 to 1: higher fits better. */
export const slot = timeRange.extend({
  resource_ids: z.array(id),
  arrival_window: timeRange.nullable(),
  reasons: z.array(z.object({ code: slotReasonCode, detail: z.union([z.string(), z.number()]).nullish() })),
  travel_min: z.number().nullable(),
  score: z.number(),
  limited_by: slotLimitCode.nullish(),
});
export type Slot = z.infer<typeof slot>;

/** What kept a resource from being offered (more), and from when on it no longer does. */
export const slotLimit = z.object({ resource_id: id, code: slotLimitCode, until: instant.nullish() });
export type SlotLimit = z.infer<typeof slotLimit>;

const MOST_DAYS = 31;
/** A month of wall time may have an hour more than so many times twenty-four. */
const MOST_MS = (MOST_DAYS * 24 + 1) * 3_600_000;

export const slotQuery = z
  .strictObject({
    service_type_id: id.optional(),
    property_id: id.optional(),
    /** Says both, and how urgent it is. */
    job_id: id.optional(),
    /** A visit to be moved: its own time counts as free. */
    booking_id: id.optional(),
    from: instant,
    to: instant,
    /** Without a service type, or when this visit takes longer or shorter than usual. */
    duration_min: z.coerce.number().int().min(5).max(14_400).optional(),
    resource_id: id.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  })
  .refine((query) => query.service_type_id || query.duration_min || query.job_id || query.booking_id, {
    error: "How long it takes is needed: by the service type, the job or in minutes.",
    path: ["service_type_id"],
    params: { code: "required" },
  })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
    error: "The end lies after the beginning.",
    path: ["to"],
    params: { code: "not_after_start" },
  })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= MOST_MS, {
    error: `At most ${MOST_DAYS} days are searched at once.`,
    path: ["to"],
    params: { code: "too_big" },
  });
export type SlotQuery = z.input<typeof slotQuery>;

export const slotAnswer = z.object({ data: z.array(slot), limits: z.array(slotLimit) });
export type SlotAnswer = z.infer<typeof slotAnswer>;
