import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { JWK } from "jose";
import type postgres from "postgres";
import { readConfig } from "./config";
import { databaseUrl } from "./credentials";
import { bootstrapDatabase, connect, setPassword, untilLetIn, withDatabase } from "./database";
import { startGateway } from "./gateway";
import type { Gateway } from "./gateway";
import { applyMigrations } from "./migrations";
import type { Waiting } from "./patience";
import { startPostgres } from "./postgres";
import { createServices } from "./services";
import { StackError } from "./stack-error";

export type StackSettings = {
  publishableKey: string;
  secretKey: string;
  /** Private ES256 key, as `supabase gen signing-key` makes it. */
  signingKey: JWK;
  siteUrl: string;
  redirectUrls: string[];
  /** Without it mail is kept and shown at /dev/mailbox. */
  smtpUrl?: string;
  /** Sender of the auth service's mail. */
  mailFrom?: string;
  /** `closed` refuses sign-ups here; `invite` is decided where the invitation is known. */
  signupMode?: string;
  /** Signs the request context; written to private.keys as `context`. */
  contextKey: string;
};

export type StackOptions = {
  /** Root of everything mutable: `pg`, `mail`, `objects`, `state`. */
  dataDir: string;
  gatewayPort: number;
  databasePort: number;
  settings: StackSettings;
  /** Throw-away clusters of tests: no fsync. */
  fast?: boolean;
  log?: (line: string) => void;
  /** Of a database that starts slowly or lets nobody in; without it, nobody hears of it. */
  waiting?: Waiting;
  /** Given, a database that ends unasked is started again; called when only a person can mend why that fails. */
  onLost?: (error: unknown) => void;
};

export type Stack = {
  url: string;
  /** Superuser `supabase_admin`; for tools and tests on this machine only. */
  databaseUrl: string;
  /** Role `postgres`, which runs the migrations as on hosted. */
  ownerUrl: string;
  /** Applies pending migrations and what follows them; answers the versions applied. */
  migrate(): Promise<string[]>;
  stop(): Promise<void>;
};

export const MIGRATIONS_FOLDER = fileURLToPath(new URL("../../supabase/migrations", import.meta.url));
export const ROLLBACKS_FOLDER = fileURLToPath(new URL("../../supabase/rollbacks", import.meta.url));

/** Database, REST and Auth on this machine. Migrations are applied by `migrate`, not by starting. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { settings } = options;
  const server = await startPostgres({
    ...options,
    port: options.databasePort,
    secretKey: settings.secretKey,
  });
  const urlOf = (role: "supabase_admin" | "postgres") =>
    databaseUrl({ secretKey: settings.secretKey, role, port: options.databasePort });
  let gateway: Gateway | undefined;
  try {
    for (const url of [withDatabase(urlOf("supabase_admin"), "template1"), urlOf("supabase_admin")])
      await untilLetIn(url, options.waiting ?? {});
    await bootstrapDatabase(urlOf("supabase_admin"), settings.secretKey);
    gateway = await startGateway({
      ...settings,
      ...(await createServices(options)),
      port: options.gatewayPort,
      databaseUrl: urlOf("supabase_admin"),
      config: readConfig(),
    });
  } catch (error) {
    await server.stop();
    throw error;
  }
  const running = gateway;
  return {
    url: running.url,
    databaseUrl: urlOf("supabase_admin"),
    ownerUrl: urlOf("postgres"),
    migrate: () => migrateDatabase(urlOf("supabase_admin"), urlOf("postgres"), settings),
    async stop() {
      await running.stop();
      await server.stop();
    },
  };
}

/** Migrations of one database and, after them, what only the installation knows: a login and a key. */
export async function migrateDatabase(
  adminUrl: string,
  ownerUrl: string,
  settings: Pick<StackSettings, "secretKey" | "contextKey">,
): Promise<string[]> {
  const applied = existsSync(MIGRATIONS_FOLDER) ? await applyMigrations(ownerUrl, MIGRATIONS_FOLDER) : [];
  const sql = connect(adminUrl);
  try {
    await createWorkerLogin(sql, settings.secretKey);
    await storeContextKey(sql, settings.contextKey);
  } finally {
    await sql.end();
  }
  return applied;
}

/** The worker's way in: a login without any right of its own beside the group the migrations made. */
async function createWorkerLogin(sql: postgres.Sql, secretKey: string): Promise<void> {
  const [found] = await sql<{ has_group: boolean; has_login: boolean }[]>`
    select to_regrole('callout_worker') is not null as has_group,
      to_regrole('callout_worker_login') is not null as has_login`;
  if (!found?.has_group) return;
  if (!found.has_login) await sql.unsafe("create role callout_worker_login login inherit");
  await setPassword(sql, "callout_worker_login", secretKey);
  await sql.unsafe("grant callout_worker to callout_worker_login");
}

/** Written by the owner of the table or the superuser, where the migrations have made it. */
export async function storeContextKey(sql: postgres.Sql, contextKey: string): Promise<void> {
  const [found] = await sql<{ exists: boolean }[]>`select to_regclass('private.keys') is not null as exists`;
  if (!found?.exists) return;
  const value = Buffer.from(contextKey, "base64url");
  if (value.length < 32) {
    throw new StackError("CONTEXT_KEY is shorter than 32 bytes. Make one with `openssl rand -base64 32`.");
  }
  await sql`
    insert into private.keys (name, value) values ('context', ${value})
    on conflict (name) do update set value = excluded.value where keys.value is distinct from excluded.value`;
}
