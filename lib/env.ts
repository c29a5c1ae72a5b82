import "server-only";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PublicConfig } from "@/lib/http/public-config";

const SIGNUP_MODES = ["open", "invite", "closed"] as const;

/** A missing setting is named at its first use. Read at each call: nothing of the environment enters a build. */
function required(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`${name} is not set. npm start writes .env.local; .env.example explains each setting.`);
  return value;
}

export const supabaseUrl = () => required("SUPABASE_URL").replace(/\/+$/, "");
export const publishableKey = () => required("SUPABASE_PUBLISHABLE_KEY");
export const secretKey = () => required("SUPABASE_SECRET_KEY");
export const contextKey = () => required("CONTEXT_KEY");
/** Wrap the organizations' data keys, see lib/crypto. Without them nothing is encrypted and nothing opened. */
export const encryptionKeys = () => process.env.ENCRYPTION_KEYS || undefined;
/** The private JWK of tokens the server makes for those without an account; the project trusts its public half. */
export const signingKey = () => required("SUPABASE_SIGNING_KEY");
export const appUrl = () => required("APP_URL").replace(/\/+$/, "");

/** Whether this machine's own stack is behind us. Said by whoever started it, because an address can't tell. */
export const isEmbedded = () => process.env.CALLOUT_EMBEDDED === "1";

/** Without it mail is kept by the embedded stack; a hosted project then sends none. */
export const smtpUrl = () => process.env.SMTP_URL || undefined;

/** Seconds that a message about an office change waits, so that taking the change back takes the message back. */
export function messageHoldS(): number {
  const holdS = Number(process.env.MESSAGE_HOLD_S || "120");
  if (!Number.isInteger(holdS) || holdS < 0 || holdS > 86_400)
    throw new Error("MESSAGE_HOLD_S must be whole seconds, at most a day.");
  return holdS;
}

/** Where the heads of the sealed audit logs are kept, outside the database. */
export const sealsFolder = () =>
  process.env.AUDIT_SEALS_DIR || join(process.env.CALLOUT_DATA || ".local", "seals");

/** Where this installation keeps what is its own, beside the database. */
export const dataFolder = () => process.env.CALLOUT_DATA || ".local";

/** Who is written to when the installation needs a person; without one alerts stand in the log alone. */
export const operatorEmail = () => process.env.OPERATOR_EMAIL || undefined;

/** What a monitor shows to read /api/metrics; without it nobody reads them. */
export const metricsToken = () => process.env.METRICS_TOKEN || undefined;

/** The sender of our own mail, as `Name <address>`. */
export const mailFrom = () => process.env.MAIL_FROM || "Callout <no-reply@localhost>";

/** Address ranges of the own network in which companies' mail servers may be; without it public addresses only. */
export const mailServerNetworks = () => process.env.MAIL_SERVER_ALLOW_CIDRS || undefined;

/** Of a Nominatim (…/search) or Photon (…/api) service; without it places are put on the map by hand. */
export const geocoderUrl = () => process.env.GEOCODER_URL || undefined;

/**
 * The header in which a platform without our server names the client. Strangers can write any other header, so
 * without this setting only our own server's is read.
 */
export const clientIpHeader = () => process.env.CLIENT_IP_HEADER?.toLowerCase() || "x-callout-client-ip";

export function signupMode(): PublicConfig["signupMode"] {
  const mode = process.env.SIGNUP_MODE || "open";
  const known = SIGNUP_MODES.find((each) => each === mode);
  if (!known) throw new Error(`SIGNUP_MODE must be one of ${SIGNUP_MODES.join(", ")}.`);
  return known;
}

/** With the embedded stack the browser stays on our origin, so the address is a path there. */
export function publicConfig(): PublicConfig {
  return {
    supabaseUrl: isEmbedded() ? "/supabase" : supabaseUrl(),
    publishableKey: publishableKey(),
    signupMode: signupMode(),
    demo: isEmbedded(),
    mapStyleUrl: process.env.MAP_STYLE_URL || null,
    mailbox: isEmbedded(),
  };
}

/** Which build this process serves; null for a development server, which has none. */
export async function buildId(): Promise<string | null> {
  if (process.env.NODE_ENV === "development") return null;
  const folder = process.env.NEXT_DIST_DIR || ".next";
  // Unmarked, the bundler takes the folder for a part of the app and watches all of it.
  const path = join(/* turbopackIgnore: true */ process.cwd(), folder, "BUILD_ID");
  return (await readFile(path, "utf8")).trim();
}
