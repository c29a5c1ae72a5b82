import { createHash } from "node:crypto";
import {
  chownSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { databasePassword } from "../credentials";
import { StackError } from "../stack-error";
import { accountName } from "./account";
import { POSTGRES_MAJOR } from "./binaries";
import type { Cluster } from "./programs";
import { runProgram } from "./programs";

/** Refuses a folder this server must not touch, with the way out; nothing in it is changed. */
export function inspectData(cluster: Cluster): "missing" | "ready" {
  const owner = statSync(cluster.home).uid;
  if (owner !== cluster.account.uid) throw foreignOwner(cluster, owner);
  if (!existsSync(cluster.data)) return "missing";
  const dataOwner = statSync(cluster.data).uid;
  if (dataOwner !== cluster.account.uid) throw foreignOwner(cluster, dataOwner);
  const version = readOr(path.join(cluster.data, "PG_VERSION"));
  if (version === POSTGRES_MAJOR) return "ready";
  if (version === "") {
    throw new StackError(
      `${cluster.data} is no PostgreSQL data folder (PG_VERSION is missing). Move it away or choose another folder with --data; nothing was changed.`,
    );
  }
  throw new StackError(
    `The data in ${cluster.data} was written by PostgreSQL ${version}, this version of Callout runs ${POSTGRES_MAJOR}. Start it with the Callout that wrote it and export, or choose an empty folder with --data; nothing was changed.`,
  );
}

function foreignOwner(cluster: Cluster, owner: number): StackError {
  return new StackError(
    `The data in ${cluster.home} belongs to ${accountName(owner)}, the database would run as ${cluster.account.name}. Start it as the user who made it, or choose another folder with --data; nothing was changed.`,
  );
}

/**
 * Makes the cluster in a folder of its own and renames it at the end: an interrupted first run leaves a
 * folder that the next run removes, never half a cluster that looks whole.
 */
export async function createData(cluster: Cluster, secretKey: string, fast: boolean): Promise<void> {
  removeHalves(cluster.home);
  const half = path.join(cluster.home, `data.new-${process.pid}`);
  const passwordFile = path.join(cluster.home, `password-${process.pid}`);
  writePrivately(cluster, passwordFile, databasePassword(secretKey, "supabase_admin"));
  try {
    const { code, output } = await runProgram(cluster, "initdb", [
      `--pgdata=${half}`,
      "--username=supabase_admin",
      "--auth=scram-sha-256",
      `--pwfile=${passwordFile}`,
      // Sorting as on hosted projects; the default would be this machine's locale, SQL_ASCII under LANG=C.
      "--encoding=UTF8",
      "--locale-provider=icu",
      "--icu-locale=en-US",
      "--locale=C.UTF-8",
      ...(fast ? ["--no-sync"] : []),
    ]);
    if (code !== 0)
      throw new StackError(`The database cannot be created in ${cluster.home}: ${lastLine(output)}`);
    renameSync(half, cluster.data);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  stampPassword(cluster, secretKey);
}

function removeHalves(home: string): void {
  for (const name of readdirSync(home).filter((entry) => /^(data\.new|password)-\d+$/.test(entry))) {
    try {
      rmSync(path.join(home, name), { recursive: true, force: true, maxRetries: 5 });
    } catch {
      // The killed run's initdb may still write into it; a later start removes what it leaves.
    }
  }
}

/**
 * The superuser's password follows the installation's secret key. When `.env.local` was made anew, the old
 * password is unknown, so it is set in single-user mode, which only the folder's owner can do.
 */
export async function adoptPassword(cluster: Cluster, secretKey: string): Promise<void> {
  if (hasPasswordOf(cluster, secretKey)) return;
  const password = databasePassword(secretKey, "supabase_admin");
  const { code, output } = await runProgram(
    cluster,
    "postgres",
    ["--single", "-D", cluster.data, "-c", "log_statement=none", "postgres"],
    `alter role supabase_admin password '${password}';\n`,
  );
  if (code !== 0)
    throw new StackError(`The database in ${cluster.home} cannot be opened: ${lastLine(output)}`);
  stampPassword(cluster, secretKey);
}

export function hasPasswordOf(cluster: Cluster, secretKey: string): boolean {
  return readOr(path.join(cluster.home, "password-stamp")) === stampOf(secretKey);
}

function stampPassword(cluster: Cluster, secretKey: string): void {
  writePrivately(cluster, path.join(cluster.home, "password-stamp"), stampOf(secretKey));
}

/** A digest under another name than the password's, so that the file opens nothing. */
function stampOf(secretKey: string): string {
  return createHash("sha256").update(`stamp of ${secretKey}`).digest("hex");
}

function writePrivately(cluster: Cluster, file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600 });
  if ("uid" in cluster.account.ids) chownSync(file, cluster.account.ids.uid, cluster.account.ids.gid);
}

export function lastLine(output: string): string {
  return output.trim().split("\n").at(-1)?.trim() ?? "";
}

function readOr(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8").trim() : "";
}
