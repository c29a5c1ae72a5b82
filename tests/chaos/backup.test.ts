import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keepNewest, makeBackup } from "@/scripts/backup/backup";
import { restoreBackup } from "@/scripts/backup/restore";
import { databaseUrl } from "@/scripts/stack/credentials";
import { bootstrapDatabase, connect } from "@/scripts/stack/database";
import { startPostgres } from "@/scripts/stack/postgres";
import { freePort, removeData } from "@/scripts/stack/scratch";
import { migrateDatabase } from "@/scripts/stack/stack";

const secretKey = `sb_secret_${randomBytes(18).toString("base64url")}`;
const contextKey = randomBytes(32).toString("base64url");
const key = randomBytes(32);
const canary = `canary-${randomBytes(12).toString("hex")}`;

let dataDir: string;
let port: number;
let backups: string;

const adminUrl = (secret = secretKey) => databaseUrl({ secretKey: secret, role: "supabase_admin", port });
const ownerUrl = (secret = secretKey) => databaseUrl({ secretKey: secret, role: "postgres", port });
const start = (secret = secretKey) => startPostgres({ dataDir, port, secretKey: secret, fast: true });

beforeAll(async () => {
  dataDir = mkdtempSync("/tmp/callout-chaos-backup-");
  chmodSync(dataDir, 0o755);
  port = await freePort();
  backups = path.join(dataDir, "backups");
  mkdirSync(path.join(dataDir, "objects", "ab"), { recursive: true });
  writeFileSync(path.join(dataDir, "objects", "ab", "one"), `${canary} photo`);
});
afterAll(() => removeData(dataDir));

/** All that must be the same afterwards. */
async function contents(sql: postgres.Sql) {
  const [notes] =
    await sql`select count(*)::int, sum(hashtext(body))::text as sum from kept.notes where batch = 0`;
  const [migrations] = await sql`select count(*)::int from supabase_migrations.schema_migrations`;
  const [roles] = await sql`select count(*)::int from pg_roles`;
  return { notes, migrations, roles };
}

/** What supabase/verify.sql says, as the owner. */
async function verify(secret = secretKey): Promise<unknown[]> {
  const sql = connect(ownerUrl(secret));
  const found = await sql.unsafe(readFileSync("supabase/verify.sql", "utf8"));
  await sql.end();
  return [...found];
}

/** Writes until it is told to stop; answers how many batches were committed before the copy was done. */
function keepWriting(sql: postgres.Sql) {
  let isStopped = false;
  let batches = 0;
  const done = (async () => {
    while (!isStopped) {
      await sql`insert into kept.notes (batch, body) select ${batches + 1}, 'x' from generate_series(1, 500)`;
      batches += 1;
    }
  })();
  return {
    committed: () => batches,
    async stop() {
      isStopped = true;
      await done;
    },
  };
}

