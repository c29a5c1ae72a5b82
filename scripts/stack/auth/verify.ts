import { randomBytes } from "node:crypto";
import type { AuthContext, Call, Endpoint, Json } from "./context";
import { answer, emailAddress, text } from "./context";
import { asAuthAdmin } from "./database";
import type { Transaction } from "./database";
import { AuthError, invalid } from "./errors";
import { issueAuthCode } from "./flow-state";
import { countFailures } from "./guards";
import { hashCode, PKCE_PREFIX, redeemToken } from "./one-time-tokens";
import type { Redeemed, TokenType } from "./one-time-tokens";
import { hashPassword } from "./passwords";
import { redirectTarget } from "./redirects";
import { startSession } from "./sessions";
import type { Method } from "./sessions";
import { audit, confirmEmail, getUser, isConfirmed, setEmail } from "./users";

/** Which stored tokens a link or code of each type may redeem. */
const ACCEPTED: Record<string, TokenType[]> = {
  signup: ["confirmation_token"],
  invite: ["confirmation_token"],
  recovery: ["recovery_token"],
  magiclink: ["recovery_token"],
  email: ["confirmation_token", "recovery_token"],
  email_change: ["email_change_token_current", "email_change_token_new"],
};

const PKCE_METHODS: Record<string, Method> = {
  signup: "email/signup",
  invite: "invite",
  recovery: "recovery",
  magiclink: "magiclink",
  email_change: "email_change",
};

const HALF_CONFIRMED = "Confirmation link accepted. Please proceed to confirm link sent to the other email";

type Presented = { types: TokenType[]; hash: string; email: string };

/** POST /verify: a code with its address, or the hash of a mail's link. */
export const verifyCode: Endpoint = async (context, call) => {
  const presented = readPresented(context, call);
  const session = await redeem(context, call, presented, async (transaction, redeemed) => {
    const user = await getUser(transaction, redeemed.user.id);
    return startSession(context, transaction, call, user, "otp");
  });
  return answer(session ?? { msg: HALF_CONFIRMED, code: "200" });
};

function readPresented(context: AuthContext, call: Call): Presented {
  const { body } = call;
  const types = acceptedTypes(text(body, "type"));
  const code = text(body, "token");
  const hash = text(body, "token_hash");
  if (Boolean(code) === Boolean(hash)) throw invalid("Verify requires either a token or a token hash");
  if (hash) {
    if (text(body, "email") || text(body, "phone"))
      throw invalid("Only the token_hash and type should be provided");
    return { types, hash, email: "" };
  }
  if (!text(body, "email")) {
    throw invalid("Only an email address or phone number should be provided on verify");
  }
  const email = emailAddress(text(body, "email"));
  return { types, hash: hashCode(context, email, code.trim()), email };
}

function acceptedTypes(type: string): TokenType[] {
  if (!type) throw invalid("Verify requires a verification type");
  const types = Object.hasOwn(ACCEPTED, type) ? ACCEPTED[type] : undefined;
  if (!types) throw invalid("Invalid email verification type");
  return types;
}

/** Redeems and applies in one transaction; null where an e-mail change still waits for the other address. */
async function redeem<T>(
  context: AuthContext,
  call: Call,
  presented: Presented,
  finish: (transaction: Transaction, redeemed: Redeemed) => Promise<T>,
): Promise<T | null> {
  const { failedCodesPerAddress: perAddress, failedCodesPerIp: perIp } = context.config.limits;
  const attempt = { what: "code", address: presented.email, perAddress, perIp };
  return countFailures(context, call, attempt, () =>
    asAuthAdmin(context.sql, async (transaction) => {
      const redeemed = await redeemToken(context, transaction, presented);
      const isDone = await apply(context, transaction, call, redeemed);
      return isDone ? finish(transaction, redeemed) : null;
    }),
  );
}

async function apply(
  context: AuthContext,
  transaction: Transaction,
  call: Call,
  { user, type }: Redeemed,
): Promise<boolean> {
  if (type === "email_change_token_current" || type === "email_change_token_new") {
    const needsBoth = context.config.isEmailChangeConfirmedTwice && user.email;
    if (needsBoth && user.email_change_confirm_status === 0) {
      await transaction`
        update auth.users set email_change_confirm_status = 1, updated_at = now() where id = ${user.id}`;
      return false;
    }
    await setEmail(transaction, user.id, user.email_change ?? "", true);
    await audit(transaction, "user_modified", user, call.ip);
  } else {
    if (user.invited_at && !user.encrypted_password) await setUnknownPassword(context, transaction, user.id);
    await audit(transaction, isConfirmed(user) ? "login" : "user_signedup", user, call.ip);
  }
  await confirmEmail(transaction, user.id);
  return true;
}

/** An invited person has none yet; the app asks for one, and until then nobody knows it. */
async function setUnknownPassword(context: AuthContext, transaction: Transaction, id: string): Promise<void> {
  const hash = await hashPassword(context.sql, randomBytes(48).toString("base64url"));
  await transaction`update auth.users set encrypted_password = ${hash} where id = ${id}`;
}

/** GET /verify: the link of templates that point here; leads on with the session in the fragment, or a code. */
export const followLink: Endpoint = async (context, call) => {
  const target = redirectTarget(context.config, call);
  const type = call.url.searchParams.get("type") ?? "";
  const hash = call.url.searchParams.get("token") ?? "";
  if (!hash) throw invalid("Verify requires a token or a token hash");
  const isPkce = hash.startsWith(PKCE_PREFIX);
  try {
    const presented = { types: acceptedTypes(type), hash, email: "" };
    const query = await redeem(context, call, presented, async (transaction, redeemed) => {
      if (isPkce)
        return { code: await issueAuthCode(transaction, redeemed.user.id, PKCE_METHODS[type] ?? "otp") };
      const user = await getUser(transaction, redeemed.user.id);
      return fragmentOf(await startSession(context, transaction, call, user, "otp"), type);
    });
    if (!query) return leadTo(target, { message: HALF_CONFIRMED }, isPkce);
    return "code" in query ? leadTo(target, query, true, false) : leadTo(target, query, false);
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    return leadTo(target, describeFailure(error), isPkce);
  }
};

function fragmentOf(session: Json, type: string): Record<string, string> {
  const fields = ["access_token", "expires_at", "expires_in", "refresh_token", "token_type"];
  return { ...Object.fromEntries(fields.map((field) => [field, String(session[field])])), sb: "", type };
}

const OAUTH_ERRORS: Record<number, string> = {
  400: "invalid_request",
  401: "unauthorized_client",
  403: "access_denied",
  500: "server_error",
};

function describeFailure(error: AuthError): Record<string, string> {
  const word = OAUTH_ERRORS[error.status];
  return {
    ...(word ? { error: word } : {}),
    error_code: error.code,
    error_description: error.message,
    sb: "",
  };
}

/** A browser in the PKCE flow reads the query, every other one the fragment. */
function leadTo(
  target: string,
  values: Record<string, string>,
  inQuery: boolean,
  inFragment = true,
): Response {
  const url = new URL(target);
  if (inQuery) for (const [name, value] of Object.entries(values)) url.searchParams.set(name, value);
  if (inFragment) url.hash = new URLSearchParams(values).toString();
  return new Response(null, {
    status: 303,
    headers: { location: url.toString(), "cache-control": "no-store" },
  });
}
