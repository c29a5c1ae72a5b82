import { z } from "zod";
import { id, instant, pageQuery } from "@/lib/http/fields";

/** What customers are written about. */
export const MESSAGE_EVENTS = [
  "visit.booked",
  "visit.moved",
  "visit.cancelled",
  "visit.reminder",
  "visit.on_the_way",
  "visit.late",
  "visit.done",
  "portal.link",
  "booking.code",
  "feedback.reply",
  "visit.message",
  "visit.incomplete",
  "report.signed",
] as const;
export const messageEvent = z.enum(MESSAGE_EVENTS);
export type MessageEvent = z.infer<typeof messageEvent>;

export const notificationStatus = z.enum(["waiting", "sending", "sent", "failed", "withdrawn"]);
export type NotificationStatus = z.infer<typeof notificationStatus>;

/** Why a message was not sent: what it said was no longer true, or nobody may be written to. */
export const withdrawnReason = z.enum([
  "unchanged",
  "changed",
  "over",
  "by_hand",
  "no_address",
  "do_not_contact",
  "customer_gone",
  "company_closed",
  "switched_off",
]);
export type WithdrawnReason = z.infer<typeof withdrawnReason>;

const person = z.object({ id, name: z.string().nullable() });

export const notification = z.object({
  id,
  created_at: instant,
  event: messageEvent,
  channel: z.enum(["email"]),
  status: notificationStatus,
  /** Where it went or would go; null where there is no address. */
  recipient: z.string().nullable(),
  locale: z.string().nullable(),
  subject: z.string().nullable(),
  /** It leaves no sooner: a message about an office change waits, so that undoing the change takes it back. */
  not_before: instant,
  attempts: z.int(),
  /** Of the last try. */
  error: z.string().nullable(),
  sent_at: instant.nullable(),
  withdrawn_reason: withdrawnReason.nullable(),
  withdrawn_by: person.nullable(),
  /** Who sent it by hand; null for what sends itself. */
  author: person.nullable(),
  booking: z.object({ id, number: z.string() }).nullable(),
  customer: z.object({ id, display_name: z.string() }).nullable(),
  /** The line of the visit's stream that it brings to the customer. */
  activity_id: id.nullish(),
});
export type Notification = z.infer<typeof notification>;

export const notificationListQuery = z.strictObject({
  ...pageQuery,
  booking_id: id.optional(),
  customer_id: id.optional(),
  status: notificationStatus.optional(),
});
export type NotificationFilters = Omit<z.output<typeof notificationListQuery>, "limit" | "cursor">;

/** Of the messages a person may send himself. `minutes`: how late; left out, what the plan says. */
export const messageCreate = z.strictObject({
  event: z.enum(["visit.late", "visit.reminder", "portal.link"]),
  minutes: z.int().min(5).max(480).optional(),
});
export type MessageCreate = z.input<typeof messageCreate>;
export type ManualEvent = MessageCreate["event"];
