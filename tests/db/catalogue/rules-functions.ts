import { anonymousFunctions, exposedFunctions, internalForStrangers, internalFunctions } from "./decisions";
import type { Rule } from "./rule";

const names = (list: Iterable<string>): string =>
  `(values ${[...list].map((name) => `('${name}')`).join(", ")}) as decided(name)`;

const decided = names(Object.keys(exposedFunctions));

const plantedFunction = (options: string, body = "select 1"): string =>
  `create function public.planted() returns integer language sql ${options} as '${body}';
   alter function public.planted() owner to postgres; revoke execute on function public.planted() from public;`;

export const functionRules: Rule[] = [
  {
    id: "function-search-path",
    law: "Every function fixes its search_path to nothing, so that no caller can slip an object under it",
    find: `select label as offender from law_function where kind in ('f', 'p') and not (config @> array['search_path=""'])`,
    plant: { sql: plantedFunction("set search_path = public"), offender: "public.planted()" },
  },
  {
    id: "function-not-public",
    law: "No function is executable by everybody",
    find: "select label as offender from law_grant where object = 'function' and grantee = 'public'",
    plant: {
      sql: `${plantedFunction("set search_path = ''")} grant execute on function public.planted() to public`,
      offender: "public.planted()",
    },
  },
  {
    id: "function-anon",
    law: "Functions that strangers may call are a named list",
    find: `select g.label as offender from law_grant g join law_function f on f.label = g.label
      where g.object = 'function' and g.grantee in ('anon', 'public')
        and f.name not in (${["''", ...Object.keys({ ...anonymousFunctions, ...internalForStrangers }).map((name) => `'${name}'`)].join(", ")})`,
    plant: {
      sql: `${plantedFunction("set search_path = ''")} grant execute on function public.planted() to anon`,
      offender: "public.planted()",
    },
  },
  {
    id: "function-decided",
    law: "Every function of the exposed schema is decided upon: who may execute it stands in the list",
    find: `select f.label || ' is not on the list' as offender from law_function f
        where f.schema = 'public' and f.name not in (select name from ${decided})
      union all select d.name || ' does not exist' from ${decided.replace(" as decided(name)", " as d(name)")}
        where not exists (select from law_function f where f.schema = 'public' and f.name = d.name)`,
    plant: { sql: plantedFunction("set search_path = ''"), offender: "public.planted() is not on the list" },
  },
  {
    id: "function-callers",
    law: "Each exposed function is executable by exactly the roles the list names",
    find: async (tx) => {
      const rows = await tx.unsafe<{ name: string; callers: string[] }[]>(
        `select f.name, coalesce(array_agg(distinct g.grantee order by g.grantee) filter (where g.grantee is not null), '{}') as callers
         from law_function f left join law_grant g on g.object = 'function' and g.label = f.label
         where f.schema = 'public' group by f.oid, f.name`,
      );
      return rows
        .filter((row) => {
          const wanted = exposedFunctions[row.name];
          return wanted !== undefined && [...wanted].sort().join() !== [...row.callers].sort().join();
        })
        .map((row) => `${row.name} by ${row.callers.join(", ") || "nobody"}`);
    },
    plant: {
      sql: "grant execute on function public.get_me() to service_role",
      offender: "get_me by authenticated, service_role",
    },
  },
  {
    id: "definer-reason",
    law: "A function that runs as its owner says why in its comment",
    find: `select label as offender from law_function where is_definer and coalesce(comment, '') !~* 'definer'`,
    plant: { sql: plantedFunction("security definer set search_path = ''"), offender: "public.planted()" },
  },
  {
    id: "definer-trigger-closed",
    law: "Trigger functions are executable by nobody: a trigger needs no grant",
    find: `select g.label || ' to ' || g.grantee as offender from law_grant g join law_function f on f.label = g.label
      where g.object = 'function' and f.is_trigger and g.grantee <> 'supabase_auth_admin'`,
    plant: {
      sql: "grant execute on function private.touch_row() to authenticated",
      offender: "private.touch_row() to authenticated",
    },
  },
  {
    id: "internal-functions",
    law: "Of the internal schemas requests may call the named helpers only, the worker ops only",
    find: `select label || ' to ' || grantee as offender from law_grant where object = 'function' and schema <> 'public'
      and not (schema = 'ops' and grantee = 'callout_worker')
      and not (schema = 'private' and grantee = 'authenticated'
        and substring(label from '^private\\.([a-z_0-9]+)\\(') in (select name from ${names(Object.keys(internalFunctions))}))
      and not (schema = 'private' and grantee = 'anon'
        and substring(label from '^private\\.([a-z_0-9]+)\\(') in (select name from ${names(Object.keys(internalForStrangers))}))
      union all select 'private.' || d.name || ' is granted to nobody' from ${names(Object.keys(internalFunctions)).replace(" as decided(name)", " as d(name)")}
        where not exists (select from law_grant g where g.object = 'function' and g.grantee = 'authenticated' and g.label like 'private.' || d.name || '(%')`,
    plant: {
      sql: "grant execute on function private.record_changes() to authenticated",
      offender: "private.record_changes() to authenticated",
    },
  },
  {
    id: "helpers-stable",
    law: "The policies' helpers are stable, else the planner could not run them once a statement",
    find: `select label as offender from law_function where schema = 'private' and volatility = 'v'
      and name ~ '^(current_[a-z_]+|permission_scope|has_permission|own_[a-z_]+_ids)$'`,
    plant: {
      sql: "alter function private.current_org_id() volatile",
      offender: "private.current_org_id()",
    },
  },
  {
    id: "function-language",
    law: "Functions are written in SQL or plpgsql",
    find: "select label as offender from law_function where language not in ('sql', 'plpgsql')",
    plant: {
      sql: "create function public.planted() returns integer language internal as 'pg_backend_pid'",
      offender: "public.planted()",
    },
  },
  {
    id: "function-no-org-argument",
    law: "No exposed function takes the organization as an argument of its own: it comes from the session",
    find: `select f.label as offender from law_function f where f.schema = 'public'
      and exists (select from unnest(f.argument_names) a(name) where a.name ~ '(^|_)org(anization)?(_id)?$')
      and exists (select from law_grant g where g.object = 'function' and g.label = f.label and g.grantee in ('authenticated', 'anon'))`,
    plant: {
      sql: `create function public.planted(org_id uuid) returns integer language sql set search_path = '' as 'select 1';
        grant execute on function public.planted(uuid) to authenticated`,
      offender: "public.planted(uuid)",
    },
  },
  {
    id: "no-dynamic-sql",
    law: "Functions that requests reach build no statement from text",
    find: `select f.label as offender from law_function f where f.source ~* '\\mexecute\\s+(format|''|\\w+\\s*\\|\\|)'
      and exists (select from law_grant g where g.object = 'function' and g.label = f.label and g.grantee in ('authenticated', 'anon'))`,
    plant: {
      sql: `create function public.planted() returns void language plpgsql set search_path = '' as
        'begin execute format(''select %L'', 1); end'; grant execute on function public.planted() to authenticated`,
      offender: "public.planted()",
    },
  },
  {
    id: "no-extensions-in-public",
    law: "Extensions live in the schema extensions",
    find: `select e.extname::text as offender from pg_catalog.pg_extension e join law_schema s on s.oid = e.extnamespace`,
    plant: { sql: "create extension hstore schema public", offender: "hstore" },
  },
];
