import { randomUUID } from "node:crypto";
import { log } from "@/lib/log";
import type { AuthContext, Json } from "./context";
import { isObject } from "./context";
import { asAuthAdmin, json } from "./database";
import type { Transaction } from "./database";
import { AuthError, faultOf } from "./errors";
import type { UserRow } from "./users";

const HOOK_TIMEOUT_MS = 2000;

/** Claims without which other services would not accept the token, and their JSON types (GoTrue's token schema). */
const REQUIRED = ["aud", "exp", "iat", "sub", "email", "phone", "role", "aal", "session_id", "is_anonymous"];
const TYPES: Record<string, (value: unknown) => boolean> = {
  aud: (value) => typeof value === "string" || Array.isArray(value),
  exp: Number.isInteger,
  iat: Number.isInteger,
  nbf: Number.isInteger,
  jti: isText,
  iss: isText,
  sub: isText,
  email: isText,
  phone: isText,
  app_metadata: isObject,
  user_metadata: isObject,
  role: isText,
  aal: isText,
  amr: (value) => Array.isArray(value) && value.every((entry) => isText(entry) || isObject(entry)),
  session_id: isText,
  client_id: isText,
};

function isText(value: unknown): value is string {
  return typeof value === "string";
}

/**
 * Asks the configured SQL function for the claims. It runs inside the transaction that makes the session, as
 * supabase_auth_admin and for at most two seconds; if it refuses, the session is rolled back with it. A hook that
 * is missing or breaks refuses everybody: a token without the organization's claims must not be issued by accident.
 */
export async function runAccessTokenHook(
  context: AuthContext,
  transaction: Transaction,
  grant: { claims: Json; user: UserRow; method: string; ip: string },
): Promise<Json> {
  const name = context.config.accessTokenHook;
  if (!name) return grant.claims;
  const event = {
    metadata: {
      uuid: randomUUID(),
      time: new Date().toISOString(),
      name: "customize-access-token",
      ip_address: grant.ip,
    },
    user_id: grant.user.id,
    claims: grant.claims,
    authentication_method: grant.method,
  };
  return readClaims(await callHook(transaction, name, event), name);
}

/**
 * Asks whether an account may be made, before it is looked whether there is one: the refusal must not tell which
 * addresses are known.
 */
export async function runNewUserHook(
  context: AuthContext,
  transaction: Transaction,
  person: { email: string; data: Json; ip: string },
): Promise<void> {
  const name = context.config.newUserHook;
  if (!name) return;
  const output = await callHook(transaction, name, {
    metadata: {
      uuid: randomUUID(),
      time: new Date().toISOString(),
      name: "before-user-created",
      ip_address: person.ip,
    },
    user: { email: person.email, user_metadata: person.data, is_anonymous: false },
  });
  throwRefusal(isObject(output) ? output : {});
}

const FURTHER_REFUSED = "Further password verification attempts will be rejected.";

/**
 * Tells of a compared password, right or wrong, in a transaction that a wrong one does not take back. As GoTrue: of
 * accounts that exist only, and who is refused here is refused with the right password too.
 */
export async function runPasswordHook(
  context: AuthContext,
  attempt: { user: UserRow; isRight: boolean; ip: string; userAgent: string | null },
): Promise<void> {
  const name = context.config.passwordHook;
  if (!name) return;
  const output = await asAuthAdmin(context.sql, (transaction) =>
    callHook(transaction, name, {
      metadata: {
        uuid: randomUUID(),
        time: new Date().toISOString(),
        name: "password-verification-attempt",
        ip_address: attempt.ip,
        user_agent: attempt.userAgent,
      },
      user_id: attempt.user.id,
      valid: attempt.isRight,
    }),
  );
  const answer = isObject(output) ? output : {};
  throwRefusal(answer);
  if (answer.decision !== "reject") return;
  const message = isText(answer.message) && answer.message ? answer.message : FURTHER_REFUSED;
  throw new AuthError(400, "invalid_credentials", message);
}

async function callHook(transaction: Transaction, name: string, event: Json): Promise<unknown> {
  try {
    await transaction`select set_config('statement_timeout', ${String(HOOK_TIMEOUT_MS)}, true)`;
    const [row] = await transaction<{ output: unknown }[]>`
      select ${transaction.unsafe(quoted(name))}(${json(transaction, event)}::jsonb) as output`;
    await transaction`select set_config('statement_timeout', '10s', true)`;
    return row?.output;
  } catch (error) {
    log.error("auth.hook_failed", { hook: name, ...faultOf(error) });
    throw new AuthError(500, "unexpected_failure", "Error running hook URI: pg-functions://postgres/" + name);
  }
}

const quoted = (name: string) =>
  name
    .split(".")
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join(".");

function readClaims(output: unknown, name: string): Json {
  const result = isObject(output) ? output : {};
  throwRefusal(result);
  if (!isObject(result.claims)) throw nonconforming(name, "output claims field is missing");
  const claims = result.claims;
  const faults = [
    ...REQUIRED.filter((claim) => !(claim in claims)).map((claim) => `${claim} is required`),
    ...Object.entries(TYPES)
      .filter(([claim, fits]) => claim in claims && !fits(claims[claim]))
      .map(([claim]) => `${claim} has an invalid type`),
  ];
  if (faults.length === 0) return claims;
  const list = faults.map((fault) => `- (root): ${fault}\n`).join("");
  throw nonconforming(name, `output claims do not conform to the expected schema: \n${list}`);
}

function throwRefusal({ error }: Json): void {
  if (!isObject(error) || !isText(error.message) || !error.message) return;
  const status = Number(error.http_code) || 500;
  // As GoTrue: the hook's status and sentence are passed on, its code has no name.
  throw new AuthError(status, status === 500 ? "unexpected_failure" : "unknown", error.message);
}

function nonconforming(name: string, message: string): AuthError {
  log.error("auth.hook_output", { hook: name, message });
  return new AuthError(500, "unexpected_failure", message);
}
