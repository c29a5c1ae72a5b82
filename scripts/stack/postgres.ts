import { existsSync, readFileSync, rmSync, statSync, truncateSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { serverAccount } from "./cluster/account";
import { locateBinaries } from "./cluster/binaries";
import { adoptPassword, createData, hasPasswordOf, inspectData } from "./cluster/data-folder";
import { keepUp } from "./cluster/keep-up";
import { takeLock } from "./cluster/lock";
import { choosePlace } from "./cluster/place";
import { commandOf, requireFreePort } from "./cluster/ports";
import type { Cluster } from "./cluster/programs";
import { startServer, stopServer } from "./cluster/server";
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
  /** Given, a server that ends unasked is started again; called when that fails again and again. */
  onLost?: (error: unknown) => void;
};

export type PostgresServer = { port: number; adopted: boolean; stop(): Promise<void> };

const LOG_LIMIT_BYTES = 10_000_000;

/** Starts the bundled PostgreSQL, making the cluster first where there is none. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const dataDir = path.resolve(options.dataDir);
  try {
    return await startIn(dataDir, options);
  } catch (error) {
    throw explainAccess(error, dataDir);
  }
}

async function startIn(dataDir: string, options: PostgresOptions): Promise<PostgresServer> {
  const native = locateBinaries();
  const account = serverAccount();
  const place = choosePlace(dataDir, native, account);
  const cluster: Cluster = {
    ...place,
    account,
    data: path.join(place.home, "data"),
    log: path.join(place.home, "server.log"),
  };
  inspectData(cluster);
  const releaseLock = takeLock(dataDir);
  try {
    const adopted = await bringUp(cluster, options);
    const endWatch = watchServer(cluster, options);
    return {
      port: options.port,
      adopted,
      async stop() {
        await endWatch();
        await stopServer(cluster);
        releaseLock();
      },
    };
  } catch (error) {
    releaseLock();
    throw error;
  }
}

function watchServer(cluster: Cluster, options: PostgresOptions): () => Promise<void> {
  const { onLost, log: say = () => undefined } = options;
  if (!onLost) return () => Promise.resolve();
  const isUp = () => {
    try {
      return isPostgres(
        Number(readFileSync(path.join(cluster.data, "postmaster.pid"), "utf8").split("\n")[0]),
      );
    } catch {
      // Gone: it was stopped, by whomever.
      return false;
    }
  };
  return keepUp({ isUp, bringUp: () => bringUp(cluster, options), say, onLost });
}

/** A folder that another user made shows first as a refused system call. */
function explainAccess(error: unknown, dataDir: string): unknown {
  const { code, path: file } = error as NodeJS.ErrnoException;
  if (error instanceof StackError || !code || !["EACCES", "EPERM", "EROFS", "ENOSPC"].includes(code))
    return error;
  const why = { EROFS: "it is read-only", ENOSPC: "the disk is full" }[code] ?? "it belongs to another user";
  return new StackError(
    `${dataDir} cannot be used: ${why} (${code} at ${file ?? dataDir}). Start as the user who made it, or choose another folder with --data; nothing was changed.`,
  );
}

async function bringUp(cluster: Cluster, options: PostgresOptions): Promise<boolean> {
  // Looked at again under the lock: another start may have made the cluster meanwhile.
  const state = inspectData(cluster);
  if (state === "ready" && (await adopt(cluster, options))) return true;
  await requireFreePort(options.port, "DATABASE_PORT");
  if (state === "missing") {
    options.log?.("Creating the database");
    await createData(cluster, options.secretKey, options.fast === true);
  }
  if (existsSync(cluster.log) && statSync(cluster.log).size > LOG_LIMIT_BYTES) truncateSync(cluster.log);
  await retryWhileDying(() => adoptPassword(cluster, options.secretKey));
  await retryWhileDying(() => startServer(cluster, options.port, options.fast === true));
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
