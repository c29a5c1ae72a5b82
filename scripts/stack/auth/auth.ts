import { isIP } from "node:net";
import type { JWK } from "jose";
import type postgres from "postgres";
import { log } from "@/lib/log";
import { keyKindOf, refuseKey } from "../keys";
import type { Message } from "../mail";
import { readAccount, signOut, updateAccount } from "./account";
import { addUser, listUsers, userById } from "./admin";
import { listFactors, takeFactor } from "./admin-factors";
import { generateLink, inviteUser } from "./admin-links";
import { createCleanup } from "./cleanup";
import type { AuthConfig } from "./config";
import type { AuthContext, Call, Endpoint, Json } from "./context";
import { isObject } from "./context";
import { AuthError, errorResponse, faultOf, invalid, unexpected } from "./errors";
import { challengeFactor, enrollFactor, unenrollFactor, verifyFactor } from "./factors";
import { createLimiter } from "./limits";
import { deliver } from "./mails";
import { mailRecovery, mailSignInLink, resendMail } from "./mail-requests";
import { refreshSession } from "./refresh";
import { readHealth, readJwks, readSettings } from "./settings";
import { exchangeAuthCode, signInWithPassword } from "./sign-in";
import { signUp } from "./signup";
import { createTokenKeys } from "./tokens";
import { followLink, verifyCode } from "./verify";

export type AuthOptions = {
  /** As superuser: each transaction steps down to supabase_auth_admin. At least 4 connections. */
  sql: postgres.Sql;
  signingKey: JWK;
  /** Public address of this service, `<gateway>/auth/v1`: the tokens' `iss` and the base of links. */
  issuer: string;
  secretKey: string;
  publishableKey: string;
  config: AuthConfig;
  sendMail: (message: Message) => Promise<unknown>;
};

export type AuthHandler = (request: Request, url: URL, ip: string) => Promise<Response>;

const PREFIX = "/auth/v1";
const MAX_BODY_BYTES = 100_000;

const GRANTS: Record<string, Endpoint> = {
  password: signInWithPassword,
  refresh_token: refreshSession,
  pkce: exchangeAuthCode,
};

const grantToken: Endpoint = async (context, call) => {
  const type = call.url.searchParams.get("grant_type") ?? "";
  const grant = Object.hasOwn(GRANTS, type) ? GRANTS[type] : undefined;
  if (!grant) throw new AuthError(400, "invalid_credentials", "unsupported_grant_type");
  const response = await grant(context, call);
  context.cleanUp(context);
  return response;
};

/** Addresses that a browser or a verifier opens without knowing a key. */
const KEYLESS: Record<string, Endpoint> = {
  "GET /verify": followLink,
  "GET /.well-known/jwks.json": readJwks,
};

const ENDPOINTS: Record<string, Endpoint> = {
  "GET /health": readHealth,
  "GET /settings": readSettings,
  "POST /signup": signUp,
  "POST /token": grantToken,
  "POST /otp": mailSignInLink,
  "POST /magiclink": mailSignInLink,
  "POST /recover": mailRecovery,
  "POST /resend": resendMail,
  "POST /verify": verifyCode,
  "GET /user": readAccount,
  "PUT /user": updateAccount,
  "POST /logout": signOut,
  "POST /factors": enrollFactor,
  "POST /invite": inviteUser,
  "GET /admin/users": listUsers,
  "POST /admin/users": addUser,
  "POST /admin/generate_link": generateLink,
};

/**
 * Supabase Auth's HTTP interface, as far as e-mail and password go: what supabase-js and @supabase/ssr use. No
 * phone, OAuth, SSO, passkeys, anonymous users; the second factor is an authenticator app. Answers below `/auth/v1`; `ip` is the client's, as the gateway knows it.
 */
export function createAuth(options: AuthOptions): AuthHandler {
  const { signingKey, ...rest } = options;
  let ready: Promise<AuthContext> | undefined;
  const prepare = async (): Promise<AuthContext> => ({
    ...rest,
    limiter: createLimiter(),
    cleanUp: createCleanup(),
    keys: await createTokenKeys(signingKey),
  });
  return async (request, url, ip) => {
    if (request.method === "OPTIONS") return withCors(new Response(null, { status: 204 }), request);
    try {
      ready ??= prepare();
      return withCors(await route(await ready, request, url, ip), request);
    } catch (error) {
      if (error instanceof AuthError) return withCors(errorResponse(error, request), request);
      log.error("auth.failed", { method: request.method, path: url.pathname, ...faultOf(error) });
      return withCors(errorResponse(unexpected(), request), request);
    }
  };
}

