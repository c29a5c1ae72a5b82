import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createClient } from "@supabase/supabase-js";
import type { AuthError, SupabaseClient, SupabaseClientOptions } from "@supabase/supabase-js";
import postgres from "postgres";
import { expect, inject } from "vitest";
import ws from "ws";
import { readConfig } from "@/scripts/stack/config";
import { databaseUrl } from "@/scripts/stack/credentials";
import { cloneDatabase, dropDatabase } from "@/scripts/stack/database";
import { startGateway } from "@/scripts/stack/gateway";
import { createServices } from "@/scripts/stack/services";
import type { ServiceOptions } from "@/scripts/stack/services";
import { startOnFreePort } from "@/tests/support/gateway";

/** Whether the tests run against a gateway of their own, and not against a project given by the environment. */
export const isOwnProject = !process.env.CONTRACT_URL;
/** Whether rows of schema auth can be looked at and aged. */
export const hasDatabase = isOwnProject || Boolean(process.env.CONTRACT_DATABASE_URL);

type Project = {
  url: string;
  publishableKey: string;
  secretKey: string;
  mailboxUrl: string;
  /** Role `postgres`. */
  ownerUrl: string | undefined;
  /** How long a replaced refresh token is tolerated. */
  reuseS: number;
  close(): Promise<void>;
};

export type ReceivedMail = {
  to: string;
  subject: string;
  text: string;
  html: string;
  kind: string;
  at: string;
};

export type AuthTarget = Project & {
  /** supabase-js as a browser uses it, without storage and without timers. */
  client(auth?: AuthClientOptions): SupabaseClient;
  admin(): SupabaseClient["auth"]["admin"];
  /** The newest mail to an address; waits a moment for it. */
  mailTo(to: string, kind?: string): Promise<ReceivedMail>;
  mailsTo(to: string): Promise<ReceivedMail[]>;
  sql(): postgres.Sql;
};

/** How the tests' own gateway differs from what ships. */
type OwnOptions = Pick<ServiceOptions, "auth" | "authLimits"> & {
  smtpUrl?: string;
  signupMode?: "open" | "invite" | "closed";
};

/**
 * With CONTRACT_URL the tests run against that project: CONTRACT_PUBLISHABLE_KEY, CONTRACT_SECRET_KEY,
 * CONTRACT_MAILBOX_URL (answers the newest mails as the stack's /_mail does), and for what needs rows
 * CONTRACT_DATABASE_URL (role postgres). Without it they clone the migrated database and start a gateway on it.
 */
export async function openAuthTarget(options: OwnOptions = {}): Promise<AuthTarget> {
  const project = process.env.CONTRACT_URL
    ? givenProject(process.env.CONTRACT_URL)
    : await ownProject(options);
  let sql: postgres.Sql | undefined;
  const mailsTo = async (to: string) => {
    const answer = await fetch(project.mailboxUrl, { headers: { apikey: project.secretKey } });
    expect(answer.status).toBe(200);
    const mails = (await answer.json()) as ReceivedMail[];
    return mails.filter((mail) => mail.to === to);
  };
  return {
    ...project,
    client: (auth) => createClient(project.url, project.publishableKey, clientOptions(auth)),
    admin: () => createClient(project.url, project.secretKey, clientOptions()).auth.admin,
    mailsTo,
    async mailTo(to, kind) {
      for (let attempt = 0; attempt < 150; attempt++) {
        const mail = (await mailsTo(to)).find((each) => !kind || each.kind === kind);
        if (mail) return mail;
        await pause(100);
      }
      throw new Error(`No ${kind ?? "mail"} arrived at ${to}`);
    },
    sql() {
      if (!project.ownerUrl) throw new Error("CONTRACT_DATABASE_URL is not set");
      sql ??= postgres(project.ownerUrl, { max: 2, onnotice: () => undefined });
      return sql;
    },
    async close() {
      await sql?.end();
      await project.close();
    },
  };
}

