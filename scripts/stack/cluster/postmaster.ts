import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { waitForDatabase, type Waiting } from "../patience";
import { commandOf } from "./ports";
import type { Cluster } from "./programs";

/** The first process of a server, as it notes itself in postmaster.pid. `status`: starting, ready or stopping. */
export type Postmaster = { pid: number; port: number; status: string };

export const pidFileOf = (cluster: Cluster): string => path.join(cluster.data, "postmaster.pid");

/** null where no server runs. After a crash or reboot the id may belong to a stranger: that is none either. */
export function readPostmaster(cluster: Cluster): Postmaster | null {
  let lines: string[];
  try {
    lines = readFileSync(pidFileOf(cluster), "utf8").split("\n");
  } catch {
    // Gone: it was stopped, by whomever.
    return null;
  }
  const pid = Number(lines[0]);
  if (!isPostgres(pid)) return null;
  return { pid, port: Number(lines[3]), status: lines[7]?.trim() ?? "" };
}

function isPostgres(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  // Without /proc (macOS) a live id counts as ours: refusing to start is safer than a second server.
  return !existsSync("/proc") || commandOf(pid).includes("postgres");
}

/** What a server does that is not ready yet, by the last it said of it (each ten seconds: log_startup_progress_interval). */
function doing(cluster: Cluster): string {
  const log = existsSync(cluster.log) ? readFileSync(cluster.log, "utf8").slice(-20_000) : "";
  const [told] =
    log.match(/(?:redo in progress|syncing data directory|resetting unlogged relations)[^\n]*/g)?.slice(-1) ??
    [];
  return `it is starting, and after a crash reads its log again first${told ? ` (${told.trim()})` : ""}.`;
}

/** Waits for a server that is starting, and answers whether it is ready; else it has ended. */
export async function untilReady(cluster: Cluster, waiting: Waiting): Promise<boolean> {
  let isReady = false;
  const isOver = () => {
    const running = readPostmaster(cluster);
    isReady = running?.status === "ready";
    return Promise.resolve(isReady || running === null);
  };
  await waitForDatabase({ isOver, why: () => doing(cluster) }, waiting);
  return isReady;
}
