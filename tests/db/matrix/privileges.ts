import type { Sql } from "../../support/database";
import type { Relation } from "../../support/relations";

export type Verb = "select" | "insert" | "update" | "delete" | "truncate";

/** What a role may name at all, as the catalogue says: it tells which kind of denial to expect. */
export type Privileges = {
  columns: (role: string, relation: Relation, verb: "select" | "insert" | "update") => string[];
  table: (role: string, relation: Relation, verb: "delete" | "truncate") => boolean;
};

export async function readPrivileges(sql: Sql, relations: Relation[]): Promise<Privileges> {
  const oids = relations.map((relation) => relation.oid);
  const columns = await sql<{ key: string; names: string[] }[]>`
    select r.role || ' ' || c.oid || ' ' || v.verb as key, array_agg(a.attname::text order by a.attnum) as names
    from unnest(array['anon', 'authenticated', 'service_role', 'callout_worker']) r(role)
    cross join unnest(array['select', 'insert', 'update']) v(verb)
    join pg_class c on c.oid = any (${oids}::oid[])
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where has_schema_privilege(r.role, c.relnamespace, 'usage') and has_column_privilege(r.role, c.oid, a.attnum, v.verb)
    group by 1`;
  const tables = await sql<{ key: string }[]>`
    select r.role || ' ' || c.oid || ' ' || v.verb as key
    from unnest(array['anon', 'authenticated', 'service_role', 'callout_worker']) r(role)
    cross join unnest(array['delete', 'truncate']) v(verb)
    join pg_class c on c.oid = any (${oids}::oid[])
    where has_schema_privilege(r.role, c.relnamespace, 'usage') and has_table_privilege(r.role, c.oid, v.verb)`;
  const byColumn = new Map(columns.map((row) => [row.key, row.names]));
  const byTable = new Set(tables.map((row) => row.key));
  return {
    columns: (role, relation, verb) => byColumn.get(`${role} ${relation.oid} ${verb}`) ?? [],
    table: (role, relation, verb) => byTable.has(`${role} ${relation.oid} ${verb}`),
  };
}
