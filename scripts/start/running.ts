import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { StackError } from "../stack/stack-error";

type Holder = { pid: number; started: string; url: string };

/** The start time of a process in clock ticks (field 22 of /proc/<pid>/stat): ids are used again. Empty without /proc. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  return holder.started === startOf(holder.pid);
}

function readHolder(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Holder;
  } catch {
    return null;
  }
}

/**
 * Notes that this folder's installation runs, and refuses a second one with the first one's address. A note left
 * by `kill -9` is recognised. Answers the function that takes the note away.
 */
export function claimFolder(dataDir: string, url: string): () => void {
  const file = `${dataDir}/state/start.json`;
  // Started by root, the database works as another user and must be able to enter the folder itself.
  mkdirSync(dataDir, { recursive: true, mode: 0o755 });
  mkdirSync(`${dataDir}/state`, { recursive: true, mode: 0o700 });
  const own = JSON.stringify({ pid: process.pid, started: startOf(process.pid), url } satisfies Holder);
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      writeFileSync(file, own, { flag: "wx", mode: 0o600 });
      return () => {
        if (readHolder(file)?.pid === process.pid) rmSync(file, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = readHolder(file);
    if (holder && isAlive(holder)) {
      throw new StackError(
        `Callout already runs in this folder (process ${holder.pid}): ${holder.url}. Stop it with Ctrl-C, or with: kill ${holder.pid}`,
      );
    }
    rmSync(file, { force: true });
  }
  throw new StackError(`Another process keeps taking ${file}. Try again.`);
}
