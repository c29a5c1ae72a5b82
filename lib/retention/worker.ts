import "server-only";
import { log } from "@/lib/log";
import { ARCHIVE_BUCKET, ARCHIVE_MIME, packRows, unpackRows } from "@/lib/retention/archive-file";
import type { ArchivedRow } from "@/lib/retention/archive-file";
import type { Sql } from "@/lib/worker/database";
import { readObject, removeObjects, writeObject } from "@/lib/worker/objects";

type Due = { org_id: string; rule: string; month: string; after_id: string | null };

/** Rows of one object: some megabytes under gzip, and no more than that in memory. */
const MOST_ROWS = 50_000;

/**
 * By the clock: organizations' months that are past their time go into the archive, part by part, and are read back
 * before the database is told; only then may maintenance drop them. A part that does not fit stays where it is, is
 * said, and holds up no other organization.
 */
export async function archiveMonths(sql: Sql, mostRows = MOST_ROWS): Promise<void> {
  const months = await sql<Due[]>`
    select org_id, rule, month::text, after_id from ops.archives_due()`;
  const failures: unknown[] = [];
  for (const month of months) {
    try {
      await archiveMonth(sql, month, mostRows);
    } catch (error) {
      failures.push(error);
      log.error("archive_failed", { org_id: month.org_id, rule: month.rule, month: month.month, error });
    }
  }
  await removeOrphans(sql);
  if (failures.length > 0)
    throw new Error(`${failures.length} months could not be archived.`, { cause: failures[0] });
}

/** What is left in the archive of organizations that were deleted. */
async function removeOrphans(sql: Sql): Promise<void> {
  const rows = await sql<{ path: string }[]>`select path from ops.orphaned_archives(1000) as path`;
  await removeObjects(
    ARCHIVE_BUCKET,
    rows.map(({ path }) => path),
  );
}

async function archiveMonth(sql: Sql, due: Due, mostRows: number): Promise<void> {
  const folder = `${due.org_id}/${due.rule}/${due.month.slice(0, 7)}`;
  let after = due.after_id;
  for (let found = mostRows; found === mostRows;) {
    const rows = await sql<{ row: ArchivedRow }[]>`
      select r as row from ops.archive_rows(${due.org_id}, ${due.rule}, ${due.month}, ${after}, ${mostRows}) as r`;
    found = rows.length;
    const packed = packRows(
      folder,
      rows.map(({ row }) => row),
    );
    if (!packed) return;
    const { part, bytes } = packed;
    await writeObject(ARCHIVE_BUCKET, part.path, bytes, ARCHIVE_MIME);
    const kept = await readObject(ARCHIVE_BUCKET, part.path);
    if (!kept) throw new Error(`${part.path} is not in the archive after it was written.`);
    unpackRows(kept, part);
    await sql`
      select ops.archive_written(${due.org_id}, ${due.rule}, ${due.month}, ${JSON.stringify(part)}::text::jsonb)`;
    log.info("month_archived", {
      org_id: due.org_id,
      rule: due.rule,
      month: due.month,
      rows: part.row_count,
    });
    after = part.last_id;
  }
}
