import { quoteName } from "@/tests/support/database";
import type { Sql, Transaction } from "@/tests/support/database";
import { inDependencyOrder, readRelations } from "@/tests/support/relations";
import type { Relation } from "@/tests/support/relations";
import { madeByTheProject, ofNobody, rowFor, rowsBefore, rowsOf } from "@/tests/support/seeding";
import type { Ground, Row } from "@/tests/support/seeding-values";
import type { Company } from "./company";

/** In every text of the person's rows, and in nobody else's. */
export const canary = "axocanary";

/** Tables that hold people of the kind, by the register; the traces of requests, behind position 90, left out. */
export async function registered(sql: Sql, person: string): Promise<Set<string>> {
  const rows = await sql<{ relation: string }[]>`
    select relation from private.personal_data_rows where person = ${person} and position < 90`;
  return new Set(rows.map((row) => row.relation));
}

/**
 * A row in every table there is, as a full copy of a company has them: each column that is the person's carries the
 * canary, all others a word of their own.
 */
export async function fillCompany(
  company: Omit<Company, "database">,
  technician: string,
  word: string,
): Promise<Map<string, Row>> {
  const relations = await readRelations(company.sql);
  const personal = await registered(company.sql, "customer");
  const columns = await company.sql<{ place: string }[]>`
    select relation || '.' || name as place from private.personal_data_columns where person <> 'none'`;
  const theirs = new Set(columns.map(({ place }) => place));
  const rows = new Map<string, Row>();
  await company.sql.begin(async (tx) => {
    const ground: Ground = { orgId: company.orgId, word, phone: "+12025550111", userId: technician, rows };
    await tx.unsafe(rowsBefore(ground));
    const valuesOf = (relation: Relation): Row => {
      const values = rowFor(relation, ground);
      if (!personal.has(relation.label)) return values;
      const marked = rowFor(relation, { ...ground, word: canary, phone: "+12025550122" });
      for (const name of Object.keys(values)) {
        if (theirs.has(`${relation.label}.${name}`)) values[name] = marked[name];
      }
      return values;
    };
    const member = await oneOf(tx, "public.organization_members", company.orgId);
    if (member) rows.set("public.organization_members", member);
    for (const relation of inDependencyOrder(relations)) {
      if (!isSeeded(relation)) continue;
      const row = madeByTheProject[relation.label]
        ? await oneOf(tx, relation.label, company.orgId)
        : await insertValues(tx, relation, valuesOf(relation));
      if (row) rows.set(relation.label, row);
    }
  });
  return rows;
}

async function insertValues(tx: Transaction, relation: Relation, values: Row): Promise<Row | undefined> {
  // A face is nobody's but the technician's: the file of the person would be his as well.
  if (relation.label === "public.bookable_resources") values["photo_file_id"] = null;
  const names = Object.keys(values).map(quoteName);
  const [made] = await tx.unsafe<{ row: Row }[]>(
    `insert into ${relation.label} as t (${names.join(", ")})
     select ${names.map((name) => `r.${name}`).join(", ")}
     from jsonb_populate_record(null::${relation.label}, $1::text::jsonb) r returning to_jsonb(t) as row`,
    [JSON.stringify(values)],
  );
  return made?.row;
}

const isSeeded = ({ kind, label }: Relation): boolean =>
  (kind === "table" || kind === "partitioned") && !ofNobody[label];

async function oneOf(tx: Transaction, label: string, orgId: string): Promise<Row | undefined> {
  const relation = (await readRelations(tx as unknown as Sql)).find((each) => each.label === label);
  const condition = relation && rowsOf(relation, orgId);
  if (!condition) return undefined;
  const [row] = await tx.unsafe<{ row: Row }[]>(
    `select to_jsonb(t) as row from ${label} t where ${condition} limit 1`,
  );
  return row?.row;
}

/** Every table of the database, Auth's and Storage's included, in which a word stands, with how many rows. */
export async function tracesOf(sql: Sql, word: string): Promise<string[]> {
  const tables = await sql<{ schema: string; name: string }[]>`
    select n.nspname as schema, c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition
      and n.nspname not in ('pg_catalog', 'information_schema', 'supabase_migrations')
    order by 1, 2`;
  const found: string[] = [];
  const hex = Buffer.from(word).toString("hex");
  for (const { schema, name } of tables) {
    const [row] = await sql.unsafe<{ rows: number }[]>(
      `select count(*)::int as rows from ${quoteName(schema)}.${quoteName(name)} t
       where strpos(lower(to_jsonb(t)::text), $1) > 0 or strpos(lower(to_jsonb(t)::text), $2) > 0`,
      [word, hex],
    );
    if (row && row.rows > 0) found.push(`${schema}.${name}: ${row.rows}`);
  }
  return found;
}

/** A sum over every row of an organization: equal sums, unchanged organization. */
export async function sumOf(sql: Sql, orgId: string): Promise<Record<string, string>> {
  const sums: Record<string, string> = {};
  for (const relation of await readRelations(sql)) {
    const condition = isSeeded(relation) ? rowsOf(relation, orgId) : null;
    if (!condition) continue;
    const [row] = await sql.unsafe<{ sum: string }[]>(
      `select coalesce(md5(string_agg(to_jsonb(t)::text, '|' order by to_jsonb(t)::text)), 'none') as sum
       from ${relation.label} t where ${condition}`,
    );
    sums[relation.label] = row?.sum ?? "none";
  }
  return sums;
}
