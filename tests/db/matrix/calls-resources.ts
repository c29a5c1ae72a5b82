import { memberRoles } from "../../support/identities";
import type { Organization } from "../../support/world";
import type { Call } from "./calls";

const everyone = memberRoles;
const office = ["owner", "admin", "dispatcher"] as const;

const id = (organization: Organization, table: string): string =>
  String(organization.rows.get(`public.${table}`)?.id);
const resource = (organization: Organization): string => id(organization, "bookable_resources");
const crew = (organization: Organization): string => id(organization, "crews");
const timeOff = (organization: Organization): string => id(organization, "resource_time_off");

const week = { hours: [{ weekday: 1, starts: "08:00", ends: "12:00" }] };
/** Far from everything the organization's own rows occupy. */
const nextSpring = { starts_at: "2027-05-03T08:00:00Z", ends_at: "2027-05-04T08:00:00Z" };

export const resourceCalls: Record<string, Call> = {
  "public.get_resource": { args: (o) => ({ id: resource(o) }), by: everyone, refusal: "CO404" },
  "public.list_resources": {
    args: (o) => ({ filters: { q: o.word }, page_limit: 10, after_key: null }),
    by: everyone,
    refusal: "nothing",
  },
  "public.create_resource": {
    args: (o) => ({
      payload: { kind: "technician", name: "Sam", skills: [{ skill_id: id(o, "skills") }] },
    }),
    by: office,
    refusal: "CO422",
  },
  "public.update_resource": {
    args: (o) => ({ id: resource(o), expected_version: null, changes: { notes: "intruder" } }),
    by: office,
    refusal: "CO404",
  },
  "public.delete_resource": {
    args: (o) => ({ id: resource(o), expected_version: null }),
    by: office,
    refusal: "CO404",
  },
  "public.restore_resource": {
    args: (o) => ({ payload: { id: resource(o) } }),
    by: office,
    refusal: "CO404",
  },
  "public.get_crew": { args: (o) => ({ id: crew(o) }), by: everyone, refusal: "CO404" },
  "public.list_crews": {
    args: () => ({ filters: {}, page_limit: 10, after_key: null }),
    by: everyone,
    refusal: "nothing",
  },
  "public.create_crew": {
    args: (o) => ({ payload: { name: "Night crew", members: [{ resource_id: resource(o) }] } }),
    by: office,
    refusal: "CO422",
  },
  "public.update_crew": {
    args: (o) => ({ id: crew(o), expected_version: null, changes: { name: "intruder" } }),
    by: office,
    refusal: "CO404",
  },
  "public.delete_crew": {
    args: (o) => ({ id: crew(o), expected_version: null }),
    by: office,
    refusal: "CO404",
  },
  "public.restore_crew": { args: (o) => ({ payload: { id: crew(o) } }), by: office, refusal: "CO404" },
  "public.get_availability": {
    args: (o) => ({ resource_id: resource(o) }),
    by: everyone,
    refusal: "CO404",
  },
  "public.check_hours": {
    args: (o) => ({ payload: { resource_id: resource(o), ...week } }),
    by: office,
    refusal: "CO404",
  },
  "public.update_availability": {
    args: (o) => ({ resource_id: resource(o), expected_version: null, changes: week }),
    by: office,
    refusal: "CO404",
  },
  "public.get_time_off": { args: (o) => ({ id: timeOff(o) }), by: everyone, refusal: "CO404" },
  "public.list_time_off": {
    args: () => ({ filters: {}, page_limit: 10, after_key: null }),
    by: everyone,
    refusal: "nothing",
  },
  "public.create_time_off": {
    args: (o) => ({ payload: { resource_id: resource(o), ...nextSpring } }),
    by: [...office, "technician"],
    refusal: "CO422",
  },
  "public.update_time_off": {
    args: (o) => ({ id: timeOff(o), expected_version: null, changes: { note: "intruder" } }),
    by: office,
    refusal: "CO404",
  },
  "public.delete_time_off": {
    args: (o) => ({ id: timeOff(o), expected_version: null }),
    by: office,
    refusal: "CO404",
  },
  "public.restore_time_off": {
    args: (o) => ({ payload: { id: timeOff(o) } }),
    by: office,
    refusal: "CO404",
  },
};
