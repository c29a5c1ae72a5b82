import { generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { existsSync, renameSync, writeFileSync } from "node:fs";
import { databaseUrl } from "../stack/credentials";
import { StackError } from "../stack/stack-error";

export type Ports = { web: number; supabase: number; database: number };

export function portsOf(environment: NodeJS.ProcessEnv): Ports {
  const read = (name: string, usual: number) => {
    const port = Number(environment[name] ?? usual);
    if (Number.isInteger(port) && port > 0 && port < 65536) return port;
    throw new StackError(
      `${name}=${environment[name]} is no port. Choose a number below 32768, for example ${usual}.`,
    );
  };
  return {
    web: read("PORT", 3000),
    supabase: read("SUPABASE_PORT", 15431),
    database: read("DATABASE_PORT", 15432),
  };
}

const embeddedUrl = (ports: Ports) => `http://127.0.0.1:${ports.supabase}`;

/** Whether this machine's own Supabase is meant: no address at all, or the one this command writes itself. */
export function isEmbedded(environment: NodeJS.ProcessEnv, ports: Ports): boolean {
  const url = environment.SUPABASE_URL?.replace(/\/$/, "");
  return !url || url === embeddedUrl(ports);
}

/** An ES256 key as a private JWK: what `supabase gen signing-key` prints, so that both kinds of project take the same. */
function createSigningKey(): string {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return JSON.stringify({
    ...privateKey.export({ format: "jwk" }),
    kid: randomUUID(),
    alg: "ES256",
    use: "sig",
    key_ops: ["sign", "verify"],
  });
}

const random = (bytes: number) => randomBytes(bytes).toString("base64url");

/** Every secret is made for this installation: a shipped one would be a public one. */
export function createSettings(ports: Ports): Record<string, string> {
  const secretKey = `sb_secret_${random(24)}`;
  const url = (role: "callout_worker_login" | "supabase_admin") =>
    databaseUrl({ secretKey, role, port: ports.database });
  return {
    SUPABASE_URL: embeddedUrl(ports),
    SUPABASE_PUBLISHABLE_KEY: `sb_publishable_${random(24)}`,
    SUPABASE_SECRET_KEY: secretKey,
    SUPABASE_SIGNING_KEY: createSigningKey(),
    DATABASE_URL: url("callout_worker_login"),
    ADMIN_DATABASE_URL: url("supabase_admin"),
    APP_URL: `http://localhost:${ports.web}`,
    ENCRYPTION_KEYS: `1:${randomBytes(32).toString("base64")}`,
    BACKUP_KEY: randomBytes(32).toString("base64"),
    CONTEXT_KEY: random(32),
    CRON_SECRET: random(24),
    METRICS_TOKEN: random(24),
    OPERATOR_EMAIL: "operator@callout.test",
    MESSAGE_HOLD_S: "120",
    PORT: String(ports.web),
    SUPABASE_PORT: String(ports.supabase),
    DATABASE_PORT: String(ports.database),
  };
}

const head = `# Written once by \`npm start\`, with secrets of this installation: keep it, and keep it to yourself.
# What is encrypted with its keys can't be read without it. Every setting is described in .env.example.
`;

const line = ([name, value]: [string, string]) => `${name}=${/[\s"'#{]/.test(value) ? `'${value}'` : value}`;

/**
 * Makes .env.local on the first start. It appears complete or not at all (written aside, then renamed), because a
 * half-written one would lock the installation out of its own data.
 */
export function ensureSettings(folder: string, ports: Ports): Record<string, string> {
  const path = `${folder}/.env.local`;
  if (existsSync(path)) return {};
  const settings = createSettings(ports);
  const half = `${path}.${process.pid}`;
  writeFileSync(half, head + Object.entries(settings).map(line).join("\n") + "\n", {
    mode: 0o600,
    flag: "wx",
  });
  renameSync(half, path);
  return settings;
}

const needed = [
  "SUPABASE_PUBLISHABLE_KEY",
  "SUPABASE_SECRET_KEY",
  "SUPABASE_SIGNING_KEY",
  "DATABASE_URL",
  "APP_URL",
  "CONTEXT_KEY",
];

/** One sentence that names everything missing, instead of a failure per start. */
export function requireSettings(environment: NodeJS.ProcessEnv): void {
  const missing = needed.filter((name) => !environment[name]);
  if (missing.length === 0) return;
  throw new StackError(
    `These settings are missing: ${missing.join(", ")}. .env.example says what each is; write them into .env.local or the environment.`,
  );
}
