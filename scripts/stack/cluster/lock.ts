import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { StackError } from "../stack-error";
import { commandOf } from "./ports";

type Holder = { pid: number; started: string };

/**
 * One stack per data folder. Answers the function that gives the folder back. A lock left by `kill -9` is
 * recognised by the process id together with its start time, since ids are used again.
 */
export function takeLock(dataDir: string): () => void {
  const folder = path.join(dataDir, "state");
  mkdirSync(dataDir, { recursive: true, mode: 0o755 });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, "stack.lock");
  const own = `${file}.${process.pid}`;
  writeFileSync(own, JSON.stringify({ pid: process.pid, started: startOf(process.pid) } satisfies Holder));
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      if (link(own, file)) return () => release(file);
      const holder = readHolder(file);
      if (holder && isAlive(holder)) throw alreadyRunning(dataDir, holder);
      rmSync(file, { force: true });
    }
    throw new StackError(`Another process keeps taking ${file}. Try again.`);
  } finally {
    rmSync(own, { force: true });
  }
}

function alreadyRunning(dataDir: string, holder: Holder): StackError {
  return new StackError(
    `The stack of ${dataDir} is already running (process ${holder.pid}, ${commandOf(holder.pid)}). Stop it there with Ctrl-C, or choose another folder with --data and other ports.`,
  );
}

/** A hard link appears complete or not at all, so no reader sees a half-written lock. */
function link(own: string, file: string): boolean {
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function release(file: string): void {
  if (readHolder(file)?.pid === process.pid) rmSync(file, { force: true });
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Holder;
  } catch {
    return undefined;
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

/** The start time in clock ticks since boot (field 22 of /proc/<pid>/stat); empty where there is no /proc. */
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
