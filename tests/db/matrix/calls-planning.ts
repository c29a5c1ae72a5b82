import { quote } from "../../support/database";
import type { Organization } from "../../support/world";
import type { Call } from "./calls";

const office = ["owner", "admin", "dispatcher"] as const;
const readers = [...office, "accountant", "viewer"] as const;

const id = (organization: Organization, table: string): string =>
  String(organization.rows.get(`public.${table}`)?.id);
const job = (organization: Organization): string => id(organization, "jobs");
const visit = (organization: Organization): string => id(organization, "bookings");

const change = (table: string, set: string) => (organization: Organization) =>
  `update public.${table} set ${set} where org_id = ${quote(organization.id)} and id = ${quote(id(organization, table))}`;

/** A year after what the seeded rows occupy. */
const time = { starts_at: "2031-03-05T09:00:00Z", ends_at: "2031-03-05T10:00:00Z" };
const people = (organization: Organization) => ({
  assignments: [{ resource_id: id(organization, "bookable_resources") }],
});
const scheduled = change(
  "bookings",
  `status = 'scheduled', starts_at = ${quote(time.starts_at)}, ends_at = ${quote(time.ends_at)}`,
);

/** Jobs, visits and holds. */
export const planningCalls: Record<string, Call> = {
  "public.create_job": {
    args: (o) => ({
      payload: {
        customer_id: id(o, "customers"),
        property_id: id(o, "properties"),
        service_type_id: id(o, "service_types"),
        title: "Boiler out",
        tag_ids: [id(o, "tags")],
      },
    }),
    by: office,
    refusal: "CO422",
  },
  "public.update_job": {
    args: (o) => ({ id: job(o), expected_version: null, changes: { title: "Boiler in" } }),
    by: office,
    refusal: "CO404",
  },
  "public.delete_job": {
    args: (o) => ({ id: job(o), expected_version: null }),
    by: office,
    refusal: "CO404",
    before: change("bookings", "status = 'cancelled', status_reason = 'not needed'"),
  },
  "public.restore_job": {
    args: (o) => ({ payload: { id: job(o) } }),
    by: office,
    refusal: "CO404",
    before: change("jobs", "deleted_at = now()"),
  },
  "public.transition_job": {
    args: (o) => ({ payload: { id: job(o), to: "on_hold", reason: "parts" } }),
    by: office,
    refusal: "CO404",
  },

  "public.create_booking": {
    args: (o) => ({ payload: { job_id: job(o), ...time, ...people(o) } }),
    by: office,
    refusal: "CO422",
  },
  "public.update_booking": {
    args: (o) => ({ id: visit(o), expected_version: null, changes: { ...time, ...people(o) } }),
    by: office,
    refusal: "CO404",
  },
  "public.transition_booking": {
    args: (o) => ({ payload: { id: visit(o), to: "en_route" } }),
    // The seeded technician is sent to the seeded visit.
    by: [...office, "technician"],
    refusal: "CO404",
    before: scheduled,
  },
  "public.cancel_bookings": {
    args: (o) => ({ payload: { bookings: [{ id: visit(o) }], reason: "not needed" } }),
    by: office,
    refusal: "CO404",
  },
  "public.move_bookings": {
    args: (o) => ({ payload: { moves: [{ id: visit(o), ...time, ...people(o) }] } }),
    by: office,
    refusal: "CO404",
  },
  "public.check_booking": {
    args: (o) => ({ payload: { id: visit(o), ...time, ...people(o) } }),
    by: readers,
    refusal: "CO404",
  },
  "public.create_hold": {
    args: (o) => ({
      payload: { job_id: job(o), resource_ids: [id(o, "bookable_resources")], ...time },
    }),
    by: office,
    refusal: "CO422",
  },
  "public.release_hold": {
    args: (o) => ({ id: id(o, "booking_holds") }),
    by: office,
    refusal: "CO404",
  },
};
