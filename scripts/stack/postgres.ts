import { existsSync, rmSync, statSync, truncateSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { serverAccount } from "./cluster/account";
import { locateBinaries } from "./cluster/binaries";
import { adoptPassword, createData, hasPasswordOf, inspectData } from "./cluster/data-folder";
import { keepUp } from "./cluster/keep-up";
import { takeLock } from "./cluster/lock";
import { choosePlace } from "./cluster/place";
import { requireFreePort } from "./cluster/ports";
import { pidFileOf, readPostmaster, untilReady } from "./cluster/postmaster";
import type { Cluster } from "./cluster/programs";
import { startServer, stopServer } from "./cluster/server";
import type { Waiting } from "./patience";
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
  /** Of a server that starts, for example one that reads its log again after a crash. */
  waiting?: Waiting;
  /** Given, a server that ends unasked is started again; called when only a person can mend why that fails. */
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
    // Nobody waits for it any more: what has begun to start must not be left behind.
    if (options.waiting?.signal?.aborted) await stopServer(cluster);
    releaseLock();
    throw error;
  }
}

function watchServer(cluster: Cluster, options: PostgresOptions): () => Promise<void> {
  const { onLost, waiting, log } = options;
  if (!onLost) return () => Promise.resolve();
  const say = waiting?.say ?? log ?? (() => undefined);
  const isUp = () => readPostmaster(cluster) !== null;
  const again = (signal: AbortSignal) => bringUp(cluster, { ...options, waiting: { say, signal } });
  return keepUp({ isUp, bringUp: again, say, onLost });
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
  await retryWhileDying(() => startServer(cluster, options.port, options.fast === true, options.waiting));
  return false;
}

/**
 * A server can outlive its stack (kill -9 of Node alone). It is used again when it listens where we want it
 * and knows our password, else stopped in good order and started anew. One that still starts is waited for: stopped,
 * it would have to read its log from the beginning again. The lock has already shown that no other stack owns it.
 */
async function adopt(cluster: Cluster, options: PostgresOptions): Promise<boolean> {
  const running = readPostmaster(cluster);
  if (!running) {
    // Where its id belongs to a stranger now, PostgreSQL would refuse to start.
    rmSync(pidFileOf(cluster), { force: true });
    return false;
  }
  const { pid, port, status } = running;
  if (port === options.port && status !== "stopping" && hasPasswordOf(cluster, options.secretKey)) {
    options.log?.(`Using the database that still runs (process ${pid})`);
    if (await untilReady(cluster, options.waiting ?? {})) return true;
    rmSync(pidFileOf(cluster), { force: true });
    return false;
  }
  options.log?.(`Restarting the database that still runs (process ${pid})`);
  await stopServer(cluster);
  return false;
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
