import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { StackError } from "./stack-error";
import { parseSize } from "./storage/size";

const CONFIG_FILE = new URL("../../supabase/config.toml", import.meta.url);

/** What the embedded stack takes from supabase/config.toml; durations are seconds. */
export type StackConfig = { api: ApiConfig; auth: AuthFileConfig; storage: { maxBytes: number } };
export type ApiConfig = { schemas: string[]; maxRows: number };
export type MailTemplate = { subject: string; contentPath: string };
export type AuthFileConfig = {
  siteUrl: string;
  redirectUrls: string[];
  jwtExpiryS: number;
  refreshReuseIntervalS: number;
  signupEnabled: boolean;
  confirmationsEnabled: boolean;
  doubleConfirmChanges: boolean;
  securePasswordChange: boolean;
  minPasswordLength: number;
  otpLength: number;
  otpExpiryS: number;
  mailMaxFrequencyS: number;
  rateLimits: {
    mailsPerHour: number;
    refreshesPer5Min: number;
    signInsPer5Min: number;
    verificationsPer5Min: number;
  };
  mfa: { maxFactors: number; isTotpEnrolled: boolean; isTotpVerified: boolean };
  sessionTimeboxS: number;
  sessionInactivityS: number;
  /** Schema-qualified function, from `pg-functions://postgres/<schema>/<function>`; absent when disabled. */
  accessTokenHook?: string;
  /** Named likewise; whether it is asked depends on SIGNUP_MODE too. */
  newUserHook: { name: string; isEnabled: boolean } | null;
  /** Asked where it is named: a hosted plan may lack it, the embedded stack does not. */
  passwordHook: string | null;
  templates: Record<string, MailTemplate>;
};

export function readConfig(file: URL | string = CONFIG_FILE): StackConfig {
  const root = tableOf("", parse(readFileSync(file, "utf8")));
  const api = root.table("api");
  return {
    api: { schemas: api.strings("schemas"), maxRows: api.number("max_rows", 1000) },
    auth: readAuth(root.table("auth")),
    storage: readStorage(root.table("storage")),
  };
}

function readStorage(storage: Table): StackConfig["storage"] {
  const maxBytes = parseSize(storage.string("file_size_limit", "50MiB"));
  if (maxBytes) return { maxBytes };
  throw new StackError(
    `${storage.name("file_size_limit")} in supabase/config.toml must be a size like "50MiB".`,
  );
}

function readAuth(auth: Table): AuthFileConfig {
  const email = auth.table("email");
  const limits = auth.table("rate_limit");
  const sessions = auth.table("sessions");
  return {
    siteUrl: auth.string("site_url", "http://localhost:3000"),
    redirectUrls: auth.strings("additional_redirect_urls"),
    jwtExpiryS: auth.number("jwt_expiry", 3600),
    refreshReuseIntervalS: auth.number("refresh_token_reuse_interval", 10),
    signupEnabled: auth.boolean("enable_signup", true) && email.boolean("enabled", true),
    confirmationsEnabled: email.boolean("enable_confirmations", false),
    doubleConfirmChanges: email.boolean("double_confirm_changes", true),
    securePasswordChange: email.boolean("secure_password_change", false),
    minPasswordLength: auth.number("minimum_password_length", 6),
    otpLength: email.number("otp_length", 6),
    otpExpiryS: email.number("otp_expiry", 3600),
    mailMaxFrequencyS: email.duration("max_frequency", 60),
    rateLimits: {
      mailsPerHour: limits.number("email_sent", 30),
      refreshesPer5Min: limits.number("token_refresh", 150),
      signInsPer5Min: limits.number("sign_in_sign_ups", 30),
      verificationsPer5Min: limits.number("token_verifications", 30),
    },
    mfa: readMfa(auth.table("mfa")),
    sessionTimeboxS: sessions.duration("timebox", 0),
    sessionInactivityS: sessions.duration("inactivity_timeout", 0),
    accessTokenHook: hookOf(auth.table("hook").table("custom_access_token")),
    newUserHook: namedHookOf(auth.table("hook").table("before_user_created")),
    passwordHook: namedHookOf(auth.table("hook").table("password_verification_attempt"))?.name ?? null,
    templates: templatesOf(email.table("template")),
  };
}

