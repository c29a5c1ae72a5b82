import { createReadStream, existsSync } from "node:fs";
import { chown, mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { serverAccount } from "../stack/cluster/account";
import { locateBinaries } from "../stack/cluster/binaries";
import { takeLock } from "../stack/cluster/lock";
import { choosePlace } from "../stack/cluster/place";
import { isFree } from "../stack/cluster/ports";
import type { Cluster } from "../stack/cluster/programs";
import { runProgram } from "../stack/cluster/programs";
import { StackError } from "../stack/stack-error";
import { readBackup } from "./backup";
import { folderSink } from "./frames";
import type { Sink } from "./frames";
import type { BackupKey } from "./sealed-stream";

export type RestoreOptions = { file: string; dataDir: string; databasePort: number; key: BackupKey };

/** What was there before lies beside it under this name. */
export type Restored = { kept: string[] };

/**
 * Puts a backup in the place of an installation that does not run. It is read to its end into folders of their own
 * first: one that cannot be read changes nothing. What was there is renamed and not removed.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  if (!existsSync(options.file)) throw new StackError(`There is no file ${options.file}.`);
  const dataDir = path.resolve(options.dataDir);
  const release = takeLock(dataDir);
  try {
    if (!(await isFree(options.databasePort)))
      throw new StackError(
        `Something answers on port ${options.databasePort}, where the database would: stop it first.`,
      );
    return await replace(dataDir, options);
  } finally {
    release();
  }
}

async function replace(dataDir: string, { file, key }: RestoreOptions): Promise<Restored> {
  const account = serverAccount();
  const place = choosePlace(dataDir, locateBinaries(), account);
  const { home } = place;
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, "-");
  const places = [
    { name: "data", root: home, ids: account.ids },
    { name: "objects", root: dataDir, ids: {} },
    { name: "state", root: path.join(dataDir, `restored-${process.pid}`), ids: {} },
  ].map((place) => ({ ...place, fresh: path.join(place.root, `${place.name}.restore-${process.pid}`) }));
  try {
    for (const { fresh, ids } of places) await makeFolder(fresh, ids);
    await readBackup(createReadStream(file), key, sinkOf(places));
    const fresh = path.join(home, `data.restore-${process.pid}`);
    await finishCluster(fresh, account.ids);
    await syncCluster({ ...place, account, data: fresh, log: "" });
    return { kept: await swap(places, dataDir, stamp) };
  } finally {
    for (const { fresh } of places) await rm(fresh, { recursive: true, force: true });
    await rm(path.join(dataDir, `restored-${process.pid}`), { recursive: true, force: true });
    // Its password is another one's: it is set anew when the server starts.
    await rm(path.join(home, "password-stamp"), { force: true });
  }
}

type Ids = { uid?: number; gid?: number };
type Target = { name: string; root: string; fresh: string; ids: Ids };

async function makeFolder(folder: string, ids: Ids): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (ids.uid !== undefined && ids.gid !== undefined) await chown(folder, ids.uid, ids.gid);
}

/** The first folder of a name says which part of the installation it is; the manifest is for people. */
function sinkOf(places: readonly Target[]): Sink {
  const sinks = new Map(
    places.map(({ name, fresh, ids }) => [name, folderSink(fresh, ids, name !== "data")]),
  );
  const find = (name: string) => {
    const [first = "", ...rest] = name.split("/");
    const sink = sinks.get(first);
    if (!sink) throw new StackError(`The backup holds something unknown: ${name}.`);
    return { sink, rest: rest.join("/") };
  };
  return {
    async folder(name) {
      const { sink, rest } = find(name);
      await sink.folder(rest);
    },
    file(name) {
      if (name === "manifest.json")
        return Promise.resolve({ write: () => Promise.resolve(), close: () => Promise.resolve() });
      const { sink, rest } = find(name);
      return sink.file(rest);
    },
  };
}

/** Folders that the server wants and that were left out because nothing in them counts. */
async function finishCluster(data: string, ids: Ids): Promise<void> {
  if (!existsSync(path.join(data, "PG_VERSION"))) throw new StackError("The backup holds no database.");
  const folders = [
    "pg_wal",
    "pg_wal/archive_status",
    "pg_wal/summaries",
    "pg_replslot",
    "pg_dynshmem",
    "pg_notify",
  ];
  for (const name of [...folders, "pg_serial", "pg_snapshots", "pg_stat_tmp", "pg_subtrans"])
    await makeFolder(path.join(data, name), ids);
}

/** The cluster's files, one by one, would take minutes; this is the server's own way to have them all on the disk. */
async function syncCluster(cluster: Cluster): Promise<void> {
  const { code, output } = await runProgram(cluster, "initdb", ["--sync-only", "-D", cluster.data]);
  if (code !== 0)
    throw new StackError(`The restored database cannot be written to the disk: ${output.trim()}`);
}

async function swap(places: readonly Target[], dataDir: string, stamp: string): Promise<string[]> {
  const kept: string[] = [];
  for (const { name, root, fresh } of places) {
    if (name === "state") {
      if (existsSync(path.join(fresh, "demo")))
        await rename(path.join(fresh, "demo"), path.join(dataDir, "state", "demo"));
      continue;
    }
    const target = path.join(root, name);
    if (existsSync(target)) {
      await rename(target, `${target}.before-${stamp}`);
      kept.push(`${target}.before-${stamp}`);
    }
    await rename(fresh, target);
  }
  return kept;
}
