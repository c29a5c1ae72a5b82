import { memberRoles } from "../../support/identities";
import type { Organization } from "../../support/world";
import type { Call } from "./calls";

const everyone = memberRoles;
const office = ["owner", "admin", "dispatcher"] as const;
const readers = [...office, "accountant", "viewer"] as const;

const id = (organization: Organization, table: string): string =>
  String(organization.rows.get(`public.${table}`)?.id);

const week = { from: "2031-03-03T00:00:00Z", to: "2031-03-10T00:00:00Z" };

/** What is asked about planned work: free times, lists, the board, the day, requests, notes. */
export const scheduleCalls: Record<string, Call> = {
  "public.find_available_slots": {
    args: (o) => ({
      payload: { ...week, service_type_id: id(o, "service_types"), property_id: id(o, "properties") },
    }),
    by: office,
    refusal: "CO422",
  },
  "public.list_bookings": {
    args: (o) => ({ filters: { job_id: id(o, "jobs") }, page_limit: 10, after_key: null }),
    by: everyone,
    refusal: "nothing",
  },
  "public.get_booking": { args: (o) => ({ id: id(o, "bookings") }), by: everyone, refusal: "CO404" },
  "public.list_jobs": {
    args: (o) => ({ filters: { customer_id: id(o, "customers") }, page_limit: 10, after_key: null }),
    by: everyone,
    refusal: "nothing",
  },
  "public.get_job": { args: (o) => ({ id: id(o, "jobs") }), by: everyone, refusal: "CO404" },
  "public.get_board": {
    args: (o) => ({ payload: { ...week, resource_id: id(o, "bookable_resources") } }),
    by: everyone,
    refusal: "nothing",
  },
  "public.get_today": { args: () => ({ payload: {} }), by: readers, refusal: "nothing" },
  "public.get_office_counts": { args: () => ({}), by: readers, refusal: "nothing" },
  "public.list_resource_states": {
    args: (o) => ({ resource_ids: [id(o, "bookable_resources")] }),
    by: everyone,
    refusal: "nothing",
  },

  "public.create_booking_request": {
    args: (o) => ({
      payload: {
        customer_id: id(o, "customers"),
        property_id: id(o, "properties"),
        service_type_id: id(o, "service_types"),
        description: "No heat",
      },
    }),
    by: office,
    refusal: "23503",
  },
  "public.decide_booking_request": {
    args: (o) => ({ payload: { id: id(o, "booking_requests"), decision: "decline", reason: "Out of area" } }),
    by: office,
    refusal: "CO404",
  },
  "public.list_booking_requests": {
    args: (o) => ({ filters: { customer_id: id(o, "customers") }, page_limit: 10, after_key: null }),
    by: office,
    refusal: "nothing",
  },
  "public.get_booking_request": {
    args: (o) => ({ id: id(o, "booking_requests") }),
    by: office,
    refusal: "CO404",
  },
  "public.create_activity": {
    args: (o) => ({ payload: { customer_id: id(o, "customers"), kind: "note", body: "Called back" } }),
    by: everyone,
    refusal: "CO404",
  },
  "public.list_activities": {
    args: (o) => ({ target: { customer_id: id(o, "customers") }, before: null, page_limit: 10 }),
    by: everyone,
    refusal: "CO404",
  },
};
