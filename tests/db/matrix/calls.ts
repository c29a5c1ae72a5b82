import { createHash } from "node:crypto";
import { quote } from "../../support/database";
import type { Role } from "../../support/identities";
import { memberRoles } from "../../support/identities";
import type { Organization, World } from "../../support/world";
import { auditCalls } from "./calls-audit";
import { privacyCalls } from "./calls-privacy";
import { operationsCalls } from "./calls-operations";
import { batchCalls } from "./calls-batches";
import { bookingPageCalls } from "./calls-booking-page";
import { fieldCalls } from "./calls-field";
import { reportCalls } from "./calls-reports";
import { fileCalls } from "./calls-files";
import { importCalls } from "./calls-imports";
import { internalCalls } from "./calls-internal";
import { messageCalls } from "./calls-messages";
import { portalCalls } from "./calls-portal";
import { planningCalls } from "./calls-planning";
import { referenceCalls } from "./calls-reference";
import { resourceCalls } from "./calls-resources";
import { rightsCalls } from "./calls-rights";
import { scheduleCalls } from "./calls-schedule";
import { secretCalls } from "./calls-secrets";
import { sessionCalls } from "./calls-sessions";

/** `forbidden` is 42501; `nothing` is an answer that holds and changes nothing of the victim's; else an SQLSTATE. */
export type Refusal = "forbidden" | "nothing" | "CO404" | "CO409" | "CO410" | "CO422" | "23503";

/**
 * How a function is called on an organization's own records. The same call with the victim's records is the attack,
 * the call itself by someone who may is its twin.
 */
export type Call = {
  /** Arguments by name; every uuid in them is the given organization's. */
  args: (organization: Organization, world: World) => Record<string, unknown>;
  /** Members who may, at home; the worker; the secret key; Auth; whoever opened the organization's link or its booking page. */
  by: readonly Role[] | "callout_worker" | "service_role" | "supabase_auth_admin" | "customer" | "visitor";
  /** How the attack ends for a member of another organization whose role could do it at home. */
  refusal: Refusal;
  /** How it ends for an account without a live membership. */
  outside?: readonly Refusal[];
  /** How it ends at home for roles that may not. */
  atHome?: Refusal;
  /** As superuser, before both attack and twin: what must be there first. */
  before?: (organization: Organization, world: World) => string;
};

const everyone = memberRoles;
const managers = ["owner", "admin"] as const;
const office = ["owner", "admin", "dispatcher"] as const;

const id = (organization: Organization, table: string): string =>
  String(organization.rows.get(`public.${table}`)?.id);
const customer = (organization: Organization): string => id(organization, "customers");
const property = (organization: Organization): string => id(organization, "properties");
const contact = (organization: Organization): string => id(organization, "customer_contacts");
const invitation = (organization: Organization): string => id(organization, "organization_invitations");

const deleted = (table: string) => (organization: Organization) =>
  `update public.${table} set deleted_at = now() where org_id = ${quote(organization.id)} and id = ${quote(id(organization, table))}`;

/** The token in the link that the person called "invited" got; the attackers hold it, too. */
export const invitationToken = "A".repeat(43);
const withToken = (organization: Organization, world: World): string =>
  `with invited as (insert into public.organization_invitations (org_id, email, role)
     values (${quote(organization.id)}, ${quote(world.cast.invited.email)}, 'viewer') returning org_id, id)
   insert into private.invitation_tokens (org_id, invitation_id, token_hash)
     select org_id, id, '\\x${createHash("sha256").update(invitationToken).digest("hex")}'::bytea from invited`;

const address = { line1: "1 New Street", city: "Newtown", country: "US" };

/** A customer with open work stays. */
const callOffWork = (o: Organization): string => `
  update public.bookings set status = 'cancelled', status_reason = 'Called off'
    where org_id = ${quote(o.id)} and status not in ('completed', 'closed', 'cancelled', 'no_show');
  update public.jobs set status = 'cancelled', status_reason = 'Called off'
    where org_id = ${quote(o.id)} and status in ('new', 'scheduled', 'in_progress', 'on_hold')`;

/** The generated world has a row in each table, here without the state that belongs to it. */
const notClosing = (o: Organization): string => `delete from ops.closings where org_id = ${quote(o.id)}`;

