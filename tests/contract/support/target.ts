import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createClient } from "@supabase/supabase-js";
import type { SupabaseClient } from "@supabase/supabase-js";
import { importJWK, SignJWT } from "jose";
import type { JWK } from "jose";
import postgres from "postgres";
import { inject } from "vitest";
import ws from "ws";
import { readConfig } from "@/scripts/stack/config";
import { databaseUrl } from "@/scripts/stack/credentials";
import { bootstrapDatabase, createDatabase, dropDatabase } from "@/scripts/stack/database";
import { startGateway } from "@/scripts/stack/gateway";
import { createServices } from "@/scripts/stack/services";
import { startOnFreePort } from "@/tests/support/gateway";

export type Claims = { sub?: string; role?: string; org_id?: string; [claim: string]: unknown };

/** A Supabase project under test: the embedded stack by default, any other by the environment. */
export type Target = {
  url: string;
  publishableKey: string;
  secretKey: string;
  /** Where the bytes of objects lie; only a target of our own lets us look. */
  objectsFolder?: string;
  /** Role `postgres`: makes the scratch objects. */
  sql: postgres.Sql;
  /** An access token as the auth service signs it. */
  token(claims: Claims, times?: { issuedAt?: number; expiresAt?: number }): Promise<string>;
  /** supabase-js as the app makes it; without claims nobody is signed in. */
  client(claims?: Claims): Promise<SupabaseClient>;
  service(): SupabaseClient;
  close(): Promise<void>;
};

type Project = {
  url: string;
  publishableKey: string;
  secretKey: string;
  signingKey: JWK;
  ownerUrl: string;
  objectsFolder?: string;
  close(): Promise<void>;
};

/**
 * With CONTRACT_URL the tests run against that project (CONTRACT_PUBLISHABLE_KEY, CONTRACT_SECRET_KEY,
 * CONTRACT_SIGNING_KEY: a private ES256 JWK the project trusts, CONTRACT_DATABASE_URL: role postgres).
 * Without it they make a database of their own in the run's cluster, with a gateway of its own.
 */
export async function openTarget(): Promise<Target> {
  const project = process.env.CONTRACT_URL ? givenProject(process.env.CONTRACT_URL) : await ownProject();
  const sql = postgres(project.ownerUrl, { max: 2, onnotice: () => undefined });
  await sql.unsafe(read("drop-objects.sql")).simple();
  await sql.unsafe(read("objects.sql")).simple();
  const token = tokenMaker(project);
  const make = (key: string, accessToken?: string) =>
    createClient(project.url, key, {
      auth: { persistSession: false, autoRefreshToken: false },
      realtime: { transport: ws as unknown as typeof WebSocket },
      ...(accessToken ? { accessToken: async () => accessToken } : {}),
    });
  await untilServed(project);
  return {
    ...project,
    sql,
    token,
    client: async (claims) => make(project.publishableKey, claims && (await token(claims))),
    service: () => make(project.secretKey),
    async close() {
      await sql.unsafe(read("drop-objects.sql")).simple();
      await sql.end();
      await project.close();
    },
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
    signingKey: JSON.parse(required("CONTRACT_SIGNING_KEY")) as JWK,
    ownerUrl: required("CONTRACT_DATABASE_URL"),
    close: async () => undefined,
  };
}

async function ownProject(): Promise<Project> {
  const { adminUrl, port, settings } = inject("cluster");
  const name = `contract_${process.pid}_${randomUUID().slice(0, 8)}`;
  const url = await createDatabase(adminUrl, name);
  await bootstrapDatabase(url, settings.secretKey);
  const dataDir = mkdtempSync(path.join(tmpdir(), "callout-contract-"));
  const gateway = await startOnFreePort(async (port) =>
    startGateway({
      ...settings,
      ...(await createServices({ dataDir, settings })),
      port,
      databaseUrl: url,
      config: readConfig(),
    }),
  );
  return {
    ...settings,
    url: gateway.url,
    objectsFolder: path.join(dataDir, "objects"),
    ownerUrl: databaseUrl({ secretKey: settings.secretKey, role: "postgres", port, database: name }),
    async close() {
      await gateway.stop();
      await dropDatabase(adminUrl, name);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function tokenMaker(project: Project): Target["token"] {
  return async (claims, times = {}) => {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({
      role: "authenticated",
      aud: "authenticated",
      iss: `${project.url}/auth/v1`,
      ...claims,
    })
      .setProtectedHeader({ alg: "ES256", typ: "JWT", kid: project.signingKey.kid })
      .setIssuedAt(times.issuedAt ?? now)
      .setExpirationTime(times.expiresAt ?? now + 600)
      .sign(await importJWK(project.signingKey, "ES256"));
  };
}

/** The schema cache is told of the scratch objects by NOTIFY, which takes a moment. */
async function untilServed(project: Project): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const answer = await fetch(`${project.url}/rest/v1/rpc/contract_add?a=1`, {
      headers: { apikey: project.publishableKey },
    });
    if ((await answer.text()) === "2") return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(
    "The project does not serve the scratch objects: is the schema cache reloaded on NOTIFY pgrst?",
  );
}

function read(name: string): string {
  return readFileSync(new URL(name, import.meta.url), "utf8");
}
