import type { Sql } from "./database";

export type Column = {
  name: string;
  /** Without domain: `text`, `uuid`, `timestamp with time zone`, … */
  type: string;
  notNull: boolean;
  hasDefault: boolean;
  isGenerated: boolean;
  /** The values a check or domain of the form `x in (…)` allows, in its order. */
  allowed: string[];
};

export type Reference = { name: string; columns: string[]; target: string; targetColumns: string[] };

/** A table, partition, view or materialised view of the project. */
export type Relation = {
  oid: number;
  schema: string;
  name: string;
  label: string;
  /** Of a partition: the table it belongs to. */
  parent: string | null;
  kind: "table" | "partitioned" | "partition" | "view" | "materialized view";
  columns: Column[];
  key: string[];
  references: Reference[];
};

const ours = `n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'extensions', 'auth', 'storage', 'realtime',
  'supabase_migrations', 'supabase_functions', 'graphql', 'graphql_public', 'vault', 'cron', 'net', 'pgbouncer')`;

/** Everything that can be selected from, read from pg_catalog: a new table is there without a line of test code. */
export async function readRelations(sql: Sql): Promise<Relation[]> {
  const relations = await sql.unsafe<Omit<Relation, "columns" | "references">[]>(`
    select c.oid::int as oid, n.nspname as schema, c.relname as name, n.nspname || '.' || c.relname as label,
      case when c.relispartition then 'partition' when c.relkind = 'p' then 'partitioned' when c.relkind = 'v' then 'view'
        when c.relkind = 'm' then 'materialized view' else 'table' end as kind,
      (select pn.nspname || '.' || p.relname from pg_inherits h join pg_class p on p.oid = h.inhparent
        join pg_namespace pn on pn.oid = p.relnamespace where h.inhrelid = c.oid and c.relispartition) as parent,
      coalesce((select array_agg(a.attname::text order by k.n) from pg_index i
        cross join lateral unnest(i.indkey::int2[]) with ordinality k(attnum, n)
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
        where i.indrelid = c.oid and i.indisprimary), '{}') as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm') and ${ours}
    order by 3`);
  const columns = await sql.unsafe<(Column & { relation: number; checks: string[] })[]>(`
    select a.attrelid::int as relation, a.attname as name,
      format_type(case when t.typtype = 'd' then t.typbasetype else a.atttypid end, null) as type,
      a.attnotnull as "notNull", (a.atthasdef or a.attidentity <> '') as "hasDefault", a.attgenerated <> '' as "isGenerated",
      array(select pg_get_constraintdef(k.oid) from pg_constraint k
        where (k.conrelid = a.attrelid and k.contype = 'c' and k.conkey = array[a.attnum]) or k.contypid = t.oid) as checks
    from pg_attribute a join pg_type t on t.oid = a.atttypid join pg_class c on c.oid = a.attrelid
    join pg_namespace n on n.oid = c.relnamespace
    where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm') and ${ours}
    order by a.attrelid, a.attnum`);
  const references = await sql.unsafe<(Reference & { relation: number })[]>(`
    select k.conrelid::int as relation, k.conname as name, tn.nspname || '.' || tc.relname as target,
      (select array_agg(a.attname::text order by u.n) from unnest(k.conkey) with ordinality u(attnum, n)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.attnum) as columns,
      (select array_agg(a.attname::text order by u.n) from unnest(k.confkey) with ordinality u(attnum, n)
        join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.attnum) as "targetColumns"
    from pg_constraint k join pg_class tc on tc.oid = k.confrelid join pg_namespace tn on tn.oid = tc.relnamespace
    join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where k.contype = 'f' and k.conparentid = 0 and ${ours}`);
  return relations.map((relation) => ({
    ...relation,
    columns: columns.filter((column) => column.relation === relation.oid).map(columnOf),
    references: references
      .filter((reference) => reference.relation === relation.oid)
      .map(({ name, columns, target, targetColumns }) => ({ name, columns, target, targetColumns })),
  }));
}

function columnOf(row: Omit<Column, "allowed"> & { checks: string[] }): Column {
  const { name, type, notNull, hasDefault, isGenerated, checks } = row;
  return { name, type, notNull, hasDefault, isGenerated, allowed: checks.flatMap(allowedValues) };
}

/** From `CHECK ((status = ANY (ARRAY['a'::text, 'b'::text])))`, as PostgreSQL prints every `in (…)`. */
function allowedValues(check: string): string[] {
  const list = /= ANY \(+ARRAY\[(.+?)\]/.exec(check)?.[1];
  return list
    ? [...list.matchAll(/'((?:[^']|'')*)'/g)].map((match) => (match[1] ?? "").replaceAll("''", "'"))
    : [];
}

/** Referenced tables first; references that close a circle are left out of the order. */
export function inDependencyOrder(relations: Relation[]): Relation[] {
  const ordered: Relation[] = [];
  const visit = (relation: Relation, path: Relation[]): void => {
    if (ordered.includes(relation) || path.includes(relation)) return;
    // A company comes before all that is its own, its logo included.
    const needed = relation.label === "public.organizations" ? [] : relation.references;
    for (const reference of needed) {
      const target = relations.find((candidate) => candidate.label === reference.target);
      if (target) visit(target, [...path, relation]);
    }
    ordered.push(relation);
  };
  for (const relation of relations) visit(relation, []);
  return ordered;
}
