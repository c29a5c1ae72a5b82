import "server-only";
import { log } from "@/lib/log";
import type { Sql } from "@/lib/worker/database";

/** By the clock: secrets of links that ended long ago, and what their pages were answered. */
export async function sweepPortalLinks(sql: Sql): Promise<void> {
  const [row] = await sql<{ done: Record<string, number> }[]>`
    select ops.cleanup_expired_portal_access() as done`;
  log.info("portal_links_swept", { ...row?.done });
}
