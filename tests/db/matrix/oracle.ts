import { quoteName } from "../../support/database";
import type { Sql } from "../../support/database";
import type { Relation } from "../../support/relations";
import { rowsOf } from "../../support/seeding";
import type { Row } from "../../support/seeding-values";
import type { Organization } from "../../support/world";

/**
 * Installs `oracle.snapshot(org)`: a digest of every row of an organization in every relation, as the superuser sees
 * them. What changes anything of the organization, by whatever way, changes the digest.
 */
export async function installOracle(sql: Sql, relations: Relation[]): Promise<void> {
  const parts = relations
    .filter((relation) => relation.kind === "table" || relation.kind === "partitioned")
    .flatMap((relation) => {
      const where = rowsOf(relation, "$org");
      if (where === null) return [];
      const condition = where.replaceAll("'$org'::uuid", "org");
      return `(select md5(string_agg(t::text, ',' order by t::text)) from ${quoteName(relation.schema)}.${quoteName(relation.name)} t where ${condition})`;
    });
  await sql
    .unsafe(
      `create schema oracle;
       create function oracle.snapshot(org uuid) returns text language plpgsql set search_path = '' as $$
       begin return (select string_agg(coalesce(part, '-'), ' ') from unnest(array[${parts.join(",\n")}]) part); end $$`,
    )
    .simple();
}

/** What of an organization must never be read by a stranger: the word in its texts and its people's number. */
export function leaked(organization: Organization, seen: unknown): string | null {
  const text = (typeof seen === "string" ? seen : JSON.stringify(seen)).toLowerCase();
  for (const secret of [organization.word, organization.phone.slice(1)]) {
    const at = text.indexOf(secret);
    if (at >= 0) return text.slice(Math.max(0, at - 40), at + secret.length + 20);
  }
  return null;
}

/** Whether rows name a record or person of the organization by id. */
export function namesOfVictim(organization: Organization, rows: Row[]): boolean {
  const text = JSON.stringify(rows);
  const ids = [organization.id, ...[...organization.rows.values()].map((row) => row.id)];
  return ids.some((id) => typeof id === "string" && text.includes(id));
}