async function route(context: AuthContext, request: Request, url: URL, ip: string): Promise<Response> {
  const path = url.pathname.slice(PREFIX.length).replace(/\/$/, "");
  const key = `${request.method} ${path}`;
  const call: Call = { request, url, ip: isIP(ip) ? ip : "", body: {}, letters: [], isSilent: false };
  if (!isStorable([...url.searchParams])) throw invalid("The request holds characters that cannot be stored");
  const keyless = KEYLESS[key];
  if (keyless) return keyless(context, call);
  // As on hosted a key is needed even to sign in: it says which project is meant.
  const refused = refuseKey(keyKindOf(request, url, context), request);
  if (refused) return refused;
  const endpoint = endpointAt(key);
  if (!endpoint) throw new AuthError(404, "not_found", "404 page not found");
  call.body = await readBody(request);
  const response = await endpoint(context, call);
  const delivered = deliver(context, call);
  // A failure is logged and taken back where it happens; nobody waits for it.
  if (call.isSilent) delivered.catch(() => undefined);
  else await delivered;
  return response;
}

type Addressed = (context: AuthContext, call: Call, ...ids: string[]) => Promise<Response>;

/** Addresses with ids in them, which stand where a colon is. */
const ADDRESSED: [string, Addressed][] = [
  ["POST /factors/:/challenge", challengeFactor],
  ["POST /factors/:/verify", verifyFactor],
  ["DELETE /factors/:", unenrollFactor],
  ["GET /admin/users/:", userById],
  ["PUT /admin/users/:", userById],
  ["DELETE /admin/users/:", userById],
  ["GET /admin/users/:/factors", listFactors],
  ["DELETE /admin/users/:/factors/:", takeFactor],
];

const PATTERNS = ADDRESSED.map(([address, run]): [RegExp, Addressed] => [
  new RegExp(`^${address.replaceAll(":", "([^/]+)")}$`),
  run,
]);

function endpointAt(key: string): Endpoint | null {
  const known = ENDPOINTS[key];
  if (known) return known;
  for (const [pattern, run] of PATTERNS) {
    const match = pattern.exec(key);
    if (match) return (context, call) => run(context, call, ...match.slice(1));
  }
  return null;
}

async function readBody(request: Request): Promise<Json> {
  if (request.method === "GET") return {};
  const raw = await request.text();
  if (Buffer.byteLength(raw) > MAX_BODY_BYTES)
    throw new AuthError(413, "request_too_large", "Request body too large");
  if (!raw.trim()) return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(raw);
  } catch {
    throw new AuthError(400, "bad_json", "Could not parse request body as JSON");
  }
  if (!isObject(parsed)) throw invalid("The request body must be a JSON object");
  if (!isStorable(parsed)) throw invalid("The request holds characters that cannot be stored");
  return parsed;
}

/** PostgreSQL takes neither NUL nor half a surrogate pair, in text and in jsonb. */
function isStorable(value: unknown): boolean {
  if (typeof value === "string") return !/\0|\p{Surrogate}/u.test(value);
  if (Array.isArray(value)) return value.every(isStorable);
  return (
    !isObject(value) || Object.entries(value).every(([name, inner]) => isStorable(name) && isStorable(inner))
  );
}

/** Keys and bearer tokens are sent by scripts and never by the browser itself, so any origin may ask. */
function withCors(response: Response, request: Request): Response {
  const { headers } = response;
  headers.set("access-control-allow-origin", "*");
  headers.set("access-control-expose-headers", "x-total-count, link, x-supabase-api-version, retry-after");
  const asked = request.headers.get("access-control-request-headers");
  if (request.method === "OPTIONS") {
    headers.set("access-control-allow-methods", "GET, POST, PUT, DELETE, OPTIONS");
    headers.set("access-control-allow-headers", asked ?? "*");
    headers.set("access-control-max-age", "3600");
  }
  return response;
}
