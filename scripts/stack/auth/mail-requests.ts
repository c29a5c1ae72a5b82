import { randomBytes } from "node:crypto";
import type { AuthContext, Call, Endpoint } from "./context";
import { answer, emailAddress, flag, object, text } from "./context";
import { asAuthAdmin } from "./database";
import { AuthError, invalid } from "./errors";
import { readChallenge, saveChallenge } from "./flow-state";
import { limitByIp } from "./guards";
import { mailCode, mailEmailChange, pretendMail } from "./mails";
import { hashPassword } from "./passwords";
import { register } from "./signup";
import { audit, findUserByEmail, isConfirmed } from "./users";

const limitRequests = (context: AuthContext, call: Call) =>
  limitByIp(context, call, "mail", context.config.limits.mailRequestsPerIp);

/** POST /otp and /magiclink: a mail to sign in with; who is new signs up by it, unless that is not wanted. */
export const mailSignInLink: Endpoint = async (context, call) => {
  limitRequests(context, call);
  if (text(call.body, "phone"))
    throw new AuthError(400, "phone_provider_disabled", "Unsupported phone provider");
  const email = emailAddress(text(call.body, "email"));
  const challenge = readChallenge(call);
  const mayCreate = flag(call.body, "create_user") !== false;
  const passwordHash = await hashPassword(context.sql, randomBytes(48).toString("base64url"));
  await asAuthAdmin(context.sql, async (transaction) => {
    const user = await findUserByEmail(transaction, email);
    if (!user && !mayCreate) {
      pretendMail(context, email);
      throw new AuthError(422, "otp_disabled", "Signups not allowed for otp");
    }
    if (!user && !context.config.isSignupEnabled) {
      throw new AuthError(422, "signup_disabled", "Signups not allowed for this instance");
    }
    if (!user || !isConfirmed(user)) {
      const data = object(call.body, "data") ?? {};
      await register(context, transaction, call, { email, passwordHash, data, challenge });
      return;
    }
    await saveChallenge(transaction, user.id, "magiclink", challenge);
    await audit(transaction, "user_recovery_requested", user, call.ip);
    await mailCode(context, transaction, call, { kind: "magiclink", user, challenge });
  });
  return answer({});
};

/** POST /recover: the same answer whether the address is known or not. */
export const mailRecovery: Endpoint = async (context, call) => {
  limitRequests(context, call);
  call.isSilent = true;
  if (!text(call.body, "email")) throw invalid("Password recovery requires an email");
  const email = emailAddress(text(call.body, "email"));
  const challenge = readChallenge(call);
  await asAuthAdmin(context.sql, async (transaction) => {
    const user = await findUserByEmail(transaction, email);
    if (!user) return pretendMail(context, email);
    await saveChallenge(transaction, user.id, "recovery", challenge);
    await audit(transaction, "user_recovery_requested", user, call.ip);
    await mailCode(context, transaction, call, { kind: "recovery", user, challenge });
  });
  return answer({});
};

/** POST /resend: once more what waits for a confirmation, if something does. */
export const resendMail: Endpoint = async (context, call) => {
  limitRequests(context, call);
  call.isSilent = true;
  const type = text(call.body, "type");
  if (type !== "signup" && type !== "email_change") {
    throw invalid("Missing one of these types: signup, email_change, sms, phone_change");
  }
  const email = emailAddress(text(call.body, "email"));
  const challenge = readChallenge(call);
  await asAuthAdmin(context.sql, async (transaction) => {
    const user = await findUserByEmail(transaction, email);
    if (type === "signup" && user && !isConfirmed(user)) {
      await saveChallenge(transaction, user.id, "email/signup", challenge);
      await audit(transaction, "user_confirmation_requested", user, call.ip);
      return mailCode(context, transaction, call, { kind: "signup", user, challenge });
    }
    if (type === "email_change" && user?.email_change) {
      await saveChallenge(transaction, user.id, "email_change", challenge);
      return mailEmailChange(context, transaction, call, { user, newEmail: user.email_change, challenge });
    }
    return pretendMail(context, email);
  });
  return answer({});
};
