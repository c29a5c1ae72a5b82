import "server-only";
import { readMetrics } from "@/lib/http/gate";
import { diskUsed } from "@/lib/monitoring/disk";
import type { Watched } from "@/lib/monitoring/rules";
import { measurements } from "@/lib/monitoring/schema";

/** What the database counts, and how full the disk is where this process runs. */
export async function getMetrics(): Promise<Watched> {
  const [facts, disk] = await Promise.all([readMetrics(), diskUsed()]);
  return { ...measurements.parse(facts), diskUsed: disk };
}
