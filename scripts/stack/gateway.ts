import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { JWK } from "jose";
import type postgres from "postgres";
import { log } from "@/lib/log";
import type { AuthHandler } from "./auth/auth";
import { requireFreePort } from "./cluster/ports";
import type { StackConfig } from "./config";
import { databasePassword } from "./credentials";
import { connect } from "./database";
import { BodyTooLarge, headOf, json, sendResponse, toRequest } from "./http";
import { callerOf, keyKindOf, refuseKey } from "./keys";
import type { ApiKeys } from "./keys";
import type { Mailer } from "./mail";
import { serveMail } from "./mailbox";
import { createRealtime } from "./realtime/realtime";
import { createRest } from "./rest/engine";
import { createStorage } from "./storage/storage";
import type { StorageService } from "./storage/storage";
import { createTokenVerifier } from "./tokens";
import type { TokenVerifier } from "./tokens";

export type GatewayOptions = ApiKeys & {
  port: number;
  /** Superuser URL of the database to serve; tests point several gateways at clones of one cluster. */
  databaseUrl: string;
  signingKey: JWK;
  config: StackConfig;
  /** Makes the auth service for this database; the gateway owns the connection it is given. */
  createAuth(sql: postgres.Sql, issuer: string): AuthHandler;
  /** Sends, or keeps what /dev/mailbox shows. */
  mailer: Mailer;
  /** Where Storage keeps the bytes of objects. */
  objectsFolder: string;
  poolSize?: number;
};

export type Gateway = { url: string; stop(): Promise<void> };

const MAX_BODY_BYTES = 10 * 1024 * 1024;
/** For all of a request to arrive: the largest file over a slow line. */
const REQUEST_TIMEOUT_MS = 300_000;
const DRAIN_MS = 5_000;

const CORS: Record<string, string> = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers":
    "Content-Range, Content-Location, Preference-Applied, X-Supabase-Api-Version",
};

/** One port for REST, Auth, Storage, Realtime and the captured mail of one database. Binds 127.0.0.1. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  await requireFreePort(options.port, "SUPABASE_PORT");
  const url = `http://127.0.0.1:${options.port}`;
  const admin = connect(options.databaseUrl, { max: 6, name: "auth" });
  const rest = await createRest({
    restUrl: urlAs(options, "authenticator"),
    adminUrl: options.databaseUrl,
    schemas: options.config.api.schemas,
    maxRows: options.config.api.maxRows,
    poolSize: options.poolSize,
  });
  const auth = options.createAuth(admin, `${url}/auth/v1`);
  const verify = await createTokenVerifier(options.signingKey);
  const realtime = createRealtime({ ...options, verify });
  const storage = openStorage(options, verify);

  const serveRest = async (request: Request, address: URL): Promise<Response> => {
    const kind = keyKindOf(request, address, options);
    const refused = refuseKey(kind, request);
    if (refused || kind === "missing" || kind === "unknown") return refused ?? json({}, 401);
    const caller = await callerOf(request, kind, verify);
    return "refusal" in caller ? caller.refusal : rest.handle(request, caller.claims);
  };

  const route: Route = async (request, ip, incoming) => {
    const address = new URL(request.url);
    const { pathname } = address;
    if (request.method === "OPTIONS") return preflight(request);
    if (pathname.startsWith("/rest/v1/")) return serveRest(request, address);
    if (pathname.startsWith("/auth/v1/")) return auth(request, address, ip);
    if (isStreamed(pathname)) return storage.handle(request, address, incoming);
    if (pathname === "/_mail") return serveMail(request, address, options, options.mailer);
    return json({ message: "no Route matched with those values" }, 404);
  };

  const server = createServer(
    { requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: 15_000 },
    (incoming, outgoing) => void answer(incoming, outgoing, url, route),
  );
  server.on("upgrade", (incoming, socket, head) => realtime.upgrade(incoming, socket, head));
  await listen(server, options.port);
  return {
    url,
    async stop() {
      await realtime.stop();
      await drain(server);
      await Promise.all([rest.close(), storage.close(), admin.end({ timeout: 2 })]);
    },
  };
}

function openStorage(options: GatewayOptions, verify: TokenVerifier): StorageService {
  return createStorage({
    ...options,
    verify,
    databaseUrl: urlAs(options, "supabase_storage_admin"),
    directory: options.objectsFolder,
    maxBytes: options.config.storage.maxBytes,
  });
}

function urlAs(options: GatewayOptions, role: "authenticator" | "supabase_storage_admin"): string {
  const url = new URL(options.databaseUrl);
  url.username = role;
  url.password = databasePassword(options.secretKey, role);
  return url.toString();
}

type Route = (request: Request, ip: string, incoming: IncomingMessage) => Promise<Response>;

/** A file goes from the socket to the disk; every other body is read before it is looked at. */
const isStreamed = (path: string) => path.startsWith("/storage/v1/");

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  origin: string,
  route: Route,
): Promise<void> {
  // Method and path only: queries carry filters, headers carry tokens.
  const called = { method: incoming.method, path: (incoming.url ?? "/").split("?")[0] };
  let response: Response;
  try {
    const request = isStreamed(incoming.url ?? "")
      ? headOf(incoming, origin)
      : await toRequest(incoming, origin, MAX_BODY_BYTES);
    response = await route(request, clientAddress(incoming), incoming);
    if (response.status >= 500) log.warn("gateway.answered", { ...called, ...(await faultOf(response)) });
  } catch (error) {
    response = failure(error);
    if (response.status === 500) log.error("gateway.failed", { ...called, error });
  }
  for (const [name, value] of Object.entries(CORS)) {
    if (!response.headers.has(name)) response.headers.set(name, value);
  }
  if (response.status === 413) response.headers.set("connection", "close");
  await sendResponse(response, outgoing, incoming.method !== "HEAD");
}

/**
 * Our web server stands between strangers and this port, which only this machine reaches, and says whose request
 * it passes on; without that word it is this machine's own.
 */
function clientAddress(incoming: IncomingMessage): string {
  const named = incoming.headers["x-callout-client-ip"];
  return (typeof named === "string" && named) || (incoming.socket.remoteAddress ?? "");
}

/** The code of an error answer without its words, which may quote what a client sent. */
async function faultOf(response: Response): Promise<{ status: number; code?: unknown }> {
  const body = (await response
    .clone()
    .json()
    .catch(() => ({}))) as { code?: unknown };
  return { status: response.status, code: body.code };
}

function failure(error: unknown): Response {
  if (error instanceof BodyTooLarge) return json({ message: "Request body too large", code: "413" }, 413);
  return json(
    { code: "PGRST000", message: "The request could not be served", details: null, hint: null },
    500,
  );
}

function preflight(request: Request): Response {
  return new Response(null, {
    status: 204,
    headers: {
      "access-control-allow-methods": "GET, HEAD, POST, PATCH, PUT, DELETE, OPTIONS",
      "access-control-allow-headers": request.headers.get("access-control-request-headers") ?? "*",
      "access-control-max-age": "86400",
    },
  });
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
}

/** Lets running requests finish, then cuts what still holds on. */
async function drain(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(cut);
}
