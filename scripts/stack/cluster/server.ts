import { existsSync, readFileSync, statSync } from "node:fs";
import { unlessAborted, type Waiting } from "../patience";
import { StackError } from "../stack-error";
import { lastLine } from "./data-folder";
import { requireFreePort } from "./ports";
import { readPostmaster, untilReady } from "./postmaster";
import type { Cluster, Outcome } from "./programs";
import { runProgram } from "./programs";

/** As long as pg_ctl waits; what starts longer than that is waited for as long as it runs. */
const START_TIMEOUT_S = 10;

export async function startServer(
  cluster: Cluster,
  port: number,
  fast: boolean,
  waiting: Waiting = {},
): Promise<void> {
  const before = existsSync(cluster.log) ? statSync(cluster.log).size : 0;
  const settings = serverSettings(port, fast).map(([name, value]) => `-c ${name}='${value}'`);
  const wait = ["-w", "-t", String(START_TIMEOUT_S)];
  const start = control(cluster, ["start", ...wait, "-l", cluster.log, "-o", settings.join(" ")]);
  const { code, output } = await unlessAborted(start, waiting.signal);
  if (code === 0) return;
  if (readPostmaster(cluster) && (await untilReady(cluster, waiting))) return;
  throw await failureOf(cluster, port, before, output);
}

/** What the server said when it ended, beside what it told its clients meanwhile. */
async function failureOf(
  cluster: Cluster,
  port: number,
  before: number,
  output: string,
): Promise<StackError> {
  const log = existsSync(cluster.log) ? readFileSync(cluster.log).subarray(before).toString("utf8") : "";
  if (/could not bind|Address already in use/.test(log)) await requireFreePort(port, "DATABASE_PORT");
  if (/No space left on device/.test(log)) {
    return new StackError(
      `The disk with ${cluster.data} is full, so the database cannot run. Nothing that was saved is lost: make room there and start again.`,
    );
  }
  const isReason = (line: string) => /FATAL|PANIC/.test(line) && !line.includes("the database system is ");
  const fatal = log.split("\n").findLast(isReason);
  // Without a word of its own it was struck from outside, as by a machine that had run out of memory.
  return new StackError(
    `The database does not start: ${fatal ?? lastLine(output)} (more in ${cluster.log}).`,
    fatal === undefined,
  );
}

/**
 * Data of tenants stays out of the server's log: no statements, no DETAIL lines, and client errors (which
 * quote values) only reach the client that made them.
 */
function serverSettings(port: number, fast: boolean): [string, string][] {
  const throwAway: [string, string][] = [
    ["fsync", "off"],
    ["synchronous_commit", "off"],
    ["full_page_writes", "off"],
  ];
  return [
    ["port", String(port)],
    ["listen_addresses", "127.0.0.1"],
    ["unix_socket_directories", ""],
    ["shared_preload_libraries", "pg_stat_statements"],
    ["max_connections", "200"],
    ["password_encryption", "scram-sha-256"],
    ["timezone", "UTC"],
    ["log_timezone", "UTC"],
    ["log_min_messages", "log"],
    ["log_min_error_statement", "panic"],
    ["log_error_verbosity", "terse"],
    ...(fast ? throwAway : []),
  ];
}

export async function stopServer(cluster: Cluster): Promise<void> {
  const running = await control(cluster, ["status"]);
  if (running.code !== 0) return;
  const fast = await control(cluster, ["stop", "-m", "fast", "-w", "-t", "30"]);
  if (fast.code === 0) return;
  // Immediate stop loses nothing committed: the next start replays the log.
  const hard = await control(cluster, ["stop", "-m", "immediate", "-w"]);
  if (hard.code !== 0) throw new StackError(`The database does not stop: ${lastLine(hard.output)}`);
}

function control(cluster: Cluster, args: string[]): Promise<Outcome> {
  return runProgram(cluster, "pg_ctl", [...args, "-D", cluster.data, "-s"]);
}
