import { quote } from "../../support/database";
import type { Organization } from "../../support/world";
import type { Call } from "./calls";

const managers = ["owner", "admin"] as const;

const id = (organization: Organization, table: string): string =>
  String(organization.rows.get(`public.${table}`)?.id);

const deleted = (table: string) => (o: Organization) =>
  `update public.${table} set deleted_at = now() where org_id = ${quote(o.id)} and id = ${quote(id(o, table))}`;

/** A role somebody has is not deleted. */
const nobodyHasIt = (o: Organization): string =>
  `delete from public.user_roles where org_id = ${quote(o.id)} and custom_role_id = ${quote(id(o, "custom_roles"))}`;

/** Departments, roles, grants to one person, and the questions about them. */
export const rightsCalls: Record<string, Call> = {
  "public.create_department": {
    args: (o) => ({ payload: { name: "North team", lead_id: o.people.dispatcher.id } }),
    by: managers,
    refusal: "23503",
  },
  "public.delete_department": {
    args: (o) => ({ id: id(o, "departments"), expected_version: null }),
    by: managers,
    refusal: "CO404",
  },
  "public.restore_department": {
    args: (o) => ({ payload: { id: id(o, "departments") } }),
    by: managers,
    refusal: "CO404",
    before: deleted("departments"),
  },

  "public.list_roles": {
    args: () => ({ filters: {}, page_limit: 50, after_key: null }),
    by: managers,
    refusal: "nothing",
  },
  "public.get_role": { args: (o) => ({ id: id(o, "custom_roles") }), by: managers, refusal: "CO404" },
  "public.create_role": {
    args: () => ({
      payload: { name: "Reads visits", based_on: "viewer", rights: { bookings: { read: "all" } } },
    }),
    by: managers,
    refusal: "nothing",
  },
  "public.update_role": {
    args: (o) => ({
      id: id(o, "custom_roles"),
      expected_version: null,
      changes: { rights: { jobs: { read: "all" } } },
      check_only: false,
    }),
    by: managers,
    refusal: "CO404",
  },
  "public.delete_role": {
    args: (o) => ({ id: id(o, "custom_roles"), expected_version: null }),
    by: managers,
    refusal: "CO404",
    before: nobodyHasIt,
  },
  "public.restore_role": {
    args: (o) => ({ payload: { id: id(o, "custom_roles") } }),
    by: managers,
    refusal: "CO404",
    before: deleted("custom_roles"),
  },

  "public.grant_permission": {
    args: (o) => ({
      payload: {
        user_id: o.people.viewer.id,
        resource: "customers",
        permission: "update",
        effect: "grant",
        reason: "Helps out this week",
      },
    }),
    by: managers,
    refusal: "CO404",
  },
  "public.revoke_permission": {
    args: (o) => ({ user_id: o.specialist.id, id: id(o, "user_permissions") }),
    by: managers,
    refusal: "CO404",
  },

  "public.explain_permission": {
    args: (o) => ({ user_id: o.specialist.id, permission: "read", resource: "bookings" }),
    by: managers,
    refusal: "CO404",
  },
  "public.who_can": {
    args: () => ({ permission: "read", resource: "bookings" }),
    by: managers,
    refusal: "nothing",
  },
  "public.get_member_permissions": {
    args: (o) => ({ user_id: o.specialist.id }),
    by: managers,
    refusal: "CO404",
  },
  "public.get_permissions": { args: () => ({}), by: managers, refusal: "nothing" },
};
