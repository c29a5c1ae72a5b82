import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdirSync, openSync, closeSync, readFileSync, renameSync, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { StackError } from "../stack/stack-error";
import { NEEDS_PERSON } from "./child";
import { endWithParent } from "./steps";

export type ChildOptions = {
  /** Names the log, `.local/logs/<name>.log`, and the child in sentences. */
  name: string;
  script: string;
  args?: string[];
  env: NodeJS.ProcessEnv;
  /** Next's own server must not see the condition the other scripts run with: it brings React of its own. */
  isWebServer?: boolean;
  /** `npm run dev` shows compiler messages; otherwise everything goes to the log. */
  isShown?: boolean;
  logFolder: string;
};

export type RunningChild = {
  ready: Promise<Record<string, unknown>>;
  stop(): Promise<void>;
};

const maxLogBytes = 20 * 1024 * 1024;
/** A child that lives this long has started well: its next death begins with the short wait again. */
const settledMs = 60_000;
const usualWaitsMs = [500, 2_000, 5_000, 15_000, 30_000];
/** Of endings that only a person can mend, one after the other: a port may still be held by a process that is dying. */
const mostHopeless = 5;

/** Opens the log for appending. A large one is set aside first, so that two generations are kept at most. */
function openLog(folder: string, name: string): { fd: number; path: string } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = `${folder}/${name}.log`;
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > maxLogBytes) renameSync(path, `${path}.1`);
  return { fd: openSync(path, "a", 0o600), path };
}

function lastLines(path: string, from: number): string {
  const text = readFileSync(path).subarray(from).toString("utf8").trim();
  return text.split("\n").slice(-12).join("\n");
}

/**
 * Starts a child in a process group of its own: a Ctrl-C reaches the terminal's whole group at once, and the
 * order of stopping (web, worker, database) is the parent's to keep.
 */
function launch(options: ChildOptions, log: { fd: number }): ChildProcess {
  const out = options.isShown ? "inherit" : log.fd;
  const condition = options.isWebServer ? [] : ["--conditions=react-server"];
  const loaders = ["--import", endWithParent, "--import", "tsx"];
  return spawn(process.execPath, [...condition, ...loaders, options.script, ...(options.args ?? [])], {
    detached: true,
    env: { ...options.env, CALLOUT_STARTED_BY: String(process.pid) },
    stdio: ["ignore", out, out, "ipc"],
  });
}

type End = { how: string; needsPerson: boolean };

function exitOf(child: ChildProcess): Promise<End> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ how: error.message, needsPerson: false }));
    child.once("exit", (code, signal) =>
      resolve({ how: signal ?? `exit code ${code}`, needsPerson: code === NEEDS_PERSON }),
    );
  });
}

type Message = { ready?: true; says?: string } & Record<string, unknown>;

/** Answers, for each ending, how long to wait before the next try; null where a person has to do something first. */
function countEndings(waitsMs: readonly number[]) {
  let failures = 0;
  let hopeless = 0;
  return {
    count: () => failures,
    next(livedMs: number, needsPerson: boolean): number | null {
      failures = livedMs > settledMs ? 1 : failures + 1;
      hopeless = needsPerson ? hopeless + 1 : 0;
      return hopeless === mostHopeless ? null : (waitsMs[Math.min(failures, waitsMs.length) - 1] ?? 0);
    },
  };
}

/** One life of a child. `told`: the last lines it wrote. */
function beginLife(options: ChildOptions) {
  const log = openLog(options.logFolder, options.name);
  const from = statSync(log.path).size;
  const child = launch(options, log);
  closeSync(log.fd);
  const startedAt = Date.now();
  const told = () => lastLines(log.path, from);
  return { child, ended: exitOf(child), livedMs: () => Date.now() - startedAt, told, log: log.path };
}

/**
 * Runs a child and starts it again whenever it dies, after waits that grow to half a minute. Only one that says five
 * times in a row that a person has to do something is given up: `giveUp` gets its sentence. A child that ends before it
 * was ever ready is not tried again: what it wrote is the reason.
 */
export function keepRunning(
  options: ChildOptions,
  giveUp: (error: Error) => void,
  waitsMs: readonly number[] = usualWaitsMs,
): RunningChild {
  const stopping = new AbortController();
  const endings = countEndings(waitsMs);
  let current: ReturnType<typeof beginLife> | undefined;

  const ready = new Promise<Record<string, unknown>>((resolve, reject) => {
    /** To its end; answers when to begin the next life, null where there is none. */
    const live = async (): Promise<number | null> => {
      const life = beginLife(options);
      current = life;
      let isReady = false;
      life.child.on("message", ({ says, ...message }: Message) => {
        if (says !== undefined) return console.log(says);
        isReady = true;
        resolve(message);
      });
      const { how, needsPerson } = await life.ended;
      if (stopping.signal.aborted) return null;
      const isStillborn = !isReady && endings.count() === 0;
      const waitMs = isStillborn ? null : endings.next(life.livedMs(), needsPerson);
      if (waitMs === null) {
        (isStillborn ? reject : giveUp)(failureOf(options, life.told(), how));
        return null;
      }
      console.error(again(options.name, how, waitMs, life.log));
      return waitMs;
    };
    const liveOn = async () => {
      for (let waitMs = await live(); waitMs !== null; waitMs = await live()) {
        await sleep(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
        if (stopping.signal.aborted) return;
      }
    };
    liveOn().catch(reject);
  });
  ready.catch(() => undefined);

  return {
    ready,
    async stop() {
      stopping.abort();
      const { child, ended } = current ?? {};
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      await ended;
    },
  };
}

function again(name: string, how: string, waitMs: number, log: string): string {
  const when = waitMs < 1_000 ? "" : ` in ${waitMs / 1_000} s`;
  return `The ${name} process ended (${how}); it is started again${when}. Its log: ${log}`;
}

/** What a child printed is for people when it is short (its StackError); a stack trace stays in the log. */
function failureOf(options: ChildOptions, told: string, how: string): Error {
  const isSentence = told !== "" && !/^\s+at /m.test(told);
  const log = `${options.logFolder}/${options.name}.log`;
  return new StackError(
    isSentence ? told : `The ${options.name} process does not run (${how}). Its log says why: ${log}`,
  );
}
