import { edit } from "./edit";
import { auditMutants } from "./mutants-audit";
import { featureMutants } from "./mutants-features";
import { fieldMutants } from "./mutants-field";
import { fileMutants } from "./mutants-files";
import { customFieldMutants } from "./mutants-custom-fields";
import { importMutants } from "./mutants-imports";
import { jobMutants } from "./mutants-jobs";
import { liveMutants } from "./mutants-live";
import { messageMutants } from "./mutants-messages";
import { portalMutants } from "./mutants-portal";
import { onlineBookingMutants } from "./mutants-online-booking";
import { planningMutants } from "./mutants-planning";
import { referenceMutants } from "./mutants-reference";
import { privacyMutants } from "./mutants-privacy";
import { sessionMutants } from "./mutants-sessions";
import { resourceMutants } from "./mutants-resources";
import { retentionMutants } from "./mutants-retention";
import { rightsMutants } from "./mutants-rights";
import { scheduleMutants } from "./mutants-schedule";
import { secretMutants } from "./mutants-secrets";
import { visitorPhotoMutants } from "./mutants-visitor-photos";

/**
 * Bugs that have cost others their tenants' data, or would cost ours. Each is planted alone into a copy of the
 * migrated database; the project's own tests must notice.
 */
export type Mutant = {
  name: string;
  bug: string;
  /** The guard that is meant to notice; everything else is asked when it does not. */
  by: "catalogue" | "matrix" | "stories";
  /** The file of the stories. */
  story?: string;
  /** The file of the matrix. */
  matrix?: "relations" | "functions" | "references" | "scopes" | "twins" | "topics" | "objects";
  /** Of that file the test that notices: its title or a part of it; an expression fits its title with those of its groups. */
  test: string | RegExp;
  sql: string;
};

const month = `(select inhrelid::regclass from pg_catalog.pg_inherits where inhparent = 'public.audit_logs'::regclass
  order by inhrelid::regclass::text limit 1 offset 1)`;

