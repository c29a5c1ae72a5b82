import { quote } from "../../support/database";
import type { Organization } from "../../support/world";
import type { Call } from "./calls";

const office = ["owner", "admin", "dispatcher"] as const;
const managers = ["owner", "admin"] as const;
const readers = [...office, "accountant", "viewer"] as const;
const byWorker = { by: "callout_worker", refusal: "forbidden" } as const;

const visit = (o: Organization): string => String(o.rows.get("public.bookings")?.id);
const message = (o: Organization): string => String(o.rows.get("public.notifications")?.id);
const words = (o: Organization): string => String(o.rows.get("public.notification_templates")?.id);

const messageIs = (status: string) => (o: Organization) =>
  `update public.notifications set status = ${quote(status)}, sent_at = null, not_before = now()
   where org_id = ${quote(o.id)} and id = ${quote(message(o))};
   update public.notification_intents set withdrawn_at = null, withdrawn_reason = null
   where org_id = ${quote(o.id)}`;

/** Messages to customers, and the words they are made of. */
export const messageCalls: Record<string, Call> = {
  "public.list_notifications": {
    args: (o) => ({ filters: { booking_id: visit(o) }, page_limit: 20 }),
    by: readers,
    refusal: "nothing",
  },
  "public.withdraw_notification": {
    args: (o) => ({ payload: { id: message(o) } }),
    by: office,
    refusal: "CO404",
    before: messageIs("waiting"),
  },
  "public.retry_notification": {
    args: (o) => ({ payload: { id: message(o) } }),
    by: office,
    refusal: "CO404",
    before: messageIs("failed"),
  },
  "public.send_message": {
    args: (o) => ({ payload: { booking_id: visit(o), event: "portal.link" } }),
    by: office,
    refusal: "CO404",
    before: (o) =>
      `update public.customers set email = 'someone@people.test', do_not_contact = false where org_id = ${quote(o.id)}`,
  },
  "public.list_templates": { args: () => ({}), by: office, refusal: "nothing" },
  "public.update_template": {
    args: (o) => ({ id: words(o), expected_version: null, changes: { subject: "Well, then" } }),
    by: managers,
    refusal: "CO404",
  },
  "public.reset_template": {
    args: (o) => ({ id: words(o), expected_version: null }),
    by: managers,
    refusal: "CO404",
  },
  "public.get_message_sample": {
    args: (o) => ({ booking_id: visit(o) }),
    by: office,
    refusal: "CO404",
  },
  "ops.notification_mail": {
    args: (o) => ({ org: o.id, notification: message(o), domain: "mail.test" }),
    ...byWorker,
  },
  "ops.notification_sent": {
    args: (o) => ({
      org: o.id,
      notification: message(o),
      subject: "Hello",
      error: null,
      is_permanent: false,
    }),
    ...byWorker,
  },
  "ops.signed_report": {
    args: (o) => ({ org: o.id, notification: message(o) }),
    ...byWorker,
  },
  "ops.remind_visits": { args: () => ({}), ...byWorker },
  "ops.sweep_messages": { args: () => ({}), ...byWorker },
};
