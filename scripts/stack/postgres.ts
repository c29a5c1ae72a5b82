import { existsSync, readFileSync, rmSync, statSync, truncateSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { serverAccount } from "./cluster/account";
import { locateBinaries } from "./cluster/binaries";
import { adoptPassword, createData, hasPasswordOf, inspectData, lastLine } from "./cluster/data-folder";
import { takeLock } from "./cluster/lock";
import { choosePlace } from "./cluster/place";
import { commandOf, requireFreePort } from "./cluster/ports";
import type { Cluster } from "./cluster/programs";
import { runProgram } from "./cluster/programs";
import { StackError } from "./stack-error";

export type PostgresOptions = {
  /** Root of everything mutable; the cluster lies in `<dataDir>/pg`. */
  dataDir: string;
  port: number;
  /** Login passwords are derived from it. */
  secretKey: string;
  /** No fsync: for throw-away test clusters only, a power cut destroys them. */
  fast?: boolean;
  log?: (line: string) => void;
};

export type PostgresServer = { port: number; adopted: boolean; stop(): Promise<void> };

const START_TIMEOUT_S = 180;
const LOG_LIMIT_BYTES = 10_000_000;

/** Starts the bundled PostgreSQL, making the cluster first where there is none. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const native = locateBinaries();
  const account = serverAccount();
  const place = choosePlace(path.resolve(options.dataDir), native, account);
  const cluster: Cluster = {
    ...place,
    account,
    data: path.join(place.home, "data"),
    log: path.join(place.home, "server.log"),
  };
  const releaseLock = takeLock(path.resolve(options.dataDir));
  try {
    const adopted = await bringUp(cluster, options);
    return {
      port: options.port,
      adopted,
      async stop() {
        await stopServer(cluster);
        releaseLock();
      },
    };
  } catch (error) {
    releaseLock();
    throw error;
  }
}

async function bringUp(cluster: Cluster, options: PostgresOptions): Promise<boolean> {
  const state = inspectData(cluster);
  if (state === "ready" && (await adopt(cluster, options))) return true;
  await requireFreePort(options.port, "DATABASE_PORT");
  if (state === "missing") {
    options.log?.("Creating the database");
    await createData(cluster, options.secretKey, options.fast === true);
  }
  if (existsSync(cluster.log) && statSync(cluster.log).size > LOG_LIMIT_BYTES) truncateSync(cluster.log);
  await retryWhileDying(() => adoptPassword(cluster, options.secretKey));
  await retryWhileDying(() => startServer(cluster, options));
  return false;
}

/**
 * A server can outlive its stack (kill -9 of Node alone). It is used again when it listens where we want it
 * and knows our password, else stopped in good order and started anew. The lock has already shown that no
 * other stack owns it.
 */
async function adopt(cluster: Cluster, options: PostgresOptions): Promise<boolean> {
  const file = path.join(cluster.data, "postmaster.pid");
  if (!existsSync(file)) return false;
  const lines = readFileSync(file, "utf8").split("\n");
  const pid = Number(lines[0]);
  if (!isPostgres(pid)) {
    // After a crash or reboot the id may belong to a stranger, and PostgreSQL would refuse to start.
    rmSync(file, { force: true });
    return false;
  }
  if (
    Number(lines[3]) === options.port &&
    lines[7]?.trim() === "ready" &&
    hasPasswordOf(cluster, options.secretKey)
  ) {
    options.log?.(`Using the database that still runs (process ${pid})`);
    return true;
  }
  options.log?.(`Restarting the database that still runs (process ${pid})`);
  await stopServer(cluster);
  return false;
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

/** Right after kill -9 the dying processes still hold the shared memory and the lock file. */
async function retryWhileDying(start: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    try {
      return await start();
    } catch (error) {
      const transient = /lock file .* already exists|pre-existing shared memory|is still in use/.test(
        String(error),
      );
      if (!transient || Date.now() > deadline) throw error;
      await sleep(300);
    }
  }
}

async function startServer(cluster: Cluster, options: PostgresOptions): Promise<void> {
  const before = existsSync(cluster.log) ? statSync(cluster.log).size : 0;
  const settings = serverSettings(options).map(([name, value]) => `-c ${name}='${value}'`);
  const { code, output } = await runProgram(cluster, "pg_ctl", [
    ...["start", "-D", cluster.data, "-w", "-t", String(START_TIMEOUT_S), "-l", cluster.log, "-s"],
    ...["-o", settings.join(" ")],
  ]);
  if (code === 0) return;
  const log = existsSync(cluster.log) ? readFileSync(cluster.log).subarray(before).toString("utf8") : "";
  if (/could not bind|Address already in use/.test(log)) await requireFreePort(options.port, "DATABASE_PORT");
  const fatal = log.split("\n").findLast((line) => /FATAL|PANIC/.test(line)) ?? lastLine(output);
  throw new StackError(`The database does not start: ${fatal} (more in ${cluster.log}).`);
}

/**
 * Data of tenants stays out of the server's log: no statements, no DETAIL lines, and client errors (which
 * quote values) only reach the client that made them.
 */
function serverSettings(options: PostgresOptions): [string, string][] {
  const durable: [string, string][] = [];
  const fast: [string, string][] = [
    ["fsync", "off"],
    ["synchronous_commit", "off"],
    ["full_page_writes", "off"],
  ];
  return [
    ["port", String(options.port)],
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
    ...(options.fast ? fast : durable),
  ];
}

async function stopServer(cluster: Cluster): Promise<void> {
  const running = await runProgram(cluster, "pg_ctl", ["status", "-D", cluster.data]);
  if (running.code !== 0) return;
  const fast = await runProgram(cluster, "pg_ctl", [
    "stop",
    "-D",
    cluster.data,
    "-m",
    "fast",
    "-w",
    "-t",
    "30",
    "-s",
  ]);
  if (fast.code === 0) return;
  // Immediate stop loses nothing committed: the next start replays the log.
  const hard = await runProgram(cluster, "pg_ctl", [
    "stop",
    "-D",
    cluster.data,
    "-m",
    "immediate",
    "-w",
    "-s",
  ]);
  if (hard.code !== 0) throw new StackError(`The database does not stop: ${lastLine(hard.output)}`);
}
