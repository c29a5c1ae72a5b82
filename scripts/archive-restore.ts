/**
 * Brings months of the audit log back from the archive, verified by digest and count, for so many days; then
 * maintenance takes them away again. What is there already stays as it is.
 *
 *   npm run archive:restore -- --list [--org SLUG]
 *   npm run archive:restore -- --org SLUG --month 2025-03 [--keep-days 30] [--check]
 *     --check reads and verifies, and brings nothing back
 */
import { parseArgs } from "node:util";
import postgres from "postgres";
import { ARCHIVE_BUCKET, unpackRows } from "@/lib/retention/archive-file";
import type { ArchivePart, ArchivedRow } from "@/lib/retention/archive-file";
import { readObject } from "@/lib/worker/objects";
import { StackError, runScript } from "./stack/stack-error";

type Part = ArchivePart & { org_id: string; id: string; slug: string; rule: string; month: string };

/** Rows given to one statement. */
const BATCH = 2_000;

function findParts(sql: postgres.Sql, org: string | undefined, month: string | undefined): Promise<Part[]> {
  return sql<Part[]>`
    select a.org_id, a.id, o.slug, a.rule, to_char(a.month, 'YYYY-MM') as month, a.first_id, a.last_id, a.path,
      a.row_count, a.byte_count::float8, a.sha256
    from private.archives as a
    join public.organizations as o on o.id = a.org_id
    where (${org ?? null}::text is null or o.slug = ${org ?? null})
      and (${month ?? null}::text is null or to_char(a.month, 'YYYY-MM') = ${month ?? null})
    order by o.slug, a.rule, a.month, a.first_id`;
}

async function readPart(part: Part): Promise<ArchivedRow[]> {
  const bytes = await readObject(ARCHIVE_BUCKET, part.path);
  if (!bytes) throw new StackError(`${part.path} is not in the archive any more.`);
  return unpackRows(bytes, part);
}

async function restorePart(sql: postgres.Sql, part: Part, keepDays: number): Promise<number> {
  const rows = await readPart(part);
  let restored = 0;
  await sql.begin(async (tx) => {
    for (let from = 0; from < rows.length; from += BATCH) {
      const [done] = await tx<{ count: number }[]>`
        select private.restore_archive_rows(
          ${part.org_id}, ${part.id}, ${JSON.stringify(rows.slice(from, from + BATCH))}::text::jsonb,
          make_interval(days => ${keepDays})
        ) as count`;
      restored += done?.count ?? 0;
    }
  });
  return restored;
}

async function work(sql: postgres.Sql): Promise<void> {
  const { values } = parseArgs({
    options: {
      list: { type: "boolean" },
      check: { type: "boolean" },
      org: { type: "string" },
      month: { type: "string" },
      "keep-days": { type: "string", default: "30" },
    },
  });
  const keepDays = Number(values["keep-days"]);
  if (!Number.isInteger(keepDays) || keepDays < 1)
    throw new StackError("--keep-days is a whole number of days.");
  if (!values.list && (!values.org || !/^\d{4}-\d{2}$/.test(values.month ?? "")))
    throw new StackError(
      "Say whose month: --org SLUG --month 2025-03. `npm run archive:restore -- --list` shows them.",
    );
  const parts = await findParts(sql, values.org, values.month);
  if (parts.length === 0) throw new StackError("Nothing of that lies in the archive.");
  for (const part of parts) {
    const name = `${part.slug}  ${part.rule}  ${part.month}  ${part.row_count} rows`;
    if (values.list) console.log(name);
    else if (values.check) console.log(`${name}: ${(await readPart(part)).length} read, the digest fits`);
    else console.log(`${name}: ${await restorePart(sql, part, keepDays)} brought back for ${keepDays} days`);
  }
}

await runScript(async () => {
  const url = process.env.ADMIN_DATABASE_URL;
  if (!url) throw new StackError("ADMIN_DATABASE_URL is not set: the address of the database for its owner.");
  const sql = postgres(url, { max: 1, prepare: false, onnotice: () => undefined });
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
});
