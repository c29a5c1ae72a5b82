import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdirSync, openSync, closeSync, readFileSync, renameSync, statSync } from "node:fs";
import { StackError } from "../stack/stack-error";
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
const waitsMs = [500, 2_000, 5_000, 15_000];

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

function exitOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}

/**
 * Runs a child and starts it again when it dies, four times with growing waits; then `giveUp` gets a sentence.
 * A child that ends before it was ever ready is not tried again: what it wrote is the reason.
 */
export function keepRunning(options: ChildOptions, giveUp: (error: Error) => void): RunningChild {
  let isStopping = false;
  let current: { child: ChildProcess; ended: Promise<string> } | undefined;
  let failures = 0;
  let wake: () => void = () => undefined;

  const ready = new Promise<Record<string, unknown>>((resolve, reject) => {
    const begin = () => {
      const log = openLog(options.logFolder, options.name);
      const from = statSync(log.path).size;
      const child = launch(options, log);
      closeSync(log.fd);
      const started = Date.now();
      let isReady = false;
      current = { child, ended: exitOf(child) };
      child.on("message", (message: Record<string, unknown>) => {
        isReady = true;
        resolve(message);
      });
      void current.ended.then(async (how) => {
        if (isStopping) return;
        if (!isReady && failures === 0) return reject(failureOf(options, lastLines(log.path, from), how));
        failures = Date.now() - started > settledMs ? 1 : failures + 1;
        const waitMs = waitsMs[failures - 1];
        if (waitMs === undefined) return giveUp(failureOf(options, "", how));
        console.error(
          `The ${options.name} process ended (${how}); it is started again. Its log: ${log.path}`,
        );
        await new Promise<void>((done) => {
          wake = done;
          setTimeout(done, waitMs);
        });
        if (!isStopping) begin();
      });
    };
    begin();
  });
  ready.catch(() => undefined);

  return {
    ready,
    async stop() {
      isStopping = true;
      wake();
      const { child, ended } = current ?? {};
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** What a child printed is for people when it is short (its StackError); a stack trace stays in the log. */
function failureOf(options: ChildOptions, told: string, how: string): Error {
  const isSentence = told !== "" && !/^\s+at /m.test(told);
  const log = `${options.logFolder}/${options.name}.log`;
  return new StackError(
    isSentence ? told : `The ${options.name} process does not run (${how}). Its log says why: ${log}`,
  );
}
