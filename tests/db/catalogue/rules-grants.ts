import { anonymousFunctions, internalForStrangers } from "./decisions";
import type { Rule } from "./rule";

const namedForStrangers = [
  ...Object.keys(anonymousFunctions).map((name) => `public.${name}`),
  ...Object.keys(internalForStrangers).map((name) => `private.${name}`),
]
  .map((name) => `'${name}'`)
  .join(", ");

const bookkeeping =
  "('org_id', 'id', 'version', 'edit_count', 'created_at', 'created_by', 'updated_at', 'updated_by', 'deleted_at', 'deleted_by', 'erased_at')";

export const grantRules: Rule[] = [
  {
    id: "nothing-to-public",
    law: "Nothing is granted to everybody: no table, column, sequence, function, schema or type",
    find: `select object || ' ' || label || ' ' || privilege as offender from law_grant where grantee = 'public' and object <> 'type'`,
    plant: { sql: "grant select on public.customers to public", offender: "table public.customers select" },
  },
  {
    id: "nothing-to-anon",
    law: "Strangers get no table and no function but the named ones",
    find: `select object || ' ' || label || ' ' || privilege as offender from law_grant
      where grantee = 'anon' and not (object = 'schema' and label in ('public', 'private') and privilege = 'usage')
        and not (object = 'function' and split_part(label, '(', 1) in (${namedForStrangers}))`,
    plant: {
      sql: "grant select (id) on public.customers to anon",
      offender: "column public.customers.id select",
    },
  },
  {
    id: "service-role",
    law: "The secret key reaches gate functions only: no table, and nothing of a person's",
    find: `select object || ' ' || label || ' ' || privilege as offender from law_grant where grantee = 'service_role'
      and not (object = 'function' and label ~ '^public\\.(gate_[a-z_]+|encrypt_sensitive_data|decrypt_sensitive_data)\\(')
      and not (object = 'schema' and label = 'public' and privilege = 'usage')`,
    plant: {
      sql: "grant select on public.customers to service_role",
      offender: "table public.customers select",
    },
  },
  {
    id: "gate-functions",
    law: "gate_* functions run before there is an identity: they are the secret key's alone",
    find: `select label || ' to ' || grantee as offender from law_grant
      where object = 'function' and label ~ '^public\\.gate_' and grantee <> 'service_role'`,
    plant: {
      sql: "create function public.gate_planted() returns int language sql set search_path = '' as 'select 1'; revoke execute on function public.gate_planted() from public; grant execute on function public.gate_planted() to authenticated",
      offender: "public.gate_planted() to authenticated",
    },
  },
  {
    id: "no-owner-verbs",
    law: "No API role truncates, references, puts triggers, maintains or grants on",
    find: `select object || ' ' || label || ' ' || privilege || ' to ' || grantee as offender from law_grant
      where (privilege in ('truncate', 'references', 'trigger', 'maintain', 'create') or is_grantable)`,
    plant: {
      sql: "grant truncate on public.customers to authenticated",
      offender: "table public.customers truncate to authenticated",
    },
  },
  {
    id: "internal-schemas",
    law: "Tables of internal schemas are granted to nobody",
    find: `select object || ' ' || label || ' ' || privilege || ' to ' || grantee as offender from law_grant
      where schema <> 'public' and object in ('table', 'column', 'view', 'materialized view', 'sequence')`,
    plant: {
      sql: "grant select on private.outbox to authenticated",
      offender: "table private.outbox select to authenticated",
    },
  },
  {
    id: "closed-schemas",
    law: "Of internal schemas only private may be named by a request, for the helpers in policies; ops is the worker's",
    find: `select label || ' to ' || grantee as offender from law_grant where object = 'schema' and privilege = 'usage'
      and not (label = 'public' and grantee in ('anon', 'authenticated', 'service_role', 'supabase_auth_admin'))
      and not (label = 'private' and grantee in ('anon', 'authenticated'))
      and not (label = 'ops' and grantee = 'callout_worker')`,
    plant: {
      sql: "grant usage on schema partitions to authenticated",
      offender: "partitions to authenticated",
    },
  },
  {
    id: "no-deletes",
    law: "Nobody deletes rows: deletion is a state, set by functions that check, and can be undone",
    find: `select label || ' to ' || grantee as offender from law_grant where object in ('table', 'column', 'view') and privilege = 'delete'`,
    plant: {
      sql: "grant delete on public.customers to authenticated",
      offender: "public.customers to authenticated",
    },
  },
  {
    id: "inserts-by-column",
    law: "Inserts are granted by column, never of keys, versions, authorship or deletion; org_id is held by the with check",
    find: `select label || ' to ' || grantee as offender from law_grant where object in ('table', 'view') and privilege = 'insert'
      union all select label || ' to ' || grantee from law_grant where object = 'column' and privilege = 'insert'
        and column_name in ${bookkeeping} and column_name <> 'org_id'`,
    plant: {
      sql: "grant insert (version) on public.customers to authenticated",
      offender: "public.customers.version to authenticated",
    },
  },
  {
    id: "updates-by-column",
    law: "Updates are granted by column, never of keys, versions, authorship or deletion",
    find: `select label || ' to ' || grantee as offender from law_grant where object in ('table', 'view') and privilege = 'update'
      union all select label || ' to ' || grantee from law_grant where object = 'column' and privilege = 'update' and column_name in ${bookkeeping}`,
    plant: {
      sql: "grant update (org_id) on public.customers to authenticated",
      offender: "public.customers.org_id to authenticated",
    },
  },
  {
    id: "states-by-functions",
    law: "Roles, states of membership, money and quotas change through functions: their columns are not granted",
    find: `select g.label || ' to ' || g.grantee as offender from law_grant g where g.object = 'column' and g.privilege = 'update'
      and (g.column_name ~ '(_amount|^quota_|_hash|^role|^plan)$' or g.column_name ~ '^(quota_|plan$|role$|is_active$|slug$)'
        or (g.column_name = 'status' and g.label !~ '^public\\.customers\\.'))`,
    plant: {
      sql: "grant update (role) on public.organization_members to authenticated",
      offender: "public.organization_members.role to authenticated",
    },
  },
  {
    id: "no-sequences",
    law: "No sequence is readable or usable by an API role",
    find: "select label || ' to ' || grantee as offender from law_grant where object = 'sequence'",
    plant: {
      sql: "create sequence public.planted; grant usage on sequence public.planted to authenticated",
      offender: "public.planted to authenticated",
    },
  },
  {
    id: "default-privileges",
    law: "What postgres creates is closed: no default privilege opens a table, sequence or function",
    find: `select 'default ' || d.defaclobjtype::text || ' ' || coalesce(r.rolname::text, 'public') || ' ' || lower(x.privilege_type) as offender
      from pg_catalog.pg_default_acl d
      cross join lateral pg_catalog.aclexplode(d.defaclacl) x
      left join pg_catalog.pg_roles r on r.oid = x.grantee
      where x.grantee <> d.defaclrole and d.defaclrole = 'postgres'::regrole
        and coalesce((select n.nspname from pg_catalog.pg_namespace n where n.oid = d.defaclnamespace), 'public') in (select name from law_schema)
      union all
      select 'functions are executable by public' where not exists (
        select from pg_catalog.pg_default_acl d where d.defaclrole = 'postgres'::regrole and d.defaclobjtype = 'f' and d.defaclnamespace = 0
          and not exists (select from pg_catalog.aclexplode(d.defaclacl) x where x.grantee = 0))`,
    plant: {
      sql: "alter default privileges for role postgres in schema public grant select on tables to anon",
      offender: "default r anon select",
    },
  },
  {
    id: "roles",
    law: "API roles and the worker bypass nothing, create nothing and are members of nobody",
    find: `select r.rolname::text as offender from pg_catalog.pg_roles r
      where r.rolname in ('anon', 'authenticated', 'callout_worker')
        and (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication
          or exists (select from pg_catalog.pg_auth_members m where m.member = r.oid))
      union all select m.member::regrole::text || ' in callout_worker' from pg_catalog.pg_auth_members m
        join pg_catalog.pg_roles r on r.oid = m.member
        where m.roleid = 'callout_worker'::regrole and (r.rolsuper or r.rolbypassrls) and r.rolname not in ('postgres', 'supabase_admin')`,
    plant: { sql: "alter role authenticated bypassrls", offender: "authenticated" },
  },
];
