import type { Endpoint } from "./context";
import { answer, text } from "./context";
import { asAuthAdmin } from "./database";
import { AuthError, banned, invalid } from "./errors";
import { redeemAuthCode } from "./flow-state";
import { countFailures } from "./guards";
import { runPasswordHook } from "./hook";
import { isPassword } from "./passwords";
import { startSession } from "./sessions";
import { audit, findUserByEmail, getUser, isBanned, isConfirmed } from "./users";

const wrong = () => new AuthError(400, "invalid_credentials", "Invalid login credentials");

/** POST /token?grant_type=password */
export const signInWithPassword: Endpoint = async (context, call) => {
  const email = text(call.body, "email").trim().toLowerCase();
  const password = text(call.body, "password");
  if (!email) throw invalid("missing email or phone");
  const { failedSignInsPerAddress: perAddress, failedSignInsPerIp: perIp } = context.config.limits;
  const attempt = { what: "sign-in", address: email, perAddress, perIp };
  const user = await countFailures(context, call, attempt, async () => {
    const known = await asAuthAdmin(context.sql, (transaction) => findUserByEmail(transaction, email));
    const isRight = await isPassword(context.sql, password, known?.encrypted_password ?? null);
    if (!known) throw wrong();
    const userAgent = call.request.headers.get("user-agent");
    await runPasswordHook(context, { user: known, isRight, ip: call.ip, userAgent });
    if (!isRight) throw wrong();
    return known;
  });
  // Only to who knows the password: a ban or a pending confirmation says that the address is registered.
  if (isBanned(user)) throw banned(400);
  if (!isConfirmed(user)) throw new AuthError(400, "email_not_confirmed", "Email not confirmed");
  const session = await asAuthAdmin(context.sql, async (transaction) => {
    await audit(transaction, "login", user, call.ip, { provider: "email" });
    return startSession(context, transaction, call, user, "password");
  });
  return answer(session);
};

/** POST /token?grant_type=pkce */
export const exchangeAuthCode: Endpoint = async (context, call) => {
  const authCode = text(call.body, "auth_code");
  const verifier = text(call.body, "code_verifier");
  if (!authCode || !verifier) {
    throw invalid("invalid request: both auth code and code verifier should be non-empty");
  }
  const session = await asAuthAdmin(context.sql, async (transaction) => {
    const { userId, method } = await redeemAuthCode(transaction, authCode, verifier);
    const user = await getUser(transaction, userId);
    if (isBanned(user)) throw banned(403);
    await audit(transaction, "login", user, call.ip, { provider_type: "email" });
    return startSession(context, transaction, call, user, method);
  });
  return answer(session);
};
