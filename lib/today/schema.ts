import { z } from "zod";
import { booking } from "@/lib/bookings/schema";
import { date, id, instant, oneOrMore } from "@/lib/http/fields";
import { jobPriority } from "@/lib/jobs/schema";
import { journalEntry } from "@/lib/sync-journal/schema";

export const todayNeed = z.object({
  kind: z.enum(["late", "at_risk", "parked", "no_technician", "request"]),
  booking: booking.nullish(),
  request: z
    .object({
      id,
      number: z.string(),
      name: z.string().nullable(),
      customer: z.object({ display_name: z.string() }).nullish(),
      description: z.string().nullable(),
      priority: jobPriority,
      created_at: instant,
    })
    .nullish(),
  /** What a phone reported and the office has to decide. */
  entry: journalEntry.nullish(),
  since: instant,
});
export type TodayNeed = z.infer<typeof todayNeed>;

/** The day in the organization's zone: what needs somebody, what runs now, how the day stands. */
export const today = z.object({
  date,
  time_zone: z.string(),
  needs: z.array(todayNeed),
  now: z.array(
    z.object({
      resource: z.object({ id, name: z.string(), color: z.number().int() }),
      booking: booking.nullable(),
      next: z.object({ number: z.string(), customer_name: z.string(), starts_at: instant }).nullable(),
      free_at: instant.nullable(),
    }),
  ),
  numbers: z.object({
    total: z.number().int(),
    done: z.number().int(),
    to_go: z.number().int(),
    unassigned: z.number().int(),
    cancelled: z.number().int(),
    /** Of the visits that arrived within the promised window; null while none has arrived. */
    on_time_share: z.number().nullable(),
  }),
  next_two_hours: z.array(booking),
  tomorrow: z.object({
    booked_min: z.number().int(),
    shift_min: z.number().int(),
    visits: z.number().int(),
  }),
  counts: z.object({
    late: z.number().int(),
    unassigned: z.number().int(),
    requests: z.number().int(),
    backlog_due: z.number().int(),
  }),
});
export type Today = z.infer<typeof today>;

/** What a day consists of besides its date. */
export const todayPart = z.enum(["needs", "now", "numbers", "next_two_hours", "tomorrow", "counts"]);
export type TodayPart = z.infer<typeof todayPart>;

/** Some parts only, "tomorrow,counts": a screen whose whole day fails still shows those that can be read. */
export const todayQuery = z.strictObject({ parts: oneOrMore(todayPart).optional() });
export type TodayQuery = z.output<typeof todayQuery>;

/** All parts, or those that were asked for. */
export const todayParts = today.partial().required({ date: true, time_zone: true });
export type TodayParts = z.infer<typeof todayParts>;