type AuthClientOptions = NonNullable<SupabaseClientOptions<"public">["auth"]>;

function clientOptions(auth: AuthClientOptions = {}) {
  return {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false, ...auth },
    realtime: { transport: ws as unknown as typeof WebSocket },
  };
}

function givenProject(url: string): Project {
  const required = (name: string): string => {
    const value = process.env[name];
    if (!value) throw new Error(`CONTRACT_URL is set, ${name} is not.`);
    return value;
  };
  return {
    url,
    publishableKey: required("CONTRACT_PUBLISHABLE_KEY"),
    secretKey: required("CONTRACT_SECRET_KEY"),
    mailboxUrl: required("CONTRACT_MAILBOX_URL"),
    ownerUrl: process.env.CONTRACT_DATABASE_URL,
    reuseS: Number(process.env.CONTRACT_REUSE_S ?? 10),
    close: async () => undefined,
  };
}

async function ownProject(options: OwnOptions): Promise<Project> {
  const { adminUrl, port, settings: given, template } = inject("cluster");
  const settings = { ...given, smtpUrl: options.smtpUrl, signupMode: options.signupMode };
  const name = `auth_${process.pid}_${randomUUID().slice(0, 8)}`;
  const url = await cloneDatabase(adminUrl, template, name);
  const dataDir = mkdtempSync(path.join(tmpdir(), "callout-auth-"));
  const reuseS = 2;
  const auth = { refreshReuseIntervalS: reuseS, ...options.auth };
  const gateway = await startOnFreePort(async (gatewayPort) =>
    startGateway({
      ...settings,
      ...(await createServices({ dataDir, settings, auth, authLimits: options.authLimits })),
      port: gatewayPort,
      databaseUrl: url,
      config: readConfig(),
    }),
  );
  return {
    url: gateway.url,
    publishableKey: settings.publishableKey,
    secretKey: settings.secretKey,
    mailboxUrl: `${gateway.url}/_mail`,
    ownerUrl: databaseUrl({ secretKey: settings.secretKey, role: "postgres", port, database: name }),
    reuseS,
    async close() {
      await gateway.stop();
      await dropDatabase(adminUrl, name);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export const PASSWORD = "correct horse battery";

/** An address nobody used before. */
export const newEmail = (name = "person") => `${name}-${randomUUID().slice(0, 13)}@contract.test`;

/** A confirmed account, made by the administrator. */
export async function addPerson(target: AuthTarget, name?: string): Promise<{ id: string; email: string }> {
  const email = newEmail(name);
  const { data, error } = await target.admin().createUser({ email, password: PASSWORD, email_confirm: true });
  expect(error).toBeNull();
  return { id: data.user?.id ?? "", email };
}

/** A client signed in by password. */
export async function signIn(
  target: AuthTarget,
  email: string,
  password = PASSWORD,
): Promise<SupabaseClient> {
  const client = target.client();
  const { error } = await client.auth.signInWithPassword({ email, password });
  expect(error).toBeNull();
  return client;
}

export async function refreshTokenOf(client: SupabaseClient): Promise<string> {
  const { data } = await client.auth.getSession();
  return data.session?.refresh_token ?? "";
}

export function codeIn(mail: ReceivedMail): string {
  return /^\s*(\d{6})\s*$/m.exec(mail.text)?.[1] ?? "";
}

/** A code of the same length that is not the one in the mail. */
export function wrongCode(mail: ReceivedMail): string {
  return codeIn(mail) === "000000" ? "000001" : "000000";
}

/** The query of the mail's link, as the confirming page gets it. */
export function linkIn(mail: ReceivedMail): URLSearchParams {
  const address = /href="([^"]+)"/.exec(mail.html)?.[1]?.replaceAll("&amp;", "&") ?? "";
  return new URL(address).searchParams;
}

/** What a failed call says, in the two fields everybody decides by. */
export function failure(error: AuthError | null): { status: number | undefined; code: string | undefined } {
  return { status: error?.status, code: error?.code };
}
