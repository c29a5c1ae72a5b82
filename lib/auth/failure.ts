import { isAuthError } from "@supabase/supabase-js";

/** Why signing in, up or back in did not work, as far as the screens tell it apart. */
export const AUTH_CODES = [
  "credentials",
  "unconfirmed",
  "locked",
  "mail_limit",
  "code",
  "app_code",
  "recovery_code",
  "factor_name",
  "email_taken",
  "password_weak",
  "password_same",
  "signup_closed",
  "inactive",
  "offline",
  "internal",
] as const;
export type AuthCode = (typeof AUTH_CODES)[number];

export class AuthFailure extends Error {
  readonly code: AuthCode;
  /** Milliseconds since 1970 from which it may be tried again. */
  readonly untilMs: number | null;

  constructor(code: AuthCode, untilMs: number | null = null) {
    super(code);
    this.name = "AuthFailure";
    this.code = code;
    this.untilMs = untilMs;
  }
}

const CODES: Record<string, AuthCode> = {
  invalid_credentials: "credentials",
  email_not_confirmed: "unconfirmed",
  over_request_rate_limit: "locked",
  over_email_send_rate_limit: "mail_limit",
  otp_expired: "code",
  mfa_verification_failed: "app_code",
  mfa_verification_rejected: "app_code",
  mfa_challenge_expired: "app_code",
  mfa_factor_name_conflict: "factor_name",
  email_exists: "email_taken",
  weak_password: "password_weak",
  same_password: "password_same",
  signup_disabled: "signup_closed",
  user_banned: "inactive",
};

/** The wait stands in Supabase Auth's sentence only ("… after 42 seconds"), because its client hides the header. */
function waitUntilMs(message: string): number | null {
  const seconds = /after (\d+) seconds?/.exec(message)?.[1];
  return seconds ? Date.now() + Number(seconds) * 1000 : null;
}

export function authFailure(error: unknown): AuthFailure {
  if (error instanceof AuthFailure) return error;
  if (!isAuthError(error)) return new AuthFailure(navigator.onLine ? "internal" : "offline");
  if (error.status === undefined || error.status === 0) return new AuthFailure("offline");
  const known = error.code ? CODES[error.code] : undefined;
  if (known) return new AuthFailure(known, error.status === 429 ? waitUntilMs(error.message) : null);
  if (error.status === 429) return new AuthFailure("locked", waitUntilMs(error.message));
  // The token hook answers 403 for an account that was switched off.
  if (error.status === 403) return new AuthFailure("inactive");
  return new AuthFailure("internal");
}
