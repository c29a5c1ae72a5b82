import { setTimeout as sleep } from "node:timers/promises";
import { App } from "@supabase/lite";
import type { PostgresConnection } from "@supabase/lite/postgres";
import { hearChannel } from "../channel";
import { json } from "../http";
import type { Claims } from "../tokens";
import { createRestConnection } from "./connection";
import { quietEngine } from "./quiet";
import { createSchemaCache } from "./schema-cache";
import { restScope } from "./scope";
import type { RestScope } from "./scope";

export type RestOptions = {
  /** Logs in as `authenticator`. */
  restUrl: string;
  /** Superuser: reads the schema and listens for its changes. */
  adminUrl: string;
  schemas: string[];
  maxRows: number;
  poolSize?: number;
};

export type RestEngine = {
  /** `request` is the caller's with a body already read; `claims` come from a verified token or an API key. */
  handle(request: Request, claims: Claims): Promise<Response>;
  close(): Promise<void>;
};

const NO_SCHEMA = {
  code: "PGRST002",
  message: "Could not query the database for the schema cache. Retrying.",
  details: null,
  hint: null,
};

/** Credentials stay out of `request.headers`: a function could otherwise log or store them. */
const HIDDEN_HEADERS = new Set(["authorization", "apikey", "cookie"]);

const CLOSE_MS = 3_000;

/**
 * PostgREST's place is taken by @supabase/lite, of which only the translation of requests into SQL is used.
 * Who the caller is has been decided before; the engine's own keys, tokens and sessions are switched off.
 */
export async function createRest(options: RestOptions): Promise<RestEngine> {
  quietEngine();
  const cache = createSchemaCache(options.adminUrl, options.schemas);
  const connection = createRestConnection(options.restUrl, cache, options.poolSize ?? 10);
  const hearing = await hearChannel(options.adminUrl, "pgrst", () => cache.reload());
  const app = createApp(connection, options);
  return {
    async handle(request, claims) {
      try {
        await cache.get();
      } catch {
        return json(NO_SCHEMA, 503);
      }
      const inner = withoutCredentials(request);
      return restScope.run(scopeOf(inner, claims), async () => app.fetch(inner));
    },
    async close() {
      await hearing.close();
      // The engine waits for each of its connections, and for ever for one whose query was given up half-way.
      const closed = Promise.all([connection.close(), cache.close()]);
      await Promise.race([closed, sleep(CLOSE_MS, undefined, { ref: false })]);
    },
  };
}

function createApp(connection: PostgresConnection, options: RestOptions): App {
  return new App({
    connection,
    api: { enabled: true, schemas: options.schemas, max_rows: options.maxRows, pg_safe_update: true },
    auth: { enabled: false },
    storage: { enabled: false },
    options: {
      server: {
        apiKeys: false,
        disableStudio: true,
        disableFallback: true,
        middlewares: [
          async (context, next) => {
            const claims = restScope.getStore()?.claims;
            // The list of what is served is for the service alone, as on hosted.
            context.set("apiKeyType", claims?.role === "service_role" ? "secret" : "publishable");
            context.set("ignoreAuthorization", true);
            context.set("jwt", claims);
            if (typeof claims?.sub === "string") context.set("userId", claims.sub);
            await next();
          },
        ],
      },
    },
  });
}

/**
 * The engine must not see the token, which it would verify again with a secret it does not have; a key in the
 * query would be taken for a filter.
 */
function withoutCredentials(request: Request): Request {
  const headers = new Headers(request.headers);
  for (const name of HIDDEN_HEADERS) headers.delete(name);
  const url = new URL(request.url);
  if (!url.searchParams.has("apikey")) return new Request(request, { headers });
  url.searchParams.delete("apikey");
  return new Request(url, {
    method: request.method,
    headers,
    body: request.body,
    duplex: "half",
  } as RequestInit);
}

function scopeOf(request: Request, claims: Claims): RestScope {
  const headers: Record<string, string> = {};
  for (const [name, value] of request.headers) headers[name] = value;
  const path = new URL(request.url).pathname.slice("/rest/v1".length);
  return { method: request.method, path, headers, claims };
}
