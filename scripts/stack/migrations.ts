import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type postgres from "postgres";
import { connect } from "./database";
import { StackError } from "./stack-error";

export type Migration = { version: string; name: string; file: string; text: string };

const FILE_NAME = /^(\d{14})_([a-z0-9_]+)\.sql$/;
const NO_TRANSACTION = /^-- callout: no transaction\s*$/m;

export function listMigrations(folder: string): Migration[] {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.name.endsWith(".sql"));
  return files
    .map((entry) => parseFile(folder, entry.name))
    .sort((left, right) => (left.version < right.version ? -1 : 1));
}

/**
 * Applies what is pending, oldest first, each file in its own transaction together with its record, in the
 * CLI's table, so that `supabase migration list` and `db push` agree. Answers the versions applied.
 */
export async function applyMigrations(ownerUrl: string, folder: string): Promise<string[]> {
  const sql = connect(ownerUrl, { name: "migrations" });
  try {
    return await withLock(sql, async () => {
      const done = await sql<Applied[]>`
        select version, statements from supabase_migrations.schema_migrations`;
      const known = new Set(done.map((row) => row.version));
      const files = listMigrations(folder);
      const pending = files.filter((migration) => !known.has(migration.version));
      try {
        for (const migration of pending) await apply(sql, migration);
      } catch (error) {
        throw withEdited(error, files, done);
      }
      if (pending.length > 0) await sql`select pg_notify('pgrst', 'reload schema')`;
      return pending.map((migration) => migration.version);
    });
  } finally {
    await sql.end();
  }
}

type Applied = { version: string; statements: string[] | null };

/** An edited file is the usual reason why a later one does not fit; our own runner records the text it applied. */
function withEdited(error: unknown, files: Migration[], done: Applied[]): unknown {
  const texts = new Map(done.map((row) => [row.version, row.statements]));
  const edited = files.filter(({ version, text }) => {
    const applied = texts.get(version);
    return applied?.length === 1 && applied[0] !== text;
  });
  if (edited.length === 0 || !(error instanceof StackError)) return error;
  const names = edited.map((file) => path.basename(file.file)).join(", ");
  return new StackError(
    `${error.message}\nEdited since they were applied here: ${names}. A released migration stays as it is; one of your own is applied anew by \`npm run db:reset\`.`,
  );
}

/** Undoes everything newer than `version`, newest first, with supabase/rollbacks/<same name>. */
export async function rollBackTo(
  ownerUrl: string,
  folders: { migrations: string; rollbacks: string },
  version: string,
): Promise<string[]> {
  const migrations = listMigrations(folders.migrations);
  if (version !== "0" && !migrations.some((migration) => migration.version === version)) {
    throw new StackError(
      `There is no migration ${version}. Name one of supabase/migrations (its 14 digits), or 0 for all.`,
    );
  }
  const sql = connect(ownerUrl, { name: "rollback" });
  try {
    return await withLock(sql, async () => {
      const done = await sql<{ version: string }[]>`
        select version from supabase_migrations.schema_migrations where version > ${version} order by version desc`;
      const files = done.map((row) => rollbackOf(row.version, migrations, folders.rollbacks));
      for (const file of files) await undo(sql, file);
      if (files.length > 0) await sql`select pg_notify('pgrst', 'reload schema')`;
      return files.map((file) => file.version);
    });
  } finally {
    await sql.end();
  }
}

/** One runner at a time: a second one waits and then finds nothing pending. */
async function withLock<T>(sql: postgres.Sql, work: () => Promise<T>): Promise<T> {
  await sql`select pg_advisory_lock(hashtext('callout migrations'))`;
  return work();
}

async function apply(sql: postgres.Sql, migration: Migration): Promise<void> {
  const record = (on: postgres.ISql) => on`
    insert into supabase_migrations.schema_migrations (version, name, statements)
    values (${migration.version}, ${migration.name}, ${[migration.text]})`;
  try {
    if (NO_TRANSACTION.test(firstLine(migration.text))) {
      await sql.unsafe(migration.text).simple();
      await record(sql);
      return;
    }
    await sql.begin(async (transaction) => {
      await transaction.unsafe(migration.text).simple();
      // A migration may set a role or search_path for itself; the record is written as the owner again.
      await transaction.unsafe("reset role; reset search_path").simple();
      await record(transaction);
    });
  } catch (error) {
    throw explain(migration.file, migration.text, error);
  }
}

async function undo(sql: postgres.Sql, file: Migration): Promise<void> {
  const forget = (on: postgres.ISql) =>
    on`delete from supabase_migrations.schema_migrations where version = ${file.version}`;
  try {
    if (NO_TRANSACTION.test(firstLine(file.text))) {
      await sql.unsafe(file.text).simple();
      await forget(sql);
      return;
    }
    await sql.begin(async (transaction) => {
      await transaction.unsafe(file.text).simple();
      await transaction.unsafe("reset role; reset search_path").simple();
      await forget(transaction);
    });
  } catch (error) {
    throw explain(file.file, file.text, error);
  }
}

function rollbackOf(version: string, migrations: Migration[], folder: string): Migration {
  const migration = migrations.find((candidate) => candidate.version === version);
  if (!migration)
    throw new StackError(`Migration ${version} is applied but its file is gone: nothing was undone.`);
  try {
    return parseFile(folder, path.basename(migration.file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw new StackError(
      `There is no rollback for ${path.basename(migration.file)} in supabase/rollbacks: nothing was undone.`,
    );
  }
}

function parseFile(folder: string, name: string): Migration {
  const match = FILE_NAME.exec(name);
  if (!match?.[1] || !match[2]) {
    throw new StackError(`${path.join(folder, name)} is no migration name: YYYYMMDDHHMMSS_verb_noun.sql.`);
  }
  const file = path.join(folder, name);
  return { version: match[1], name: match[2], file, text: readFileSync(file, "utf8") };
}

function firstLine(text: string): string {
  return text.slice(0, text.indexOf("\n") >>> 0);
}

/** Says file, line and the database's words; the position counts characters of the whole file. */
function explain(file: string, text: string, error: unknown): unknown {
  const { code, message, position, where, hint } = error as postgres.PostgresError;
  if (typeof code !== "string" || code.length !== 5) return error;
  const line = position ? `:${text.slice(0, Number(position)).split("\n").length}` : "";
  const rest = [hint && `Hint: ${hint}`, where && `At: ${where}`].filter(Boolean).join("\n");
  return new StackError(`${file}${line}: ${message} (${code})${rest ? `\n${rest}` : ""}`);
}
