import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { exportJWK, generateKeyPair } from "jose";
import type { JWK } from "jose";
import type { StackSettings } from "./stack";
import { StackError } from "./stack-error";

type Kept = { publishableKey: string; secretKey: string; signingKey: JWK; contextKey: string };

/**
 * Settings of a stack run on its own: from the environment (.env.local), and what is missing there from the
 * data folder, where it is made once, so that `npm run stack -- --data DIR` needs nothing else.
 */
export async function readSettings(dataDir: string, environment: NodeJS.ProcessEnv): Promise<StackSettings> {
  const site = environment.APP_URL ?? "http://localhost:3000";
  const complete =
    environment.SUPABASE_SECRET_KEY && environment.SUPABASE_SIGNING_KEY && environment.CONTEXT_KEY;
  const kept = complete ? fromEnvironment(environment) : await keep(dataDir);
  return {
    ...kept,
    siteUrl: site,
    redirectUrls: [`${site}/**`],
    smtpUrl: environment.SMTP_URL || undefined,
    mailFrom: environment.MAIL_FROM || undefined,
    signupMode: environment.SIGNUP_MODE || undefined,
  };
}

function fromEnvironment(environment: NodeJS.ProcessEnv): Kept {
  return {
    publishableKey: environment.SUPABASE_PUBLISHABLE_KEY ?? "",
    secretKey: environment.SUPABASE_SECRET_KEY ?? "",
    signingKey: parseKey(environment.SUPABASE_SIGNING_KEY ?? ""),
    contextKey: environment.CONTEXT_KEY ?? "",
  };
}

/** The CLI writes `key_ops: ["sign", "verify"]`, which Web Crypto refuses for a private key. */
function parseKey(text: string): JWK {
  try {
    const { key_ops: _, ...key } = JSON.parse(text) as JWK;
    return key;
  } catch {
    throw new StackError(
      "SUPABASE_SIGNING_KEY is no JSON Web Key. Make one with `supabase gen signing-key --algorithm ES256`.",
    );
  }
}

async function keep(dataDir: string): Promise<Kept> {
  const file = path.join(dataDir, "state", "stack-settings.json");
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Kept;
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const made: Kept = {
    publishableKey: `sb_publishable_${randomBytes(18).toString("base64url")}`,
    secretKey: `sb_secret_${randomBytes(24).toString("base64url")}`,
    signingKey: await exportJWK(privateKey),
    contextKey: randomBytes(32).toString("base64url"),
  };
  // The database's account must be able to pass through the data folder, but not to look into `state`.
  mkdirSync(dataDir, { recursive: true, mode: 0o755 });
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  return made;
}
