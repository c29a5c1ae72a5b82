import { readFileSync } from "node:fs";
import { setImmediate as turn } from "node:timers/promises";
import postgres from "postgres";
import { killAll, listOwn, postmasterOf } from "./installation";
import type { Installation } from "./installation";

function connect(installation: Installation, database: string): postgres.Sql {
  const url = new URL(installation.setting("ADMIN_DATABASE_URL"));
  url.pathname = `/${database}`;
  return postgres(url.toString(), { max: 1, onnotice: () => undefined });
}

async function within(
  installation: Installation,
  database: string,
  work: (sql: postgres.Sql) => Promise<unknown>,
) {
  const sql = connect(installation, database);
  try {
    await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Lets nobody into the installation's database, as an operator does for maintenance; or everybody again. */
export async function letIn(installation: Installation, isOpen: boolean): Promise<void> {
  await within(installation, "template1", async (sql) => {
    await sql`update pg_catalog.pg_database set datallowconn = ${isOpen} where datname = 'postgres'`;
    await sql`select pg_terminate_backend(pid) from pg_catalog.pg_stat_activity where datname = 'postgres'`;
  });
}

export const killGateway = (installation: Installation): void =>
  killAll(listOwn(installation).filter(({ command }) => command.includes("start/embedded.ts")));

function childrenOf(pid: number): number[] {
  try {
    const list = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
    return list === "" ? [] : list.split(" ").map(Number);
  } catch {
    // It is not there yet, or not any more.
    return [];
  }
}

function titleOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}

/** False where it has ended between the look and the signal. */
function isStopped(pid: number): boolean {
  try {
    return process.kill(pid, "SIGSTOP");
  } catch {
    return false;
  }
}

/** Stops the process that reads the log, as soon as it is there. Answers what lets it go on. */
export async function holdStartup(postmasterOfNow: () => number): Promise<() => void> {
  for (;;) {
    const found = childrenOf(postmasterOfNow()).find((pid) => titleOf(pid).startsWith("postgres: startup"));
    if (found && isStopped(found)) return () => process.kill(found, "SIGCONT");
    await turn();
  }
}

/** Enough to read again for a moment: a recovery of nothing would be over before anybody sees it. */
async function fillLog(installation: Installation): Promise<void> {
  await within(installation, "template1", async (sql) => {
    await sql.unsafe("create database chaos_load template template0");
  });
  await within(installation, "chaos_load", async (sql) => {
    await sql`create table load as select number, md5(number::text) as word from generate_series(1, 400000) as number`;
  });
}

/**
 * Strikes one process of PostgreSQL and the gateway, and holds the recovery that follows where a large log would: its
 * first process answers everybody that the database is not there yet. Answers what lets it go on.
 */
export async function holdRecovery(installation: Installation): Promise<() => void> {
  await fillLog(installation);
  const postmaster = postmasterOf(installation);
  const sql = connect(installation, "template1");
  const [victim] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  if (!victim) throw new Error("There is no process to strike.");
  killGateway(installation);
  process.kill(victim.pid, "SIGKILL");
  const ended = sql.end({ timeout: 1 }).catch(() => undefined);
  const goOn = await holdStartup(() => postmaster);
  await ended;
  return goOn;
}