function readMfa(mfa: Table): AuthFileConfig["mfa"] {
  const totp = mfa.table("totp");
  return {
    maxFactors: mfa.number("max_enrolled_factors", 10),
    isTotpEnrolled: totp.boolean("enroll_enabled", false),
    isTotpVerified: totp.boolean("verify_enabled", false),
  };
}

function namedHookOf(hook: Table): AuthFileConfig["newUserHook"] {
  if (!hook.string("uri", "")) return null;
  return { name: functionOf(hook), isEnabled: hook.boolean("enabled", false) };
}

function hookOf(hook: Table): string | undefined {
  return hook.boolean("enabled", false) ? functionOf(hook) : undefined;
}

function functionOf(hook: Table): string {
  const match = /^pg-functions:\/\/[^/]+\/([a-z_][a-z0-9_]*)\/([a-z_][a-z0-9_]*)$/.exec(
    hook.string("uri", ""),
  );
  if (!match) throw new StackError(`${hook.name("uri")} in supabase/config.toml is no pg-functions address.`);
  return `${match[1]}.${match[2]}`;
}

function templatesOf(templates: Table): Record<string, MailTemplate> {
  const entries = templates.keys().map((kind): [string, MailTemplate] => {
    const template = templates.table(kind);
    return [
      kind,
      { subject: template.string("subject", ""), contentPath: template.string("content_path", "") },
    ];
  });
  return Object.fromEntries(entries);
}

type Table = {
  name(key: string): string;
  keys(): string[];
  table(key: string): Table;
  string(key: string, fallback: string): string;
  number(key: string, fallback: number): number;
  boolean(key: string, fallback: boolean): boolean;
  strings(key: string): string[];
  duration(key: string, fallbackS: number): number;
};

/** Typed readers over a TOML table; a value of the wrong type is named by its full key. */
function tableOf(path: string, values: Record<string, unknown>): Table {
  const name = (key: string) => (path ? `${path}.${key}` : key);
  const wrong = (key: string, wanted: string) =>
    new StackError(`${name(key)} in supabase/config.toml must be ${wanted}.`);
  const read = <T>(key: string, fallback: T, isRight: (value: unknown) => boolean, wanted: string): T => {
    const value = values[key] ?? fallback;
    if (!isRight(value)) throw wrong(key, wanted);
    return value as T;
  };
  const isTable = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);
  const isTexts = (value: unknown) => Array.isArray(value) && value.every((item) => typeof item === "string");
  return {
    name,
    keys: () => Object.keys(values),
    table: (key: string): Table =>
      tableOf(name(key), read<Record<string, unknown>>(key, {}, isTable, "a table")),
    string: (key: string, fallback: string) =>
      read(key, fallback, (value) => typeof value === "string", "a text"),
    number: (key: string, fallback: number) => read(key, fallback, Number.isFinite, "a number"),
    boolean: (key: string, fallback: boolean) =>
      read(key, fallback, (value) => typeof value === "boolean", "true or false"),
    strings: (key: string) => read<string[]>(key, [], isTexts, "a list of texts"),
    duration(key: string, fallbackS: number): number {
      const value = values[key];
      if (value === undefined) return fallbackS;
      const seconds = typeof value === "string" ? secondsOf(value) : undefined;
      if (seconds === undefined) throw wrong(key, 'a duration like "1m30s"');
      return seconds;
    },
  };
}

/** Go's notation as the CLI reads it: `1m`, `24h`, `1m30s`. */
function secondsOf(text: string): number | undefined {
  const match = /^(?=.)(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text);
  if (!match) return undefined;
  const [, hours = "0", minutes = "0", seconds = "0"] = match;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
