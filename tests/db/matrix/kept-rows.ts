import { quote, quoteName } from "../../support/database";
import type { Sql } from "../../support/database";

/** What planning writes, in an order in which references hold. */
const PLANNING = ["jobs", "bookings", "booking_assignments", "booking_holds", "resource_occupancy"];

/**
 * Remembers what an organization has planned and answers how to bring exactly that back: steps cannot be taken back by
 * steps, because a visit that was cancelled never goes straight back to where it was. Triggers and references are
 * silent meanwhile; the exclusion constraint is not.
 */
export async function keepPlans(sql: Sql, orgId: string): Promise<() => Promise<void>> {
  const org = quote(orgId);
  const writes: string[] = [];
  for (const table of PLANNING) {
    const name = `public.${quoteName(table)}`;
    const [{ columns, rows }] = await sql.unsafe<[{ columns: string; rows: unknown }]>(
      `select
         (select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute a
          where a.attrelid = '${name}'::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '')
           as columns,
         (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from ${name} t where t.org_id = ${org}) as rows`,
    );
    writes.push(
      `insert into ${name} (${columns})
       select ${columns} from jsonb_populate_recordset(null::${name}, ${quote(JSON.stringify(rows))}::jsonb)`,
    );
  }
  const removals = PLANNING.toReversed().map(
    (table) => `delete from public.${quoteName(table)} where org_id = ${org}`,
  );
  const statements = ["set local session_replication_role = replica", ...removals, ...writes].join(";\n");
  return async () => {
    await sql.begin((tx) => tx.unsafe(statements).simple());
  };
}
