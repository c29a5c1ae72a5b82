import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { StackError } from "../stack/stack-error";

type Holder = { pid: number; started: string; url: string };

/** The start time of a process in clock ticks (field 22 of /proc/<pid>/stat): ids are used again. Empty without /proc. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // A killed process keeps its id until its parent has asked for its end (state Z): it holds nothing any more.
    return fields[0] === "Z" ? "ended" : (fields[19] ?? "");
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
 * Refuses a folder somebody else works in, also to root, who could write it: the database can't be started by two
 * accounts in turn, and a build by root would lock the owner out of his own.
 */
function makeFolders(dataDir: string): void {
  const refusal = new StackError(
    `The folder ${dataDir} belongs to another user. Start as that user, or in a clone of your own.`,
  );
  try {
    // Started by root, the database works as another user and must be able to enter the folder itself.
    mkdirSync(dataDir, { recursive: true, mode: 0o755 });
    if (process.getuid && statSync(dataDir).uid !== process.getuid()) throw refusal;
    mkdirSync(`${dataDir}/state`, { recursive: true, mode: 0o700 });
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    throw ["EACCES", "EPERM", "EROFS"].includes(code) ? refusal : error;
  }
}

function alreadyRunning({ pid, url }: Holder): StackError {
  return new StackError(
    `Callout already runs in this folder (process ${pid}): ${url}. Stop it with Ctrl-C, or with: kill ${pid}`,
  );
}

/**
 * Notes that this folder's installation runs, and refuses a second one with the first one's address. A note left
 * by `kill -9` is recognised. Answers the function that takes the note away.
 */
export async function claimFolder(dataDir: string, url: string): Promise<() => void> {
  const file = `${dataDir}/state/start.json`;
  makeFolders(dataDir);
  const own = JSON.stringify({ pid: process.pid, started: startOf(process.pid), url } satisfies Holder);
  // Who was just killed may take a moment to be gone.
  for (let attempt = 0; attempt < 10; attempt++) {
    try {
      writeFileSync(file, own, { flag: "wx", mode: 0o600 });
      return () => {
        if (readHolder(file)?.pid === process.pid) rmSync(file, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = readHolder(file);
    if (!holder || !isAlive(holder)) rmSync(file, { force: true });
    else if (attempt === 9) throw alreadyRunning(holder);
    else await sleep(100);
  }
  throw new StackError(`Another process keeps taking ${file}. Try again.`);
}
