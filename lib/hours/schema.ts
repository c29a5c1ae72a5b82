import { z } from "zod";
import { weeklyHours } from "@/lib/availability/schema";
import { id, instant, version } from "@/lib/http/fields";

/** A wall time to the minute. Only the end of a span may be 24:00, the end of its day. */
const opening = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const closing = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);
/** 1 is Monday, 7 is Sunday. */
export const weekday = z.int().min(1).max(7);

export const openSpan = z.strictObject({ weekday, opens: opening, closes: closing });
export type OpenSpan = z.infer<typeof openSpan>;

/** A visit that a change of hours leaves outside of them: to be looked at, nothing was moved. */
const strandedVisit = z.object({ id: z.guid(), number: z.string(), starts_at: z.string() });

/** The whole week. A day that is not named is closed. `version` is a digest of the week, for If-Match. */
export const businessHours = z.object({
  version,
  hours: z.array(openSpan),
  stranded: z.array(strandedVisit).optional(),
});
export type BusinessHours = z.infer<typeof businessHours>;

const MESSAGES = {
  ends_before_start: "A span ends after it starts.",
  overlap: "Two spans of one day overlap.",
};

/** Times in this form are in order as text, "24:00" last. */
const week = z
  .array(openSpan)
  .max(70)
  .check((context) => {
    const refuse = (index: number, field: string, code: keyof typeof MESSAGES) => {
      const input = context.value[index];
      const params = { code };
      context.issues.push({ code: "custom", input, path: [index, field], params, message: MESSAGES[code] });
    };
    for (const [index, span] of context.value.entries()) {
      if (span.opens >= span.closes) refuse(index, "closes", "ends_before_start");
      const meets = (other: OpenSpan, at: number) =>
        at < index &&
        other.weekday === span.weekday &&
        other.opens < span.closes &&
        span.opens < other.closes;
      if (context.value.some(meets)) refuse(index, "opens", "overlap");
    }
  });

/** A visit that planned hours would leave outside of them; nothing is moved. */
const visitOutside = z.object({
  id,
  number: z.string(),
  starts_at: instant,
  ends_at: instant.nullable(),
  time_zone: z.string(),
  customer_name: z.string().nullable(),
});

/** `visits` are the first fifty of `total`. */
export const hoursChecked = z.object({ total: z.int(), visits: z.array(visitOutside) });
export type HoursChecked = z.infer<typeof hoursChecked>;

export const businessHoursUpdate = z.strictObject({ hours: week });
export type BusinessHoursUpdate = z.input<typeof businessHoursUpdate>;

const days = z
  .strictObject({ starts_on: z.iso.date(), ends_on: z.iso.date() })
  .refine(({ starts_on, ends_on }) => ends_on >= starts_on, {
    error: "The last day is before the first.",
    path: ["ends_on"],
    params: { code: "ends_before_start" },
  });

/** What is about to be saved: the company's week, that of one resource, or closed days. One of them at a time. */
export const hoursCheck = z
  .strictObject({
    resource_id: id.optional(),
    hours: z.union([week, weeklyHours]).optional(),
    follows_business_hours: z.literal(true).optional(),
    closure: days.optional(),
  })
  .refine(
    ({ hours, follows_business_hours, closure }) =>
      [hours, follows_business_hours, closure].filter((given) => given !== undefined).length === 1,
    { error: "Give hours, follows_business_hours or a closure.", path: ["hours"] },
  )
  .refine(({ resource_id, closure }) => resource_id === undefined || closure === undefined, {
    error: "Closed days are the company's.",
    path: ["resource_id"],
  })
  .refine(({ resource_id, follows_business_hours: follows }) => !follows || resource_id !== undefined, {
    error: "Who follows the company's hours?",
    path: ["resource_id"],
  })
  .refine(
    ({ resource_id, hours }) =>
      hours === undefined || (resource_id === undefined ? week : weeklyHours).safeParse(hours).success,
    { error: "These are not the hours of such a week.", path: ["hours"] },
  );
export type HoursCheck = z.input<typeof hoursCheck>;