export const mutants: Mutant[] = [
  {
    name: "row security off",
    by: "matrix",
    matrix: "relations",
    test: /verb owner$/,
    bug: "A table is created, its policies are written, and row security is never switched on",
    sql: "alter table public.customers disable row level security",
  },
  {
    name: "using true",
    by: "matrix",
    matrix: "relations",
    test: /verb owner$/,
    bug: "A read policy lets every row through",
    sql: "alter policy customers_select_reader on public.customers using (true)",
  },
  {
    name: "insert check without the organization",
    by: "matrix",
    matrix: "relations",
    test: /verb owner$/,
    bug: "A with check asks for the right and forgets whose row it is",
    sql: `alter policy customers_insert_creator on public.customers
      with check ((select private.permission_scope('create', 'customers')) = 'all')`,
  },
  {
    name: "update policy without the organization",
    by: "matrix",
    matrix: "relations",
    test: /verb owner$/,
    bug: "An update without where applies no read policy, and the update policy lets every row through",
    sql: `alter policy customers_update_editor on public.customers
      using ((select private.permission_scope('update', 'customers')) = 'all') with check (true)`,
  },
  {
    name: "single-column reference",
    by: "matrix",
    matrix: "references",
    test: "by any reference of any table",
    bug: "A foreign key names the id alone, and foreign keys do not know row security",
    sql: `create unique index customers_id_key on public.customers (id);
      do $$ declare name text; begin
        select k.conname into name from pg_catalog.pg_constraint k where k.conrelid = 'public.properties'::regclass
          and k.confrelid = 'public.customers'::regclass;
        execute format('alter table public.properties drop constraint %I', name); end $$;
      alter table public.properties add foreign key (customer_id) references public.customers (id)`,
  },
  {
    name: "set null without a column list",
    by: "catalogue",
    test: "on delete set null names its column",
    bug: "Removing a referenced row would empty org_id as well",
    sql: `do $$ declare name text; begin
        select k.conname into name from pg_catalog.pg_constraint k where k.conrelid = 'public.customers'::regclass
          and k.confrelid = 'public.customers'::regclass;
        execute format('alter table public.customers drop constraint %I', name); end $$;
      alter table public.customers add foreign key (org_id, referred_by) references public.customers (org_id, id) on delete set null`,
  },
  {
    name: "unique key without the organization",
    by: "catalogue",
    test: "Every unique key starts with org_id",
    bug: "A refusal tells that another company has this e-mail address",
    sql: "create unique index customers_email_key on public.customers (email, created_at) where deleted_at is null",
  },
  {
    name: "view with its owner's rights",
    by: "matrix",
    matrix: "relations",
    test: /verb owner$/,
    bug: "A view without security_invoker shows all tenants",
    sql: `create view public.customer_names as select org_id, id, display_name from public.customers;
      alter view public.customer_names owner to postgres; grant select on public.customer_names to authenticated`,
  },
  {
    name: "open partition",
    by: "matrix",
    matrix: "relations",
    test: /verb owner$/,
    bug: "A month of the audit log can be read by its own name, past the parent's policies",
    sql: `do $$ declare child regclass := ${month}; begin
        execute format('alter table %s disable row level security', child);
        execute format('grant select on table %s to authenticated', child); end $$;
      grant usage on schema partitions to authenticated`,
  },
  {
    name: "definer function without its check",
    by: "matrix",
    matrix: "functions",
    test: "delete_customer",
    bug: "Deleting finds the customer by its id in any organization",
    sql: edit(
      "private.lock_customer(uuid, uuid, public.permission_type, public.resource_type)",
      "where c.org_id = org\n    and c.id = customer",
      "where c.id = customer",
    ),
  },
  {
    name: "stale claim trusted",
    by: "matrix",
    matrix: "relations",
    test: "removed member with a valid token",
    bug: "The organization is taken from the token without asking for a living membership",
    sql: edit("private.live_membership()", "and m.status = 'active'", ""),
  },
  {
    name: "forged claim trusted",
    by: "matrix",
    matrix: "relations",
    test: "removed member with a valid token",
    bug: "Whatever organization the token names is believed",
    sql: edit(
      "private.current_org_id()",
      "return (private.live_membership()).org_id;",
      "return private.uuid_claim('org_id');",
    ),
  },
  {
    name: "suspended organization goes on",
    by: "matrix",
    matrix: "relations",
    test: "owner of a suspended organization",
    bug: "The state of the organization is not asked for",
    sql: edit("private.live_membership()", "and o.status = 'active'", ""),
  },
  {
    name: "inactive account goes on",
    by: "matrix",
    matrix: "relations",
    test: "member with an inactive profile",
    bug: "The state of the profile is not asked for",
    sql: edit("private.live_membership()", "and p.is_active", ""),
  },
  {
    name: "key taken for a person",
    by: "matrix",
    matrix: "relations",
    test: "principal that is no member",
    bug: "A token with a principal counts as the member it was made from",
    sql: edit("private.live_membership()", "array['principal', 'needs_code']", "array['needs_code']"),
  },
  {
    name: "token hook without the account's state",
    by: "stories",
    story: "tenancy",
    test: "an inactive or deleted account gets no token, and the one it has is worth nothing",
    bug: "A deactivated account gets a fresh token each time it asks",
    sql: edit("public.custom_access_token_hook(jsonb)", "and p.is_active", ""),
  },
  {
    name: "wide grant",
    by: "catalogue",
    test: "Updates are granted by column",
    bug: "An update is granted on the whole table, keys and versions included",
    sql: "grant update on public.customers to authenticated",
  },
  {
    name: "movable organization",
    by: "catalogue",
    test: "org_id and id never change",
    bug: "The trigger that keeps org_id is gone",
    sql: "drop trigger forbid_change on public.customers",
  },
  {
    name: "helper not wrapped",
    by: "catalogue",
    test: "Functions in policies are wrapped in a select",
    bug: "The helper runs once a row: a list of 100,000 takes a second instead of a millisecond",
    sql: `alter policy role_permissions_select_reader on public.role_permissions
      using (org_id = private.current_org_id() and (select private.permission_scope('read', 'permissions')) = 'all')`,
  },
  {
    name: "function for strangers",
    by: "catalogue",
    test: "Functions that strangers may call are a named list",
    bug: "A function is executable without an account",
    sql: "grant execute on function public.search_customers(text, jsonb, integer) to anon",
  },
  {
    name: "gate for members",
    by: "matrix",
    matrix: "functions",
    test: "gate_log_requests",
    bug: "A function of the secret key is executable by members",
    sql: "grant execute on function public.gate_log_requests(jsonb) to authenticated",
  },
  {
    name: "audit log can be changed",
    by: "catalogue",
    test: "The audit log and the change log are only added to",
    bug: "Who did something may remove the line that says so",
    sql: `grant update (actor_id) on public.audit_logs to authenticated;
      create policy audit_logs_update_auditor on public.audit_logs for update to authenticated
        using (org_id = (select private.current_org_id())) with check (org_id = (select private.current_org_id()))`,
  },
  {
    name: "last owner may go",
    by: "stories",
    story: "members",
    test: "cannot leave, be demoted, suspended or removed",
    bug: "An organization is left without anybody who could repair it",
    sql: "drop trigger keep_an_owner_update on public.organization_members",
  },
  {
    name: "rank not compared",
    by: "stories",
    story: "members",
    test: "an admin neither makes nor touches an owner",
    bug: "An admin makes himself an owner",
    sql: edit(
      "private.require_rank(text)",
      "if private.role_rank(role) > ",
      "if false and private.role_rank(role) > ",
    ),
  },
  {
    name: "idempotency claim skipped",
    by: "stories",
    story: "idempotency",
    test: "sixty at once with one key make one row, one fresh answer and fifty-nine repeats of it",
    bug: "A repeated request does its work twice",
    sql: edit("private.claim_idempotency(text, jsonb, uuid)", "if wanted is null then", "if true then"),
  },
  {
    name: "context signature not checked",
    by: "stories",
    story: "request-context",
    test: "is not believed unsigned, signed by another key, altered, or a minute late",
    bug: "Anybody writes another address into the record of what he did",
    sql: edit("private.request_context()", "is distinct from split_part(header, '.', 2)", "is null"),
  },
  {
    name: "search without the right",
    by: "matrix",
    matrix: "scopes",
    test: "through public.search_customers",
    bug: "Search asks for the organization and not for the right to read customers",
    sql: edit(
      "public.search_customers(text, jsonb, integer)",
      "private.require_permission('read', 'customers')",
      "'all'",
    ),
  },
  {
    name: "own scope forgotten",
    by: "matrix",
    matrix: "scopes",
    test: "a technician gets nothing of another's records through public.list_customers",
    bug: "A technician's list holds everybody's customers",
    sql: edit("public.list_customers(jsonb, integer, jsonb)", "if scope = 'own' then", "if false then"),
  },
  {
    name: "invitation for anybody",
    by: "matrix",
    matrix: "functions",
    test: "accept_invitation",
    bug: "Whoever holds the link joins, whatever his address",
    sql: edit(
      "public.accept_invitation(jsonb)",
      "if account.email is distinct from invitation.email then",
      "if false then",
    ),
  },
  {
    name: "switching without membership",
    by: "matrix",
    matrix: "functions",
    test: "switch_organization",
    bug: "Who was removed may still choose the organization and reads its name",
    sql: edit("public.switch_organization(jsonb)", "and m.status = 'active'", ""),
  },
  {
    name: "search path of the caller",
    by: "catalogue",
    test: "Every function fixes its search_path",
    bug: "A definer function looks objects up where its caller says",
    sql: "alter function public.get_me() reset search_path",
  },
  {
    name: "internal table granted",
    by: "catalogue",
    test: "Tables of internal schemas are granted to nobody",
    bug: "The queue of events of all tenants is readable",
    sql: "grant select on private.outbox to authenticated",
  },

  ...onlineBookingMutants,
  ...visitorPhotoMutants,
  ...planningMutants,
  ...resourceMutants,
  ...auditMutants,
  ...importMutants,
  ...customFieldMutants,
  ...jobMutants,
  ...privacyMutants,
  ...sessionMutants,
  ...retentionMutants,
  ...rightsMutants,
  ...scheduleMutants,
  ...secretMutants,
  ...liveMutants,
  ...portalMutants,
  ...messageMutants,
  ...fileMutants,
  ...fieldMutants,
  ...featureMutants,
  ...referenceMutants,
];
