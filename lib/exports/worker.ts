import "server-only";
import { log } from "@/lib/log";
import type { Sql } from "@/lib/worker/database";
import { removeObjects } from "@/lib/worker/objects";

const SWEEP_BATCH = 100;

/** Files whose week is over: first the bytes, then the mark, so that a crash between them is swept again. */
export async function sweepExports(sql: Sql): Promise<void> {
  for (let found = SWEEP_BATCH; found === SWEEP_BATCH;) {
    const rows = await sql<{ org_id: string; id: string; path: string }[]>`
      select * from ops.old_export_files(${SWEEP_BATCH})`;
    found = rows.length;
    await removeObjects(
      "exports",
      rows.map((row) => row.path),
    );
    for (const row of rows) await sql`select ops.export_file_removed(${row.org_id}, ${row.id})`;
    if (found > 0) log.info("export_files_removed", { files: found });
  }
}
