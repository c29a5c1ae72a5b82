import { existsSync, readFileSync } from "node:fs";
import postgres from "postgres";
import { databasePassword } from "./credentials";
import type { DatabaseRole } from "./credentials";
import { waitForDatabase, type Waiting } from "./patience";
import { StackError } from "./stack-error";

const SQL_FOLDER = new URL("./sql/", import.meta.url);
/** The auth service's own additions to its schema, kept beside its code. */
const AUTH_ADDITIONS = new URL("./auth/schema.sql", import.meta.url);

/** A connection for the stack's own work: few sockets, notices off, closed by the caller. */
export function connect(url: string, options: { max?: number; name?: string } = {}): postgres.Sql {
  return postgres(url, {
    max: options.max ?? 1,
    onnotice: () => undefined,
    connection: { application_name: options.name ?? "stack" },
  });
}

/** Of SQLSTATE: there is no such database yet, and the one who makes it is coming. */
const NO_DATABASE = "3D000";
/** Its class of refusals that no time changes: a password, or the lines of pg_hba.conf. */
const NOT_LET_IN = "28";

/**
 * Waits until the server lets us into the database: one that recovers, is full, or closed for a while refuses
 * everybody, and that passes. It says why itself.
 */
export async function untilLetIn(url: string, waiting: Waiting): Promise<void> {
  let said = "";
  const isOver = async () => {
    const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => undefined });
    try {
      await sql`select`;
      return true;
    } catch (error) {
      const { code = "", message } = error as { code?: string; message: string };
      if (code === NO_DATABASE) return true;
      if (code.startsWith(NOT_LET_IN))
        throw new StackError(`The database does not let its own installation in: ${message} (${code}).`);
      said = message;
      return false;
    } finally {
      await sql.end({ timeout: 1 });
    }
  };
  await waitForDatabase({ isOver, why: () => `it says "${said}".` }, waiting);
}

/**
 * Brings a database to the state of a hosted project before its first migration, and makes it first where a reset
 * was cut off between drop and create. Safe to repeat.
 */
export async function bootstrapDatabase(adminUrl: string, secretKey: string): Promise<void> {
  await onServer(adminUrl, async (sql) => {
    const name = databaseOf(adminUrl);
    const [found] = await sql`select 1 from pg_catalog.pg_database where datname = ${name}`;
    if (!found) await sql.unsafe(`create database ${quoteName(name)} template template0`);
  });
  const sql = connect(adminUrl);
  const logins: DatabaseRole[] = [
    "postgres",
    "authenticator",
    "supabase_auth_admin",
    "supabase_storage_admin",
  ];
  try {
    await sql.begin(async (transaction) => {
      // Two stacks that start on one cluster would otherwise collide in the catalogue.
      await transaction`select pg_advisory_xact_lock(hashtext('callout bootstrap'))`;
      await transaction.unsafe(readSql("roles.sql")).simple();
      for (const role of logins) await setPassword(transaction, role, secretKey);
      await transaction.unsafe(readSql("database.sql")).simple();
      await transaction.unsafe(readSql("auth.sql")).simple();
      await transaction.unsafe(readSql("storage.sql")).simple();
      await transaction.unsafe(readSql("realtime.sql")).simple();
      if (existsSync(AUTH_ADDITIONS)) await transaction.unsafe(readFileSync(AUTH_ADDITIONS, "utf8")).simple();
    });
    await sql.unsafe(`alter database ${quoteName(databaseOf(adminUrl))} owner to postgres`);
  } finally {
    await sql.end();
  }
}

export async function setPassword(sql: postgres.ISql, role: DatabaseRole, secretKey: string): Promise<void> {
  await sql.unsafe(`alter role ${quoteName(role)} password '${databasePassword(secretKey, role)}'`);
}

/** Creates a database owned by `postgres`; with `template`, as a copy of a database nobody is connected to. */
export async function createDatabase(
  adminUrl: string,
  name: string,
  template = "template0",
): Promise<string> {
  await onServer(adminUrl, (sql) =>
    // wal_log copies inside the server's buffers: 90 ms where file_copy takes a checkpoint and 1.6 s.
    sql.unsafe(
      `create database ${quoteName(name)} template ${quoteName(template)} owner postgres strategy wal_log`,
    ),
  );
  return withDatabase(adminUrl, name);
}

/** A copy of `template` under a new name; answers its superuser URL. Roles are the cluster's, so they come along. */
export async function cloneDatabase(adminUrl: string, template: string, name: string): Promise<string> {
  return createDatabase(adminUrl, name, template);
}

/** Drops a database and throws out whoever is connected to it. */
export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await onServer(adminUrl, (sql) => sql.unsafe(`drop database if exists ${quoteName(name)} with (force)`));
}

export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}

export function databaseOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1)) || "postgres";
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function readSql(name: string): string {
  return readFileSync(new URL(name, SQL_FOLDER), "utf8");
}

/** Connected to template1, because a database that someone is connected to can be neither copied nor dropped. */
async function onServer(adminUrl: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = connect(withDatabase(adminUrl, "template1"));
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
}
