import { createHash } from "node:crypto";
import { quote } from "../../support/database";
import type { Organization } from "../../support/world";
import type { Call } from "./calls";

const office = ["owner", "admin", "dispatcher"] as const;
const readers = [...office, "accountant", "viewer", "technician"] as const;
const byServer = { by: "service_role", refusal: "forbidden" } as const;

const link = (o: Organization): string => String(o.rows.get("public.customer_portal_access")?.id);
const visit = (o: Organization): string => String(o.rows.get("public.bookings")?.id);
const rating = (o: Organization): string => String(o.rows.get("public.customer_feedback")?.id);
const resource = (o: Organization): string => String(o.rows.get("public.bookable_resources")?.id);
const file = (o: Organization): string => String(o.rows.get("public.file_storage")?.id);

const secret = "S".repeat(43);
const hash = `'\\x${createHash("sha256").update(secret).digest("hex")}'::bytea`;
const withToken = (o: Organization): string =>
  `insert into private.customer_portal_tokens (org_id, access_id, token_hash, prefix, purpose)
   values (${quote(o.id)}, ${quote(link(o))}, ${hash}, 'SSSSSS', 'copy')`;
const withSession = (o: Organization): string =>
  `insert into private.portal_sessions (org_id, access_id, secret_hash) values (${quote(o.id)}, ${quote(link(o))}, ${hash})`;

/** The visit behind the organization's link, at a time that may still be changed. */
const planned = (o: Organization): string =>
  `update public.bookings set status = 'scheduled', starts_at = '2033-03-08 14:00Z', ends_at = '2033-03-08 15:00Z'
   where org_id = ${quote(o.id)} and id = ${quote(visit(o))}`;
const done = (o: Organization): string => `${planned(o)};
  update public.bookings set assigned = jsonb_build_array(
      jsonb_build_object('resource_id', ${quote(resource(o))}, 'crew_id', null, 'role', 'lead'))
    where org_id = ${quote(o.id)} and id = ${quote(visit(o))};
  update public.bookings set status = 'on_site', actual_start = now()
    where org_id = ${quote(o.id)} and id = ${quote(visit(o))};
  update public.bookings set status = 'completed', actual_end = now(), outcome = 'done'
    where org_id = ${quote(o.id)} and id = ${quote(visit(o))}`;

const op_id = "0197c1a0-0000-7000-8000-000000000001";

/**
 * What customers do names no record: a link of another organization works on its own visit, whatever it is given, so
 * for it the "attack" may end well, and nothing of the victim is in the answer.
 */
const byCustomer = { by: "customer", refusal: "forbidden", outside: ["forbidden", "nothing"] } as const;
/** What needs a free time or a file has its allowed twin in the stories. */
const inStories = {
  by: [],
  refusal: "forbidden",
  outside: ["forbidden", "CO409", "CO404", "nothing"],
} as const;

/** Links of customers: what is done through them, and what the office does with them. */
export const portalCalls: Record<string, Call> = {
  "public.portal_state": { args: () => ({}), ...byCustomer },
  "public.portal_seen": { args: () => ({ payload: {} }), ...byCustomer },
  "public.portal_code": { args: () => ({ payload: { code: "000000" } }), ...byCustomer },
  "public.portal_confirm": {
    args: () => ({ payload: { op_id } }),
    ...byCustomer,
    outside: ["forbidden", "CO409"],
    before: planned,
  },
  "public.portal_slots": {
    args: () => ({ payload: { from: "2033-03-08T00:00:00Z", to: "2033-03-09T00:00:00Z" } }),
    ...byCustomer,
    outside: ["forbidden", "CO409"],
    before: planned,
  },
  "public.portal_hold": {
    args: () => ({ payload: { op_id, starts_at: "2033-03-08T15:00:00Z" } }),
    ...inStories,
    before: planned,
  },
  "public.portal_reschedule": {
    args: () => ({
      payload: { op_id, wishes: [{ starts_at: "2033-03-09T14:00:00Z", ends_at: "2033-03-09T15:00:00Z" }] },
    }),
    ...byCustomer,
  },
  "public.portal_cancel": {
    args: () => ({ payload: { op_id } }),
    ...byCustomer,
    outside: ["forbidden", "CO409"],
    before: planned,
  },
  "public.portal_message": { args: () => ({ payload: { op_id, body: "We are late" } }), ...byCustomer },
  "public.portal_feedback": {
    args: () => ({ payload: { op_id, overall: 4 } }),
    ...byCustomer,
    outside: ["forbidden", "CO409"],
    before: done,
  },
  "public.portal_file": { args: (o) => ({ payload: { file_id: file(o) } }), ...inStories, before: done },
  "private.portal_reads_object": {
    args: (o) => ({ name: `${o.id}/${"a".repeat(64)}/original.jpg` }),
    ...byCustomer,
  },

  "public.gate_portal_open": { args: () => ({ token: secret, context: {} }), ...byServer, before: withToken },
  "public.gate_portal_session": {
    args: (o) => ({ link_id: link(o), secret }),
    ...byServer,
    before: withSession,
  },
  "public.gate_portal_resend": { args: (o) => ({ link_id: link(o) }), ...byServer },
  "ops.cleanup_expired_portal_access": { args: () => ({}), by: "callout_worker", refusal: "forbidden" },

  "public.list_portal_links": { args: (o) => ({ booking_id: visit(o) }), by: office, refusal: "CO404" },
  "public.get_portal_link": { args: (o) => ({ id: link(o) }), by: office, refusal: "CO404" },
  "public.list_portal_views": { args: (o) => ({ id: link(o) }), by: office, refusal: "CO404" },
  "public.generate_portal_access": {
    args: (o) => ({ payload: { booking_id: visit(o), with_code: true } }),
    by: office,
    refusal: "CO422",
  },
  "public.create_portal_token": {
    args: (o) => ({ payload: { id: link(o), purpose: "copy" } }),
    by: office,
    refusal: "CO404",
  },
  "public.send_portal_link": {
    args: (o) => ({ payload: { id: link(o) } }),
    by: office,
    refusal: "CO404",
    before: (o) =>
      `update public.customers set email = 'someone@people.test', do_not_contact = false where org_id = ${quote(o.id)}`,
  },
  "public.revoke_portal_access": {
    args: (o) => ({ id: link(o), expected_version: null }),
    by: office,
    refusal: "CO404",
  },

  "public.list_feedback": {
    args: (o) => ({ filters: { booking_id: visit(o) }, page_limit: 20 }),
    by: readers,
    refusal: "nothing",
  },
  "public.get_feedback": { args: (o) => ({ id: rating(o) }), by: readers, refusal: "CO404" },
  "public.get_feedback_summary": {
    args: (o) => ({ resource_id: resource(o), customer_id: null }),
    by: readers,
    refusal: "nothing",
  },
  "public.reply_to_feedback": {
    args: (o) => ({ payload: { id: rating(o), expected_version: null, body: "Thank you" } }),
    by: office,
    refusal: "CO404",
  },
  "public.update_feedback": {
    args: (o) => ({
      id: rating(o),
      expected_version: null,
      changes: { is_hidden: true, flag_reason: "Rude" },
    }),
    by: office,
    refusal: "CO404",
  },
};
