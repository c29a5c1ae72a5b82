import { randomBytes, randomInt } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import path from "node:path";
import { exportJWK, generateKeyPair } from "jose";
import type { TestProject } from "vitest/node";
import { isFree } from "@/scripts/stack/cluster/ports";
import { makeBackup } from "@/scripts/backup/backup";
import { restoreBackup } from "@/scripts/backup/restore";
import { databaseUrl } from "@/scripts/stack/credentials";
import * as databases from "@/scripts/stack/database";
import { startPostgres } from "@/scripts/stack/postgres";
import type { PostgresServer } from "@/scripts/stack/postgres";
import { migrateDatabase } from "@/scripts/stack/stack";
import type { StackSettings } from "@/scripts/stack/stack";
import { postmasterIn } from "./postmaster";

/** What a test file must know of the run's cluster. Plain data: it crosses from vitest's process to its workers. */
export type TestCluster = {
  adminUrl: string;
  port: number;
  template: string;
  /** Of this run alone: no test sees an installation's keys. */
  settings: StackSettings;
  /** Where the run keeps what is mutable: the database, captured mail. */
  folder: string;
  /** When its template was made: a run may go on into the next month. */
  madeAt: number;
  /** A bug to put into each copy of the template, as the mutants do. */
  plant?: string;
};

declare module "vitest" {
  interface ProvidedContext {
    cluster: TestCluster;
  }
}

const runsFolder = path.resolve(".local/test");
const template = "callout_template";

type Shared = { users: number; cluster: Promise<{ cluster: TestCluster; stop: () => Promise<void> }> };
const shared = globalThis as typeof globalThis & { calloutTestCluster?: Shared };

/**
 * Vitest calls this once per project that needs a database. All projects of a run share one cluster; runs at the
 * same time have one each, in a folder named by the process, on a port of their own.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.calloutTestCluster ??= { users: 0, cluster: start() };
  const mine = shared.calloutTestCluster;
  mine.users++;
  project.provide("cluster", (await mine.cluster).cluster);
  return async () => {
    mine.users--;
    if (mine.users > 0) return;
    shared.calloutTestCluster = undefined;
    await (await mine.cluster).stop();
  };
}

/** TEST_CLUSTER (JSON of a TestCluster) makes a run use a cluster that another process started, as the mutants do. */
async function start(): Promise<{ cluster: TestCluster; stop: () => Promise<void> }> {
  const given = process.env.TEST_CLUSTER;
  if (given) {
    const cluster = JSON.parse(given) as TestCluster;
    refuseRemote(cluster.adminUrl);
    return { cluster, stop: async () => undefined };
  }
  return startCluster();
}

