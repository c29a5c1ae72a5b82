import type { AuthContext, Call, Endpoint, Json } from "./context";
import { answer, emailAddress, object, text } from "./context";
import { asAuthAdmin } from "./database";
import type { Transaction } from "./database";
import { AuthError, duplicateEmail, invalid } from "./errors";
import { readChallenge, saveChallenge } from "./flow-state";
import { limitByIp, requireUser } from "./guards";
import type { Caller } from "./guards";
import { mailEmailChange } from "./mails";
import { checkPassword, hashPassword, isPassword } from "./passwords";
import { audit, findUserByEmail, getUser, mergeMetadata, setPassword } from "./users";
import { viewUser } from "./user-view";

/** GET /user */
export const readAccount: Endpoint = async (context, call) => {
  const { user } = await requireUser(context, call);
  return answer(await asAuthAdmin(context.sql, (transaction) => viewUser(transaction, user)));
};

/** PUT /user: password, metadata, e-mail; in one transaction, so a refused part leaves the others undone. */
export const updateAccount: Endpoint = async (context, call) => {
  const caller = await requireUser(context, call);
  limitByIp(context, call, "mail", context.config.limits.mailRequestsPerIp);
  if (call.body.app_metadata !== undefined) {
    throw new AuthError(403, "not_admin", "Updating app_metadata requires admin privileges");
  }
  const asked = text(call.body, "email");
  const email = asked ? emailAddress(asked) : "";
  const data = object(call.body, "data");
  await requireCode(
    context,
    caller,
    Boolean(text(call.body, "password")) || (email && email !== caller.user.email),
  );
  const passwordHash = await newPassword(context, call, caller);
  const view = await asAuthAdmin(context.sql, async (transaction) => {
    const { user } = caller;
    if (passwordHash) {
      await setPassword(transaction, user.id, passwordHash, caller.sessionId);
      await audit(transaction, "user_updated_password", user, call.ip);
    }
    if (data) await mergeMetadata(transaction, user.id, { user: data });
    if (email && email !== user.email) await requestEmail(context, transaction, call, user.id, email);
    await audit(transaction, "user_modified", user, call.ip);
    return viewUser(transaction, await getUser(transaction, user.id));
  });
  return answer(view);
};

/** By password alone nobody takes over an account that asks for a code at sign-in. */
async function requireCode(
  context: AuthContext,
  { user, aal }: Caller,
  isTakeover: boolean | "",
): Promise<void> {
  if (!isTakeover || aal === "aal2") return;
  const [factor] = await asAuthAdmin(
    context.sql,
    (transaction) => transaction`
      select from auth.mfa_factors where user_id = ${user.id} and status = 'verified' limit 1`,
  );
  if (!factor) return;
  const message = "AAL2 session is required to update email or password when MFA is enabled.";
  throw new AuthError(401, "insufficient_aal", message);
}

async function newPassword(context: AuthContext, call: Call, { user }: Caller): Promise<string | null> {
  const password = text(call.body, "password");
  if (!password) return null;
  checkPassword(context.config, password);
  if (await isPassword(context.sql, password, user.encrypted_password)) {
    throw new AuthError(422, "same_password", "New password should be different from the old password.");
  }
  return hashPassword(context.sql, password);
}

async function requestEmail(
  context: AuthContext,
  transaction: Transaction,
  call: Call,
  userId: string,
  newEmail: string,
): Promise<void> {
  if (await findUserByEmail(transaction, newEmail)) throw duplicateEmail();
  const challenge = readChallenge(call);
  const user = await getUser(transaction, userId);
  await saveChallenge(transaction, userId, "email_change", challenge);
  await mailEmailChange(context, transaction, call, { user, newEmail, challenge });
}

/** POST /logout: deleted sessions take their refresh tokens along. */
export const signOut: Endpoint = async (context, call) => {
  const { user, sessionId } = await requireUser(context, call);
  const scope = call.url.searchParams.get("scope") || "global";
  if (!["global", "local", "others"].includes(scope)) throw invalid(`Unsupported logout scope "${scope}"`);
  await asAuthAdmin(context.sql, async (transaction) => {
    await transaction`
      delete from auth.sessions
      where user_id = ${user.id} and case ${scope}
        when 'local' then id = ${sessionId} when 'others' then id <> ${sessionId} else true end`;
    await audit(transaction, "logout", user, call.ip, { scope } satisfies Json);
  });
  return new Response(null, { status: 204 });
};