export const calls: Record<string, Call> = {
  "public.has_permission": {
    args: () => ({ permission: "read", resource: "customers" }),
    by: everyone,
    refusal: "nothing",
    outside: ["nothing"],
  },
  "public.user_has_permission": {
    args: (o) => ({ user_id: o.people.viewer.id, permission_type: "read", resource_type: "customers" }),
    by: everyone,
    refusal: "nothing",
    outside: ["nothing"],
  },

  "public.create_organization": {
    args: () => ({
      payload: {
        name: "Fresh Air",
        country: "US",
        currency: "USD",
        locale: "en",
        time_zone: "America/New_York",
        trade: "hvac",
      },
    }),
    by: everyone,
    refusal: "nothing",
    outside: ["nothing", "forbidden"],
  },
  "public.switch_organization": {
    args: (o) => ({ payload: { org_id: o.id } }),
    by: everyone,
    refusal: "CO404",
    outside: ["CO404", "forbidden"],
  },
  "public.close_organization": {
    args: (o) => ({ payload: { name: `${o.word} works` } }),
    by: ["owner"],
    refusal: "CO422",
    before: notClosing,
  },
  "public.list_closings": {
    args: () => ({}),
    by: everyone,
    refusal: "nothing",
    outside: ["nothing", "forbidden"],
  },
  "public.reopen_organization": {
    args: (o) => ({ payload: { org_id: o.id } }),
    by: ["owner"],
    refusal: "CO404",
    outside: ["CO404", "forbidden"],
    atHome: "CO404",
    before: (o) => `${notClosing(o)};
      select private.begin_closing(${quote(o.id)}, interval '30 days', null);
      update ops.closings set is_by_owner = true where org_id = ${quote(o.id)}`,
  },
  "public.leave_organization": {
    args: () => ({ payload: {} }),
    by: everyone.filter((role) => role !== "owner"),
    refusal: "nothing",
    atHome: "CO409",
  },

  "public.create_invitation": {
    args: () => ({ payload: { email: "someone.new@people.test", role: "viewer" } }),
    by: managers,
    refusal: "nothing",
  },
  "public.resend_invitation": {
    args: (o) => ({ payload: { id: invitation(o) } }),
    by: managers,
    refusal: "CO404",
  },
  "public.revoke_invitation": {
    args: (o) => ({ id: invitation(o), expected_version: null }),
    by: managers,
    refusal: "CO404",
  },
  "public.accept_invitation": {
    args: () => ({ payload: { token: invitationToken } }),
    by: [],
    refusal: "forbidden",
    // An organization that is suspended invites nobody: its links are unknown.
    outside: ["forbidden", "CO404"],
    before: withToken,
  },

  "public.update_member": {
    args: (o) => ({ user_id: o.people.viewer.id, expected_version: null, changes: { role: "dispatcher" } }),
    by: managers,
    refusal: "CO404",
  },
  "public.remove_member": {
    args: (o) => ({ user_id: o.people.viewer.id, expected_version: null }),
    by: managers,
    refusal: "CO404",
  },

  "public.create_customer": {
    args: (o) => ({
      payload: {
        kind: "company",
        company_name: "Fresh Co",
        assigned_to: o.people.technician.id,
        referred_by: customer(o),
      },
    }),
    by: office,
    refusal: "23503",
  },
  "public.delete_customer": {
    args: (o) => ({ id: customer(o), expected_version: null }),
    by: office,
    refusal: "CO404",
    before: callOffWork,
  },
  "public.restore_customer": {
    args: (o) => ({ payload: { id: customer(o) } }),
    by: office,
    refusal: "CO404",
    before: deleted("customers"),
  },
  "public.create_contact": {
    args: (o) => ({ payload: { customer_id: customer(o), name: "New Contact" } }),
    by: [...office, "accountant"],
    refusal: "CO422",
  },
  "public.delete_contact": {
    args: (o) => ({ id: contact(o), expected_version: null }),
    by: office,
    refusal: "CO404",
  },
  "public.restore_contact": {
    args: (o) => ({ payload: { id: contact(o) } }),
    by: office,
    refusal: "CO404",
    before: deleted("customer_contacts"),
  },
  "public.create_property": {
    args: (o) => ({ payload: { customer_id: customer(o), address } }),
    by: office,
    refusal: "CO422",
  },
  "public.delete_property": {
    args: (o) => ({ id: property(o), expected_version: null }),
    by: office,
    refusal: "CO404",
  },
  "public.restore_property": {
    args: (o) => ({ payload: { id: property(o) } }),
    by: office,
    refusal: "CO404",
    before: deleted("properties"),
  },

  "public.list_customers": {
    args: (o) => ({ filters: { assigned_to: o.people.technician.id }, page_limit: 10, after_key: null }),
    by: everyone,
    refusal: "nothing",
  },
  "public.list_properties": {
    args: (o) => ({ filters: { customer_id: customer(o) }, page_limit: 10, after_key: null }),
    by: everyone,
    refusal: "nothing",
  },
  "public.search_customers": {
    args: (o) => ({ query: o.word, filters: {}, page_limit: 10 }),
    by: everyone,
    refusal: "nothing",
  },
  "public.search_properties": {
    args: (o) => ({ query: o.word, page_limit: 10 }),
    by: everyone,
    refusal: "nothing",
  },
  "public.search_all": { args: (o) => ({ query: o.word, per_kind: 5 }), by: everyone, refusal: "nothing" },
  "public.list_changes": {
    args: (o) => ({ entity: "customer", entity_id: customer(o), before: null, page_limit: 10 }),
    by: everyone,
    refusal: "CO404",
  },

  "public.custom_access_token_hook": {
    args: (o) => ({
      event: {
        user_id: o.people.owner.id,
        claims: { sub: o.people.owner.id, session_id: o.people.owner.sessionId },
      },
    }),
    by: "supabase_auth_admin",
    refusal: "forbidden",
  },

  // Both take words only; what the other organization keeps for the same words must not come out or change.
  "public.find_geocode": {
    args: (o) => ({ query: `host en us 1 ${o.word} street`.toLowerCase() }),
    by: office,
    refusal: "nothing",
  },
  "public.keep_geocode": {
    args: (o) => ({ query: `host en us 2 ${o.word} street`.toLowerCase(), places: [] }),
    by: office,
    refusal: "nothing",
  },

  "public.before_user_created_hook": {
    args: (o) => ({ event: { user: { email: `nobody@${o.word}.test` } } }),
    by: "supabase_auth_admin",
    refusal: "forbidden",
  },

  "public.gate_peek_invitation": {
    args: () => ({ token: invitationToken }),
    by: "service_role",
    refusal: "forbidden",
    before: withToken,
  },
  "public.gate_take_rate": {
    args: () => ({ bucket: "address", most: 10, period_s: 60, burst: 10 }),
    by: "service_role",
    refusal: "forbidden",
  },
  "public.gate_log_requests": {
    args: (o) => ({
      rows: [
        {
          org_id: o.id,
          at: new Date().toISOString(),
          principal: "user:1",
          method: "GET",
          route: "/",
          status: 200,
          duration_ms: 1,
        },
      ],
    }),
    by: "service_role",
    refusal: "forbidden",
  },
  "public.gate_health": { args: () => ({}), by: "service_role", refusal: "forbidden" },

  "ops.claim_jobs": {
    args: (o) => ({ worker: "w", kinds: [o.word], max_jobs: 5, lease_s: 60 }),
    by: "callout_worker",
    refusal: "forbidden",
  },
  "ops.heartbeat": {
    args: (o) => ({ worker: "w", job_ids: [String(o.rows.get("private.background_jobs")?.id)], lease_s: 60 }),
    by: "callout_worker",
    refusal: "forbidden",
  },
  "ops.finish_job": {
    args: (o) => ({ org: o.id, job: String(o.rows.get("private.background_jobs")?.id) }),
    by: "callout_worker",
    refusal: "forbidden",
  },
  "ops.fail_job": {
    args: (o) => ({ org: o.id, job: String(o.rows.get("private.background_jobs")?.id) }),
    by: "callout_worker",
    refusal: "forbidden",
  },
  "ops.claim_schedule": {
    args: () => ({ worker: "w", lease_s: 60 }),
    by: "callout_worker",
    refusal: "forbidden",
  },
  "ops.finish_schedule": {
    args: () => ({ schedule: "maintenance", worker: "w", error: null }),
    by: "callout_worker",
    refusal: "forbidden",
  },
  "ops.relay_outbox": {
    args: () => ({ max_rows: 10, hold_s: 120 }),
    by: "callout_worker",
    refusal: "forbidden",
  },
  "ops.run_maintenance": { args: () => ({}), by: "callout_worker", refusal: "forbidden" },
  "ops.invitation_mail": {
    args: (o) => ({ org: o.id, invitation: invitation(o) }),
    by: "callout_worker",
    refusal: "forbidden",
  },
  "ops.invitation_sent": {
    args: (o) => ({ org: o.id, invitation: invitation(o), error: null }),
    by: "callout_worker",
    refusal: "forbidden",
  },
  "ops.account_mail": {
    args: (o) => ({ org: o.id, person: o.people.viewer.id }),
    by: "callout_worker",
    refusal: "forbidden",
  },

  ...auditCalls,
  ...privacyCalls,
  ...operationsCalls,
  ...batchCalls,
  ...importCalls,
  ...fileCalls,
  ...fieldCalls,
  ...bookingPageCalls,
  ...reportCalls,
  ...messageCalls,
  ...portalCalls,
  ...rightsCalls,
  ...referenceCalls,
  ...resourceCalls,

  ...planningCalls,
  ...scheduleCalls,
  ...secretCalls,
  ...sessionCalls,

  ...internalCalls(),
};