/** TEST_RESTORED=yes makes every database of the run from one that `db:backup` saved and `db:restore` read. */
export async function startCluster(): Promise<{ cluster: TestCluster; stop: () => Promise<void> }> {
  removeAbandoned();
  const folder = path.join(runsFolder, `run-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const settings: StackSettings = {
    publishableKey: `sb_publishable_${randomBytes(12).toString("hex")}`,
    secretKey: `sb_secret_${randomBytes(16).toString("hex")}`,
    signingKey: {
      ...(await exportJWK(privateKey)),
      alg: "ES256",
      kid: randomBytes(8).toString("hex"),
      use: "sig",
    },
    siteUrl: "http://localhost:3000",
    redirectUrls: ["http://localhost:3000/**"],
    contextKey: randomBytes(32).toString("base64url"),
  };
  const port = await freePort();
  const open = () => startPostgres({ dataDir: folder, port, secretKey: settings.secretKey, fast: true });
  let server = await open();
  const adminUrl = databaseUrl({ secretKey: settings.secretKey, role: "supabase_admin", port });
  const cluster: TestCluster = { adminUrl, port, template, settings, folder, madeAt: Date.now() };
  const stop = async (): Promise<void> => {
    await server.stop();
    printCounts(folder);
    removeRun(folder);
  };
  try {
    await makeTemplate(cluster);
    if (process.env.TEST_RESTORED === "yes") server = await restore(cluster, server, open);
  } catch (error) {
    await stop();
    throw error;
  }
  return { cluster, stop };
}

/** Saves the cluster, throws it away and opens what the backup holds. */
async function restore(
  { settings, port, folder }: TestCluster,
  server: PostgresServer,
  open: () => Promise<PostgresServer>,
): Promise<PostgresServer> {
  const key = randomBytes(32);
  const { secretKey } = settings;
  const adminUrl = databaseUrl({ secretKey, role: "supabase_admin", port, database: template });
  const { file } = await makeBackup({ adminUrl, dataDir: folder, folder: `${folder}/backups`, key });
  await server.stop();
  const { kept } = await restoreBackup({ file, dataDir: folder, databasePort: port, key });
  for (const old of [...kept, file]) rmSync(old, { recursive: true });
  return open();
}

async function makeTemplate(cluster: TestCluster): Promise<void> {
  // Roles are the cluster's: they come with the first database that is prepared.
  await databases.bootstrapDatabase(cluster.adminUrl, cluster.settings.secretKey);
  const url = await databases.createDatabase(cluster.adminUrl, template);
  await databases.bootstrapDatabase(url, cluster.settings.secretKey);
  await migrateDatabase(url, ownerUrl(cluster, template), cluster.settings);
}

export async function cloneDatabase(
  cluster: TestCluster,
  name: string,
  from = cluster.template,
): Promise<string> {
  return databases.cloneDatabase(cluster.adminUrl, from, name);
}

export async function dropDatabase(cluster: TestCluster, name: string): Promise<void> {
  await databases.dropDatabase(cluster.adminUrl, name);
}

/** The address for the role that runs the migrations; it owns the schema and is no superuser. */
export function ownerUrl(cluster: TestCluster, database: string): string {
  return databaseUrl({
    secretKey: cluster.settings.secretKey,
    role: "postgres",
    port: cluster.port,
    database,
  });
}

/** The worker's address: a login in callout_worker, neither superuser nor above row level security. */
export function workerUrl(cluster: TestCluster, database: string): string {
  return databaseUrl({
    secretKey: cluster.settings.secretKey,
    role: "callout_worker_login",
    port: cluster.port,
    database,
  });
}

/** Tests create, break and drop: nothing but a database of this machine is acceptable. */
function refuseRemote(url: string): void {
  const { hostname } = new URL(url);
  if (!["127.0.0.1", "localhost", "[::1]"].includes(hostname)) {
    throw new Error(`Tests run against a database of this machine only, not against ${hostname}.`);
  }
}

/** Above the ports people use and below those that outgoing connections take at random. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const port = randomInt(28_000, 32_700);
    if (await isFree(port)) return port;
  }
  throw new Error("No free port between 28000 and 32700.");
}

/** What the files of the matrix tried, gathered at the end of the run, where it is read. */
function printCounts(folder: string): void {
  const file = path.join(folder, "counts.txt");
  if (existsSync(file)) process.stdout.write(readFileSync(file, "utf8"));
}

/** A run that was killed leaves its folder behind, and perhaps its server; the process id says whether it lives. */
function removeAbandoned(): void {
  if (!existsSync(runsFolder)) return;
  for (const name of readdirSync(runsFolder)) {
    const pid = Number(/^run-(\d+)$/.exec(name)?.[1]);
    if (!Number.isInteger(pid) || isAlive(pid)) continue;
    const folder = path.join(runsFolder, name);
    if (stopOrphan(folder)) continue;
    removeRun(folder);
  }
}

/** Asks a server that outlived its run to stop; its folder is removed by the next run. */
function stopOrphan(folder: string): boolean {
  const pid = postmasterIn(folder);
  // The id may have been given to a stranger since: only a server on this very folder is ours.
  if (pid === 0 || !commandOf(pid).includes(folder)) return false;
  try {
    return process.kill(pid, "SIGINT");
  } catch {
    // It has ended since.
    return false;
  }
}

/** Empty where the process has ended. */
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

function removeRun(folder: string): void {
  const home = path.join(folder, "pg");
  // Below a folder the server's account cannot enter the stack keeps the data elsewhere, behind a link.
  if (lstatSync(home, { throwIfNoEntry: false })?.isSymbolicLink()) {
    rmSync(path.dirname(readlinkSync(home)), { recursive: true, force: true });
  }
  rmSync(folder, { recursive: true, force: true });
}
