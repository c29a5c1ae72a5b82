import { importJWK, SignJWT } from "jose";
import { inject } from "vitest";
import { readConfig } from "@/scripts/stack/config";
import { startGateway } from "@/scripts/stack/gateway";
import { createServices } from "@/scripts/stack/services";
import { freePort } from "./cluster";
import type { Identity, TestDatabase } from "./database";

export type TestGateway = {
  url: string;
  publishableKey: string;
  secretKey: string;
  /** A really signed access token of this identity, as Auth would have issued it. */
  tokenFor: (identity: Identity, lifetimeS?: number) => Promise<string>;
  /** The headers supabase-js would send for this identity. */
  headersFor: (identity: Identity) => Promise<Record<string, string>>;
  close: () => Promise<void>;
};

/** REST and Auth of one clone, on a free port, in the calling process. */
export async function openGateway(database: TestDatabase): Promise<TestGateway> {
  const { settings, folder } = inject("cluster");
  const gateway = await startOnFreePort(async (port) =>
    startGateway({
      ...settings,
      ...(await createServices({ dataDir: `${folder}/${database.name}`, settings })),
      port,
      databaseUrl: database.url,
      config: readConfig(),
      poolSize: 4,
    }),
  );
  const key = await importJWK(settings.signingKey, "ES256");
  const tokenFor = async (identity: Identity, lifetimeS = 600): Promise<string> =>
    new SignJWT({ ...identity.claims, role: identity.role })
      .setProtectedHeader({ alg: "ES256", kid: settings.signingKey.kid, typ: "JWT" })
      .setIssuer(`${gateway.url}/auth/v1`)
      .setAudience(identity.role)
      .setIssuedAt()
      .setExpirationTime(Math.floor(Date.now() / 1000) + lifetimeS)
      .sign(key);
  return {
    url: gateway.url,
    publishableKey: settings.publishableKey,
    secretKey: settings.secretKey,
    tokenFor,
    headersFor: async (identity): Promise<Record<string, string>> => {
      if (identity.role === "service_role") return { apikey: settings.secretKey };
      if (identity.claims === null) return { apikey: settings.publishableKey };
      return { apikey: settings.publishableKey, authorization: `Bearer ${await tokenFor(identity)}` };
    },
    close: () => gateway.stop(),
  };
}

/** Another process may take the port between the look and the use. */
export async function startOnFreePort<T>(start: (port: number) => Promise<T>, attempts = 5): Promise<T> {
  try {
    return await start(await freePort());
  } catch (error) {
    if (attempts > 1 && /EADDRINUSE|is taken/.test(String(error)))
      return startOnFreePort(start, attempts - 1);
    throw error;
  }
}
