import { randomUUID } from "node:crypto";
import type { AuthContext, Call, Endpoint, Json } from "./context";
import { answer, emailAddress, object, text } from "./context";
import { asAuthAdmin } from "./database";
import type { Transaction } from "./database";
import { AuthError, invalid } from "./errors";
import { readChallenge, saveChallenge } from "./flow-state";
import type { Challenge } from "./flow-state";
import { limitByIp } from "./guards";
import { runNewUserHook } from "./hook";
import { mailCode, pretendMail } from "./mails";
import { checkPassword, hashPassword } from "./passwords";
import { startSession } from "./sessions";
import { audit, confirmEmail, createUser, findUserByEmail, getUser, isConfirmed } from "./users";
import type { UserRow } from "./users";
import { viewUser } from "./user-view";

export type Registration = {
  email: string;
  /** null: the person signs in by mail. */
  passwordHash: string | null;
  data: Json;
  challenge: Challenge | null;
};

/** POST /signup */
export const signUp: Endpoint = async (context, call) => {
  requireOpenSignup(context);
  if (!text(call.body, "email")) {
    throw new AuthError(422, "anonymous_provider_disabled", "Anonymous sign-ins are disabled");
  }
  limitByIp(context, call, "mail", context.config.limits.mailRequestsPerIp);
  const password = text(call.body, "password");
  if (!password) throw invalid("Signup requires a valid password");
  checkPassword(context.config, password);
  const email = emailAddress(text(call.body, "email"));
  const challenge = readChallenge(call);
  // Hashed before looking: a known address must not answer faster than a new one.
  const passwordHash = await hashPassword(context.sql, password);
  const registration = { email, passwordHash, data: object(call.body, "data") ?? {}, challenge };
  const result = await asAuthAdmin(context.sql, (transaction) =>
    register(context, transaction, call, registration),
  );
  if (result !== "exists") return answer(result);
  if (context.config.isAutoconfirmed) {
    throw new AuthError(422, "user_already_exists", "User already registered");
  }
  pretendMail(context, email);
  return answer(nobody(registration));
};

export function requireOpenSignup(context: AuthContext): void {
  if (context.config.isSignupEnabled) return;
  throw new AuthError(422, "signup_disabled", "Signups not allowed for this instance");
}

/** Creates the account or, if it waits for its confirmation, mails once more; the old password stays then. */
export async function register(
  context: AuthContext,
  transaction: Transaction,
  call: Call,
  registration: Registration,
): Promise<Json | "exists"> {
  const { email, passwordHash, data, challenge } = registration;
  await runNewUserHook(context, transaction, { email, data, ip: call.ip });
  const known = await findUserByEmail(transaction, email);
  if (known && isConfirmed(known)) {
    await audit(transaction, "user_repeated_signup", known, call.ip);
    return "exists";
  }
  const user = known ?? (await createUser(transaction, { email, passwordHash, userMetadata: data }));
  if (context.config.isAutoconfirmed) return enter(context, transaction, call, user);
  await saveChallenge(transaction, user.id, "email/signup", challenge);
  await audit(transaction, "user_confirmation_requested", user, call.ip);
  await mailCode(context, transaction, call, { kind: "signup", user, challenge });
  const view = await viewUser(transaction, await getUser(transaction, user.id));
  // Of an invited person nothing is shown to whoever typed the address.
  return user.invited_at ? { ...view, user_metadata: {}, identities: [] } : view;
}

async function enter(
  context: AuthContext,
  transaction: Transaction,
  call: Call,
  user: UserRow,
): Promise<Json> {
  await confirmEmail(transaction, user.id);
  await audit(transaction, "user_signedup", user, call.ip);
  return startSession(context, transaction, call, await getUser(transaction, user.id), "password");
}

/** What a first sign-up would answer, with an id that belongs to nobody: registered addresses are not told. */
function nobody({ email, data }: Registration): Json {
  const now = new Date();
  return {
    id: randomUUID(),
    aud: "authenticated",
    role: "",
    email,
    phone: "",
    confirmation_sent_at: now,
    app_metadata: { provider: "email", providers: ["email"] },
    user_metadata: data,
    identities: [],
    created_at: now,
    updated_at: now,
    is_anonymous: false,
  };
}
