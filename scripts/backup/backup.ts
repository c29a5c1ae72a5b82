import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import type postgres from "postgres";
import { connect } from "../stack/database";
import { endFrame, fileFrame, folderFrame, frameOf, nowhere, unpack, walk } from "./frames";
import { open, seal } from "./sealed-stream";
import type { BackupKey } from "./sealed-stream";

export type BackupOptions = {
  /** As superuser. */
  adminUrl: string;
  /** Holds `pg/data`, `objects`, `state`. */
  dataDir: string;
  /** Where the backup is put. */
  folder: string;
  key: BackupKey;
};

export type Backup = { file: string; bytes: number; sha256: string };

/** Of no use elsewhere, or made anew by the server when it starts (PostgreSQL 17, "Backing Up the Data Directory"). */
const LEFT_OUT =
  /^(pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\/|^postmaster\.(pid|opts)$|(^|\/)pgsql_tmp|^backup_(label|manifest)|^global\/pg_control$/;

/**
 * Copies a running installation: the cluster between pg_backup_start and pg_backup_stop with the log written
 * meanwhile, and the bytes of files before and after, so that each object a row names at the end is in it. Encrypted
 * as it is written; read back before anybody is told that there is a backup.
 */
export async function makeBackup(options: BackupOptions): Promise<Backup> {
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  const startedAt = new Date();
  const file = path.join(
    options.folder,
    `callout-${startedAt.toISOString().replaceAll(/[:.]/g, "-")}.backup`,
  );
  const part = `${file}.part`;
  const sql = connect(options.adminUrl, { name: "callout-backup" });
  try {
    const frames = Readable.from(copyAll(sql, options), { objectMode: false });
    const gzip = createGzip({ level: 1 });
    await pipeline(
      frames,
      gzip,
      (bytes: AsyncIterable<Buffer>) => seal(options.key, bytes),
      createWriteStream(part, { mode: 0o600, flags: "wx", flush: true }),
    );
    const { bytes, sha256 } = await readBack(part, options.key);
    await rename(part, file);
    await sql`
      insert into ops.backups (started_at, ended_at, byte_count, sha256)
      values (${startedAt}, clock_timestamp(), ${bytes}, ${sha256})`;
    return { file, bytes, sha256 };
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  } finally {
    await sql.end();
  }
}

async function* copyAll(sql: postgres.Sql, { dataDir }: BackupOptions): AsyncGenerator<Buffer> {
  let frames = 0;
  const counted = (frame: Buffer) => {
    frames += 1;
    return frame;
  };
  const [server] = await sql<{ version: string; identity: string }[]>`
    select current_setting('server_version') as version, system_identifier::text as identity
    from pg_control_system()`;
  yield counted(frameOf("manifest.json", Buffer.from(JSON.stringify({ format: 1, ...server }), "utf8")));
  const objects = new Set<string>();
  async function* copyObjects(): AsyncGenerator<Buffer> {
    for await (const { name, isFolder } of walk(path.join(dataDir, "objects"))) {
      if (isFolder || name.endsWith(".part") || objects.has(name)) continue;
      objects.add(name);
      yield* tell(fileFrame(`objects/${name}`, path.join(dataDir, "objects", name)));
    }
  }
  /** Counts a file as soon as its header is there: one that has vanished gives none. */
  async function* tell(parts: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
    let isFirst = true;
    for await (const part of parts) {
      if (isFirst) frames += 1;
      isFirst = false;
      yield part;
    }
  }
  yield* copyObjects();
  yield* tell(fileFrame("state/demo", path.join(dataDir, "state", "demo")));
  const cluster = path.join(dataDir, "pg", "data");
  const startFile = await startCopy(sql);
  for await (const { name, isFolder } of walk(cluster)) {
    if (LEFT_OUT.test(name)) continue;
    if (isFolder) yield counted(folderFrame(`data/${name}`));
    else yield* tell(fileFrame(`data/${name}`, path.join(cluster, name)));
  }
  // Last, because it says from where the log is replayed.
  yield* tell(fileFrame("data/global/pg_control", path.join(cluster, "global", "pg_control")));
  const { label, stopFile } = await stopCopy(sql);
  yield counted(frameOf("data/backup_label", Buffer.from(label, "utf8")));
  for (const segment of await segmentsBetween(cluster, startFile, stopFile))
    yield* tell(fileFrame(`data/pg_wal/${segment}`, path.join(cluster, "pg_wal", segment)));
  yield* copyObjects();
  yield endFrame(frames);
}

/** The slot keeps the log until the copy has it; it belongs to this connection and ends with it. */
async function startCopy(sql: postgres.Sql): Promise<string> {
  await sql`select pg_create_physical_replication_slot('callout_backup', true, true)`;
  const [row] = await sql<{ file: string }[]>`
    select pg_walfile_name(pg_backup_start('callout', true)) as file`;
  return row?.file ?? "";
}

async function stopCopy(sql: postgres.Sql): Promise<{ label: string; stopFile: string }> {
  const [row] = await sql<{ label: string; file: string }[]>`
    select labelfile as label, pg_walfile_name(lsn) as file from pg_backup_stop(false)`;
  if (!row) throw new Error("The server did not end the backup.");
  return { label: row.label, stopFile: row.file };
}

async function segmentsBetween(cluster: string, first: string, last: string): Promise<string[]> {
  const names = await readdir(path.join(cluster, "pg_wal"));
  const segments = names.filter((name) => /^[0-9A-F]{24}$/.test(name) && name >= first && name <= last);
  if (!segments.includes(last)) throw new Error(`The log ${last} is not there any more.`);
  return segments.toSorted();
}

async function readBack(file: string, key: BackupKey): Promise<Omit<Backup, "file">> {
  const hash = createHash("sha256");
  let bytes = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const part of createReadStream(file) as AsyncIterable<Buffer>) {
      hash.update(part);
      bytes += part.length;
      yield part;
    }
  }
  await readBackup(counted(), key, nowhere);
  return { bytes, sha256: hash.digest("hex") };
}

/** Decrypts, decompresses and unpacks. */
export async function readBackup(
  bytes: AsyncIterable<Buffer>,
  key: BackupKey,
  sink: Parameters<typeof unpack>[1],
): Promise<number> {
  let unpacking = Promise.resolve(0);
  try {
    await pipeline(
      Readable.from(open(key, bytes), { objectMode: false }),
      createGunzip(),
      async (plain: AsyncIterable<Buffer>) => {
        unpacking = unpack(plain, sink);
        await unpacking;
      },
    );
  } finally {
    // A pipeline that breaks does not wait for its last part: what it writes must not come after the caller cleaned up.
    await unpacking.catch(() => 0);
  }
  return unpacking;
}

/** Keeps the newest so many backups of a folder and removes the others. */
export async function keepNewest(folder: string, most: number): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => /^callout-[0-9TZ-]+\.backup$/.test(name)).toSorted();
  const old = names.slice(0, Math.max(0, names.length - most));
  for (const name of old) await rm(path.join(folder, name));
  return old;
}
