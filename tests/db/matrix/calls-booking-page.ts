import type { Organization } from "../../support/world";
import type { Call } from "./calls";

const service = (o: Organization): string => String(o.rows.get("public.service_types")?.id);
const op_id = "0197c1a0-0000-7000-8000-000000000002";
const place = { postcode: "12345" };
const who = {
  name: "Somebody",
  email: "somebody@strangers.test",
  phone: "+4930901820",
  address: { line1: "1 Street", city: "Town", postcode: "12345" },
};

/** A visitor of another page works on that page, whatever he is given: its answers hold nothing of the victim. */
const byVisitor = { by: "visitor", refusal: "forbidden", outside: ["forbidden", "nothing"] } as const;
const ofServices = { by: "visitor", refusal: "forbidden", outside: ["forbidden", "CO422"] } as const;
/** What needs a free time or a code has its allowed twin in the stories. */
const inStories = { by: [], refusal: "forbidden", outside: ["forbidden", "CO422", "CO409"] } as const;

/** The public booking page of an organization. */
export const bookingPageCalls: Record<string, Call> = {
  "public.book_page": { args: () => ({}), ...byVisitor },
  // No company of the generated world has a logo: the allowed twin is in the stories.
  "public.book_logo": { args: () => ({}), by: [], refusal: "forbidden", outside: ["forbidden", "CO404"] },
  "private.visitor_reads_object": {
    args: (o) => ({ name: `${o.id}/${"a".repeat(64)}/original.jpg` }),
    ...byVisitor,
  },
  "public.book_zone": { args: () => ({ payload: place }), ...byVisitor },
  "public.book_slots": { args: (o) => ({ payload: { service_type_id: service(o), place } }), ...ofServices },
  "public.book_hold": {
    args: (o) => ({
      payload: { op_id, service_type_id: service(o), place, starts_at: "2033-03-08T14:00:00Z" },
    }),
    ...inStories,
  },
  "public.book_book": { args: () => ({ payload: { op_id, ...who } }), ...inStories },
  "public.book_request": {
    args: (o) => ({ payload: { op_id, service_type_id: service(o), ...who } }),
    ...ofServices,
  },
  "public.book_photo": {
    args: () => ({ payload: { op_id, size_bytes: 10, mime: "image/jpeg", sha256: "b".repeat(64) } }),
    ...byVisitor,
  },
  "public.book_photo_sent": {
    args: () => ({ payload: { op_id } }),
    by: [],
    refusal: "forbidden",
    outside: ["forbidden", "CO404"],
  },
  "public.book_photo_remove": { args: () => ({ payload: { op_id } }), ...byVisitor },
  "private.visitor_sends_object": { args: (o) => ({ name: `${o.id}/${op_id}` }), ...byVisitor },
  "public.gate_book_open": {
    args: (o) => ({ slug: o.word, bucket: "matrix" }),
    by: "service_role",
    refusal: "forbidden",
  },
  "ops.sweep_online_bookings": { args: () => ({}), by: "callout_worker", refusal: "forbidden" },
};
