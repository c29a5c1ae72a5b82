import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { localUrl, runCli } from "@/scripts/stack/cli";
import { databaseUrl } from "@/scripts/stack/credentials";
import { bootstrapDatabase, createDatabase, dropDatabase } from "@/scripts/stack/database";
import { applyMigrations, listMigrations, rollBackTo } from "@/scripts/stack/migrations";
import { MIGRATIONS_FOLDER, ROLLBACKS_FOLDER } from "@/scripts/stack/stack";

/** Two databases of the run's cluster: one migrated by our runner, one by the Supabase CLI. */
const names = { ours: `ours_${randomUUID().slice(0, 8)}`, theirs: `theirs_${randomUUID().slice(0, 8)}` };
const cluster = () => inject("cluster");
const ownerUrl = (database: string) =>
  databaseUrl({ secretKey: cluster().settings.secretKey, role: "postgres", port: cluster().port, database });

beforeAll(async () => {
  for (const name of Object.values(names)) {
    const url = await createDatabase(cluster().adminUrl, name);
    await bootstrapDatabase(url, cluster().settings.secretKey);
  }
});
afterAll(async () => {
  for (const name of Object.values(names)) await dropDatabase(cluster().adminUrl, name);
});

/** Everything the migrations make, with owner, definition and access list. */
async function shapeOf(database: string): Promise<string[]> {
  const sql = postgres(ownerUrl(database), { max: 1, onnotice: () => undefined });
  try {
    const rows = await sql<{ line: string }[]>`
      with ours as (
        select oid from pg_namespace
        where nspname in ('public', 'private', 'ops', 'partitions', 'auth', 'extensions')
      )
      select 'relation ' || c.oid::regclass || ' ' || c.relkind::text || ' ' || c.relowner::regrole || ' '
        || coalesce(c.relacl::text, '') || c.relrowsecurity as line from pg_class c join ours o on o.oid = c.relnamespace
      union all select 'column ' || a.attrelid::regclass || '.' || a.attname || ' ' || a.atttypid::regtype || ' '
        || a.attnotnull || coalesce(a.attacl::text, '') from pg_attribute a
        join pg_class c on c.oid = a.attrelid join ours o on o.oid = c.relnamespace where a.attnum > 0
      union all select 'function ' || p.oid::regprocedure || ' ' || p.proowner::regrole || ' '
        || coalesce(p.proacl::text, '') || md5(pg_get_functiondef(p.oid))
        from pg_proc p join ours o on o.oid = p.pronamespace where p.prokind in ('f', 'p')
      union all select 'policy ' || polrelid::regclass || ' ' || polname from pg_policy
      union all select 'trigger ' || tgrelid::regclass || ' ' || tgname from pg_trigger where not tgisinternal
      union all select 'constraint ' || conrelid::regclass || ' ' || pg_get_constraintdef(oid)
        from pg_constraint where connamespace in (select oid from ours)
      order by 1`;
    return rows.map((row) => row.line);
  } finally {
    await sql.end();
  }
}

test("our runner and `supabase db push` make the same database, and each knows what the other applied", async () => {
  const versions = listMigrations(MIGRATIONS_FOLDER).map((migration) => migration.version);
  expect(await applyMigrations(ownerUrl(names.ours), MIGRATIONS_FOLDER)).toEqual(versions);
  const push = await runCli(["db", "push", "--yes"], localUrl(ownerUrl(names.theirs)));
  expect(push.code, push.errors + push.output).toBe(0);
  expect(await shapeOf(names.theirs)).toEqual(await shapeOf(names.ours));
  expect(await applyMigrations(ownerUrl(names.theirs), MIGRATIONS_FOLDER)).toEqual([]);
  const again = await runCli(["db", "push", "--yes"], localUrl(ownerUrl(names.ours)));
  expect(again.code).toBe(0);
  expect(again.errors + again.output).toMatch(/up to date/i);
  const list = await runCli(["migration", "list"], localUrl(ownerUrl(names.ours)));
  expect(list.code).toBe(0);
  for (const version of versions) expect(list.output.split(version).length, version).toBeGreaterThan(2);
}, 120_000);

test("rolling everything back leaves what was there before, and the migrations apply again", async () => {
  const database = names.ours;
  const folders = { migrations: MIGRATIONS_FOLDER, rollbacks: ROLLBACKS_FOLDER };
  const migrated = await shapeOf(database);
  expect(migrated.length).toBeGreaterThan(300);
  const undone = await rollBackTo(ownerUrl(database), folders, "0");
  expect(undone).toEqual(
    listMigrations(MIGRATIONS_FOLDER)
      .map((migration) => migration.version)
      .reverse(),
  );
  const left = (await shapeOf(database)).filter((line) => / (public|private|ops|partitions)\./.test(line));
  expect(left).toEqual([]);
  await applyMigrations(ownerUrl(database), MIGRATIONS_FOLDER);
  expect(await shapeOf(database)).toEqual(migrated);
}, 120_000);

test("a rollback to an unknown version is refused and changes nothing", async () => {
  const folders = { migrations: MIGRATIONS_FOLDER, rollbacks: ROLLBACKS_FOLDER };
  await expect(rollBackTo(ownerUrl(names.ours), folders, "19990101000000")).rejects.toThrow(
    "There is no migration",
  );
});
