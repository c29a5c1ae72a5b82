import { rolledBack } from "../../support/database";
import type { Sql } from "../../support/database";
import { catalogueViews } from "./views";

/** The whole of our schema as sorted lines, without anything a second installation would number differently. */
export async function fingerprint(sql: Sql): Promise<string[]> {
  return rolledBack(sql, async (tx) => {
    await tx.unsafe("set local search_path = ''").simple();
    await tx.unsafe(catalogueViews).simple();
    const found = await tx.unsafe<{ line: string }[]>(`
      select 'schema ' || name as line from law_schema where name <> 'public'
      union all select concat_ws(' ', 'relation', label, kind, rls, forced, owner, persistence, comment, options::text) from law_relation where kind <> 'i' and kind <> 'I'
      union all select concat_ws(' ', 'column', label, type, not_null, default_expr, generated, identity) from law_column
      union all select concat_ws(' ', 'index', label, definition, is_valid) from law_index
      union all select concat_ws(' ', 'constraint', label, definition) from law_constraint
      union all select concat_ws(' ', 'policy', label, permissive, command, roles::text, using_expr, check_expr) from law_policy
      union all select concat_ws(' ', 'function', label, is_definer, config::text, volatility, owner, comment, md5(source)) from law_function
      union all select concat_ws(' ', 'trigger', label, per_row, before, on_insert, on_update, on_delete, on_truncate, function, enabled) from law_trigger
      union all select concat_ws(' ', 'grant', object, label, privilege, grantee, is_grantable) from law_grant
        where not (object = 'schema' and schema = 'public')
      union all select concat_ws(' ', 'domain', s.name || '.' || t.typname, pg_catalog.pg_get_constraintdef(k.oid)) from pg_catalog.pg_type t
        join law_schema s on s.oid = t.typnamespace left join pg_catalog.pg_constraint k on k.contypid = t.oid where t.typtype = 'd'
      union all select concat_ws(' ', 'default', defaclnamespace::regnamespace, defaclobjtype, defaclacl::text) from pg_catalog.pg_default_acl
        where defaclrole = 'postgres'::regrole
      union all select 'extension ' || extname from pg_catalog.pg_extension where extname not in ('plpgsql', 'pgcrypto', 'uuid-ossp', 'pg_stat_statements')
      union all select concat_ws(' ', 'trigger on auth', c.relname, g.tgname) from pg_catalog.pg_trigger g
        join pg_catalog.pg_class c on c.oid = g.tgrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'auth' and not g.tgisinternal`);
    return found.map((row) => row.line).sort();
  });
}