describe("a backup made while the database is written to", () => {
  let file: string;
  let before: Awaited<ReturnType<typeof contents>>;
  let committedBefore: number;
  let guarantees: unknown[];

  test("is made, read back and counted, and holds nothing that can be read", async () => {
    const server = await start();
    await bootstrapDatabase(adminUrl(), secretKey);
    await migrateDatabase(adminUrl(), ownerUrl(), { secretKey, contextKey });
    const sql = connect(adminUrl(), { max: 3 });
    await sql`create schema kept`;
    await sql`create table kept.notes (id bigint generated always as identity, batch int, body text)`;
    await sql`insert into kept.notes (batch, body) select 0, ${canary} || n from generate_series(1, 20000) as n`;
    expect(await sql`select ops.backup_age_s() as age`).toMatchObject([{ age: null }]);
    before = await contents(sql);
    guarantees = await verify();
    const writer = keepWriting(sql);
    while (writer.committed() < 3) await new Promise((resolve) => setTimeout(resolve, 10));
    committedBefore = writer.committed();
    const backup = await makeBackup({ adminUrl: adminUrl(), dataDir, folder: backups, key });
    await writer.stop();
    file = backup.file;
    expect(readFileSync(file).includes(canary)).toBe(false);
    const [kept] = await sql<{ age: string; sha256: string }[]>`
      select ops.backup_age_s() as age, sha256 from ops.backups`;
    expect(Number(kept?.age)).toBeLessThan(60);
    expect(kept?.sha256).toBe(backup.sha256);
    await sql.end();
    await server.stop();
  });

  test("is refused whole when a byte is changed, the end is missing or the key is another; nothing is touched", async () => {
    const bytes = readFileSync(file);
    const flipped = Buffer.from(bytes);
    flipped[bytes.length >> 1] = (flipped[bytes.length >> 1] ?? 0) ^ 1;
    const restore = (content: Buffer, withKey = key) => {
      const bad = path.join(backups, "bad");
      writeFileSync(bad, content);
      return restoreBackup({ file: bad, dataDir, databasePort: port, key: withKey });
    };
    await expect(restore(flipped)).rejects.toThrow("cannot be read");
    await expect(restore(bytes.subarray(0, bytes.length - 100))).rejects.toThrow("cut off");
    await expect(restore(bytes, randomBytes(32))).rejects.toThrow("another BACKUP_KEY");
    const server = await start();
    const sql = connect(adminUrl());
    expect(await contents(sql)).toEqual(before);
    await sql.end();
    await server.stop();
  });

  test("brings everything back after the installation was destroyed, also under new keys of the machine", async () => {
    const copy = path.join(dataDir, "copy.backup");
    writeFileSync(copy, readFileSync(file));
    for (const part of ["objects", "backups"]) rmSync(path.join(dataDir, part), { recursive: true });
    removeClusterOf(dataDir);
    const { kept } = await restoreBackup({ file: copy, dataDir, databasePort: port, key });
    expect(kept).toEqual([]);
    const other = `sb_secret_${randomBytes(18).toString("base64url")}`;
    const server = await start(other);
    await bootstrapDatabase(adminUrl(other), other);
    const sql = connect(adminUrl(other));
    expect(await contents(sql)).toEqual(before);
    const [last] = await sql<{ batch: number; partial: number }[]>`
      select max(batch) as batch, (
        select count(*)::int from (select from kept.notes where batch > 0 group by batch having count(*) <> 500) as p
      ) as partial
      from kept.notes`;
    expect(last?.batch).toBeGreaterThanOrEqual(committedBefore);
    expect(last?.partial).toBe(0);
    expect(await verify(other)).toEqual(guarantees);
    expect(readFileSync(path.join(dataDir, "objects", "ab", "one"), "utf8")).toBe(`${canary} photo`);
    await sql.end();
    await server.stop();
  });

  test("keeps what was there before beside it", async () => {
    const copy = path.join(dataDir, "copy.backup");
    const { kept } = await restoreBackup({ file: copy, dataDir, databasePort: port, key });
    expect(kept.map((folder) => path.basename(folder).replace(/-.*/, ""))).toEqual([
      "data.before",
      "objects.before",
    ]);
  });
});

test("old backups go, the newest stay, and nothing else in the folder is touched", async () => {
  const folder = mkdtempSync("/tmp/callout-chaos-backups-");
  const names = ["2026-01-01T00-00-00-000Z", "2026-01-02T00-00-00-000Z", "2026-01-03T00-00-00-000Z"].map(
    (at) => `callout-${at}.backup`,
  );
  for (const name of [...names, "notes.txt"]) writeFileSync(path.join(folder, name), "");
  expect(await keepNewest(folder, 2)).toEqual([names[0]]);
  expect(await keepNewest(folder, 2)).toEqual([]);
  rmSync(folder, { recursive: true });
});

function removeClusterOf(folder: string): void {
  rmSync(path.join(folder, "pg"), { recursive: true, force: true });
}
