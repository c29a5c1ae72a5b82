import { quote } from "../../support/database";
import { memberRoles } from "../../support/identities";
import type { Organization } from "../../support/world";
import type { Call } from "./calls";

const managers = ["owner", "admin"] as const;
const office = ["owner", "admin", "dispatcher"] as const;

const id = (organization: Organization, table: string): string =>
  String(organization.rows.get(`public.${table}`)?.id);

const deleted = (table: string) => (organization: Organization) =>
  `update public.${table} set deleted_at = now() where org_id = ${quote(organization.id)} and id = ${quote(id(organization, table))}`;

/** Making, deleting and restoring a record that hangs on nothing: an attack makes one at home and finds no victim's. */
function record(noun: string, table: string, by: Call["by"], payload: Record<string, unknown>) {
  return {
    [`public.create_${noun}`]: { args: () => ({ payload }), by, refusal: "nothing" },
    [`public.delete_${noun}`]: {
      args: (o) => ({ id: id(o, table), expected_version: null }),
      by,
      refusal: "CO404",
    },
    [`public.restore_${noun}`]: {
      args: (o) => ({ payload: { id: id(o, table) } }),
      by,
      refusal: "CO404",
      before: deleted(table),
    },
  } satisfies Record<string, Call>;
}

const question = { key: "gas", label: "Gas off?", kind: "yes_no", required: true };

/** What an organization works with: services, skills, checklists, hours, zones, tags, views, settings. */
export const referenceCalls: Record<string, Call> = {
  ...record("skill", "skills", managers, { name: "Welding" }),
  ...record("checklist", "checklist_templates", managers, { name: "Boiler check", items: [question] }),
  ...record("closure", "business_closures", managers, { name: "Company trip", starts_on: "2027-06-11" }),
  "public.add_holidays": { args: () => ({ payload: {} }), by: managers, refusal: "nothing" },
  ...record("service_zone", "service_zones", managers, { name: "Harbour", postcodes: ["101*"] }),
  ...record("tag", "tags", office, { name: "VIP", color: 3 }),
  ...record("custom_field", "custom_field_definitions", managers, {
    entity: "customer",
    name: "Boiler type",
    type: "choice",
    options: [{ label: "Gas" }],
  }),
  "public.update_custom_field": {
    args: (o) => ({
      id: id(o, "custom_field_definitions"),
      expected_version: null,
      changes: { name: "Other" },
    }),
    by: managers,
    refusal: "CO404",
  },
  "public.count_custom_field_values": {
    args: (o) => ({ id: id(o, "custom_field_definitions") }),
    by: managers,
    refusal: "CO404",
  },

  ...record("service_type", "service_types", managers, {}),
  "public.create_service_type": {
    args: (o) => ({
      payload: {
        name: "Boiler service",
        duration_min: 90,
        checklist_id: id(o, "checklist_templates"),
        skill_ids: [id(o, "skills")],
      },
    }),
    by: managers,
    refusal: "CO422",
  },
  "public.update_service_type": {
    args: (o) => ({ id: id(o, "service_types"), expected_version: null, changes: { skill_ids: [] } }),
    by: managers,
    refusal: "CO404",
  },
  "public.list_service_types": {
    args: (o) => ({ filters: { id: id(o, "service_types") }, page_limit: 10, after_key: null }),
    by: memberRoles,
    refusal: "nothing",
  },

  "public.get_business_hours": { args: () => ({}), by: memberRoles, refusal: "nothing" },
  "public.replace_business_hours": {
    args: () => ({ expected_version: null, hours: [{ weekday: 1, opens: "08:00", closes: "24:00" }] }),
    by: managers,
    refusal: "nothing",
  },

  "public.create_saved_view": {
    args: () => ({ payload: { list: "bookings", name: "Mine today", query: "status=scheduled" } }),
    by: memberRoles,
    refusal: "nothing",
  },
  // Private ones are their maker's alone: the seeded one is the technician's.
  "public.delete_saved_view": {
    args: (o) => ({ id: id(o, "saved_views"), expected_version: null }),
    by: ["technician"],
    refusal: "CO404",
    atHome: "CO404",
  },

  "public.get_settings": {
    args: () => ({}),
    by: [...office, "accountant", "viewer"],
    refusal: "nothing",
  },
  "public.update_settings": {
    args: () => ({ expected_version: null, changes: { scheduling: { hold_min: 7 } } }),
    by: managers,
    refusal: "nothing",
  },
  "public.get_numbering": {
    args: () => ({}),
    by: [...office, "accountant", "viewer"],
    refusal: "nothing",
  },
  "public.update_numbering": {
    args: () => ({ expected_version: null, changes: { job_next: 900_000 } }),
    by: managers,
    refusal: "nothing",
  },

  "public.get_sample_data": {
    args: () => ({}),
    by: [...office, "accountant", "viewer"],
    refusal: "nothing",
  },
  "public.create_sample_data": {
    args: () => ({ payload: {} }),
    by: managers,
    // The attacker has his own samples already.
    refusal: "CO409",
    before: (o) => `delete from public.sample_records where org_id = ${quote(o.id)}`,
  },
  "public.remove_sample_data": {
    args: () => ({ payload: {} }),
    by: managers,
    refusal: "nothing",
    // The seeded sample is a customer of everything else in the world.
    before: (o) => `delete from public.sample_records where org_id = ${quote(o.id)}`,
  },

  "public.set_customer_tags": {
    args: (o) => ({ customer_id: id(o, "customers"), expected_version: null, tag_ids: [id(o, "tags")] }),
    by: [...office, "accountant"],
    refusal: "CO404",
  },
};

/** Checks of columns that members may write. */
export const referenceChecks: Record<string, Record<string, unknown>> = {
  "private.is_checklist": { items: [question] },
  "private.is_choice": { options: ["yes", "no"] },
  "private.is_condition": { condition: { key: "gas", equals: true }, earlier: ["gas"] },
  "private.is_polygon": { shape: { type: "Polygon", coordinates: [] } },
  "private.is_position": { place: [13.4, 52.5] },
  "private.is_postcode_list": { postcodes: ["101*"] },
};
