import type { AuthContext, Call, Endpoint, Json } from "./context";
import { answer, emailAddress, object, text } from "./context";
import { SERVICE } from "./admin";
import { asAuthAdmin } from "./database";
import type { Transaction } from "./database";
import { AuthError, duplicateEmail, invalid } from "./errors";
import { requireAdmin } from "./guards";
import { mailCode } from "./mails";
import { newCode, saveToken } from "./one-time-tokens";
import type { TokenType } from "./one-time-tokens";
import { checkPassword, hashPassword } from "./passwords";
import { redirectTarget } from "./redirects";
import { audit, createUser, findUserByEmail, getUser, isConfirmed } from "./users";
import type { UserRow } from "./users";
import { viewUser } from "./user-view";

/** POST /invite: creates the account and mails it. */
export const inviteUser: Endpoint = async (context, call) => {
  requireAdmin(context, call);
  const email = emailAddress(text(call.body, "email"));
  const view = await asAuthAdmin(context.sql, async (transaction) => {
    const user = await invitedUser(transaction, call, email);
    await mailCode(context, transaction, call, { kind: "invite", user, isUnlimited: true });
    return viewUser(transaction, await getUser(transaction, user.id));
  });
  return answer(view);
};

async function invitedUser(transaction: Transaction, call: Call, email: string): Promise<UserRow> {
  const known = await findUserByEmail(transaction, email);
  if (known && isConfirmed(known)) throw duplicateEmail();
  const userMetadata = object(call.body, "data") ?? {};
  const user =
    known ?? (await createUser(transaction, { email, passwordHash: null, userMetadata, isInvited: true }));
  if (known) await transaction`update auth.users set invited_at = now() where id = ${known.id}`;
  await audit(transaction, "user_invited", SERVICE, call.ip, { user_id: user.id });
  return user;
}

type LinkType = "signup" | "invite" | "magiclink" | "recovery" | "email_change_current" | "email_change_new";

const TOKENS: Record<LinkType, { token: TokenType; sentAt: string; verification: string }> = {
  signup: { token: "confirmation_token", sentAt: "confirmation_sent_at", verification: "signup" },
  invite: { token: "confirmation_token", sentAt: "confirmation_sent_at", verification: "invite" },
  magiclink: { token: "recovery_token", sentAt: "recovery_sent_at", verification: "magiclink" },
  recovery: { token: "recovery_token", sentAt: "recovery_sent_at", verification: "recovery" },
  email_change_current: {
    token: "email_change_token_current",
    sentAt: "email_change_sent_at",
    verification: "email_change",
  },
  email_change_new: {
    token: "email_change_token_new",
    sentAt: "email_change_sent_at",
    verification: "email_change",
  },
};

const isLinkType = (type: string): type is LinkType => Object.hasOwn(TOKENS, type);

/** POST /admin/generate_link: the link and code a mail would carry, without sending one. */
export const generateLink: Endpoint = async (context, call) => {
  requireAdmin(context, call);
  const asked = text(call.body, "type");
  if (!isLinkType(asked)) throw invalid(`Invalid email action link type requested: ${asked}`);
  const email = emailAddress(text(call.body, "email"));
  const password = text(call.body, "password");
  if (asked === "signup" && !password) throw invalid("Signup requires a valid password");
  const passwordHash = password
    ? await hashPassword(context.sql, checkPassword(context.config, password))
    : null;
  const body = await asAuthAdmin(context.sql, async (transaction) => {
    const known = await findUserByEmail(transaction, email);
    // A link to sign in for someone new is a sign-up.
    const type = asked === "magiclink" && !known ? "signup" : asked;
    const user = await userOfLink(context, transaction, call, { type, email, known, passwordHash });
    return makeLink(context, transaction, call, user, type);
  });
  return answer(body);
};

async function userOfLink(
  context: AuthContext,
  transaction: Transaction,
  call: Call,
  link: { type: LinkType; email: string; known: UserRow | undefined; passwordHash: string | null },
): Promise<UserRow> {
  const { type, email, known, passwordHash } = link;
  if (type === "invite") return invitedUser(transaction, call, email);
  if (type === "signup") {
    if (known && isConfirmed(known)) throw duplicateEmail();
    const userMetadata = object(call.body, "data") ?? {};
    return known ?? createUser(transaction, { email, passwordHash, userMetadata });
  }
  if (!known) throw new AuthError(404, "user_not_found", "User with this email not found");
  if (type === "recovery" || type === "magiclink") return known;
  if (type === "email_change_current" && !context.config.isEmailChangeConfirmedTwice) {
    throw invalid("Enable secure email change to generate link for current email");
  }
  const newEmail = emailAddress(text(call.body, "new_email"));
  if (await findUserByEmail(transaction, newEmail)) throw duplicateEmail();
  await transaction`
    update auth.users set email_change = ${newEmail}, email_change_confirm_status = 0 where id = ${known.id}`;
  return getUser(transaction, known.id);
}

async function makeLink(
  context: AuthContext,
  transaction: Transaction,
  call: Call,
  user: UserRow,
  type: LinkType,
): Promise<Json> {
  const { token, sentAt, verification } = TOKENS[type];
  const email = (type === "email_change_new" ? user.email_change : user.email) ?? "";
  const { code, hash } = newCode(context, email, false);
  await saveToken(transaction, { userId: user.id, type: token, hash, email });
  await transaction`
    update auth.users set ${transaction(sentAt)} = now(), updated_at = now() where id = ${user.id}`;
  const redirect = redirectTarget(context.config, call);
  const query = new URLSearchParams({ token: hash, type: verification, redirect_to: redirect });
  return {
    ...(await viewUser(transaction, await getUser(transaction, user.id))),
    action_link: `${context.issuer}/verify?${query.toString()}`,
    email_otp: code,
    hashed_token: hash,
    verification_type: type,
    redirect_to: redirect,
  };
}
