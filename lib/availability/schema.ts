import { z } from "zod";
import { id, instant, version } from "@/lib/http/fields";

/** Wall times to the minute. Only an end may be 24:00, the end of its day. */
const start = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const end = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);

/** 1 is Monday, 7 is Sunday. */
export const shift = z.strictObject({ weekday: z.int().min(1).max(7), starts: start, ends: end });
export type Shift = z.infer<typeof shift>;

/** A visit that a change of hours leaves outside of them: to be looked at, nothing was moved. */
export const strandedVisit = z.object({ id, number: z.string(), starts_at: instant });
export type StrandedVisit = z.infer<typeof strandedVisit>;

/** The weekly hours of a resource in its zone. `version` is a digest of the week, for If-Match. */
export const availability = z.object({
  version,
  resource_id: id,
  time_zone: z.string(),
  /** Without hours of its own it keeps the business hours, which then stand in `hours`. */
  follows_business_hours: z.boolean(),
  hours: z.array(shift),
  stranded: z.array(strandedVisit).optional(),
});
export type Availability = z.infer<typeof availability>;

const MESSAGES = {
  ends_before_start: "A shift ends after it starts.",
  overlap: "Two shifts of one day overlap.",
};

/** Times in this form are in order as text, "24:00" last. */
export const weeklyHours = z
  .array(shift)
  .min(1)
  .max(70)
  .check((context) => {
    const refuse = (index: number, field: string, code: keyof typeof MESSAGES) => {
      const input = context.value[index];
      context.issues.push({
        code: "custom",
        input,
        path: [index, field],
        params: { code },
        message: MESSAGES[code],
      });
    };
    for (const [index, span] of context.value.entries()) {
      if (span.starts >= span.ends) refuse(index, "ends", "ends_before_start");
      const meets = (other: Shift, at: number) =>
        at < index && other.weekday === span.weekday && other.starts < span.ends && span.starts < other.ends;
      if (context.value.some(meets)) refuse(index, "starts", "overlap");
    }
  });

/** Either the business hours, or a week of its own. A resource that never works is inactive instead. */
export const availabilityUpdate = z
  .strictObject({ follows_business_hours: z.boolean().optional(), hours: weeklyHours.optional() })
  .refine(
    ({ follows_business_hours, hours }) => (follows_business_hours === true) === (hours === undefined),
    {
      error: "Name the hours, or that it follows the business hours.",
      path: ["hours"],
      params: { code: "required" },
    },
  );
export type AvailabilityUpdate = z.input<typeof availabilityUpdate>;

export const availabilityParams = z.object({ resource_id: id });
