import { createHash, randomUUID } from "node:crypto";
import type { Call } from "./context";
import { text } from "./context";
import type { Transaction } from "./database";
import { AuthError, invalid } from "./errors";
import { isSame } from "../same";
import type { Method } from "./sessions";

export type Challenge = { challenge: string; method: "s256" | "plain" };

const LIFETIME_S = 300;

/** The PKCE challenge of a request (RFC 7636), if it makes one. */
export function readChallenge(call: Call): Challenge | null {
  const challenge = text(call.body, "code_challenge");
  const method = text(call.body, "code_challenge_method").toLowerCase();
  if (!challenge && !method) return null;
  if (!challenge || !method) throw invalid("PKCE flow requires code_challenge_method and code_challenge");
  if (challenge.length < 43 || challenge.length > 128) {
    throw invalid("code challenge has to be between 43 and 128 characters");
  }
  if (!/^[\w.~-]+$/.test(challenge)) {
    const allowed = "alphanumeric characters, hyphens, periods, underscores and tildes";
    throw invalid(`code challenge can only contain ${allowed}`);
  }
  if (method !== "s256" && method !== "plain") throw invalid(`unsupported code_challenge method "${method}"`);
  return { challenge, method };
}

export async function saveChallenge(
  transaction: Transaction,
  userId: string,
  method: Method,
  challenge: Challenge | null,
): Promise<void> {
  if (!challenge) return;
  await transaction`
    insert into auth.flow_state (id, user_id, auth_code, code_challenge_method, code_challenge, provider_type,
      authentication_method, created_at, updated_at)
    values (${randomUUID()}, ${userId}, ${randomUUID()}, ${challenge.method}::auth.code_challenge_method,
      ${challenge.challenge}, 'email', ${method}, now(), now())`;
}

/** After the link was opened: the code that the browser which holds the verifier exchanges for a session. */
export async function issueAuthCode(
  transaction: Transaction,
  userId: string,
  method: Method,
): Promise<string> {
  const [flow] = await transaction<{ auth_code: string }[]>`
    update auth.flow_state set auth_code_issued_at = now(), updated_at = now()
    where id = (
      select id from auth.flow_state where user_id = ${userId} and authentication_method = ${method}
      order by created_at desc limit 1)
    returning auth_code`;
  if (!flow) throw new AuthError(422, "flow_state_not_found", "No valid flow state found for user.");
  return flow.auth_code;
}

/** Deletes the flow, so a code works once; a wrong verifier rolls that back together with the transaction. */
export async function redeemAuthCode(
  transaction: Transaction,
  authCode: string,
  verifier: string,
): Promise<{ userId: string; method: Method }> {
  const [flow] = await transaction<
    {
      user_id: string | null;
      authentication_method: Method;
      code_challenge: string;
      code_challenge_method: string;
      is_late: boolean;
    }[]
  >`
    delete from auth.flow_state where auth_code = ${authCode} and auth_code_issued_at is not null
    returning user_id, authentication_method, code_challenge, code_challenge_method::text,
      auth_code_issued_at < now() - make_interval(secs => ${LIFETIME_S}) as is_late`;
  if (!flow?.user_id) {
    throw new AuthError(404, "flow_state_not_found", "invalid flow state, no valid flow state found");
  }
  if (flow.is_late)
    throw new AuthError(422, "flow_state_expired", "invalid flow state, flow state has expired");
  const made =
    flow.code_challenge_method === "plain"
      ? verifier
      : createHash("sha256").update(verifier).digest("base64url");
  if (!isSame(made, flow.code_challenge)) {
    const message = "code challenge does not match previously saved code verifier";
    throw new AuthError(400, "bad_code_verifier", message);
  }
  return { userId: flow.user_id, method: flow.authentication_method };
}
