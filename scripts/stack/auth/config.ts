import type { AuthFileConfig, MailTemplate } from "../config";
import type { Limit } from "./limits";

/** What the auth service is told: supabase/config.toml, where the installation stands, and its limits. */
export type AuthConfig = {
  siteUrl: string;
  /** Further addresses a mail may lead back to; `*` stands for one path segment, `**` for anything. */
  redirectUrls: string[];
  jwtExpiryS: number;
  isSignupEnabled: boolean;
  /** Without confirmation anybody can register anybody's address; only for tests. */
  isAutoconfirmed: boolean;
  minPasswordLength: number;
  otpLength: number;
  otpExpiryS: number;
  /** An e-mail change must be confirmed at the old and at the new address. */
  isEmailChangeConfirmedTwice: boolean;
  /** For this long a replaced refresh token still answers with its successor: tabs refresh at the same moment. */
  refreshReuseS: number;
  /** 0: sessions live until signed out. */
  sessionTimeboxS: number;
  sessionInactivityS: number;
  /** SQL function that adds claims to each access token or refuses it; null where a test has none. */
  accessTokenHook: string | null;
  /** SQL function that refuses an account before it is made; null where everybody may sign up. */
  newUserHook: string | null;
  /** SQL function that is told of each compared password and may refuse it; null where a test has none. */
  passwordHook: string | null;
  mfa: { maxFactors: number; isTotpEnrolled: boolean; isTotpVerified: boolean };
  templates: Record<string, MailTemplate>;
  limits: AuthLimits;
};

export type AuthLimits = {
  /** Between two mails of one kind to one address. */
  mailIntervalS: number;
  mailsPerHour: number;
  /** Failed attempts; a success costs nothing, so an office behind one address is not locked out by its size. */
  failedSignInsPerAddress: Limit;
  failedSignInsPerIp: Limit;
  failedCodesPerAddress: Limit;
  failedCodesPerIp: Limit;
  /** Of an authenticator app, per person. */
  failedFactorCodes: Limit;
  /** Sign-ups and requests for a mail. */
  mailRequestsPerIp: Limit;
  refreshesPerIp: Limit;
};

const WINDOW_S = 300;
/** GoTrue has no limit per account; without one a botnet guesses at a single person. */
const FAILURES_PER_ADDRESS: Limit = { max: 10, windowS: WINDOW_S };
/** Three of a million codes are right at any moment: this many tries find one in about two years. */
const FAILED_FACTOR_CODES: Limit = { max: 5, windowS: 900 };
/** The file's hourly limit protects a mail server; kept mail reaches none, and tests send more than that. */
const KEPT_MAILS_PER_HOUR = 5000;

/**
 * `site` overrides what the file says for a developer's machine; `limits` is for tests that must not wait.
 */
export function authConfig(
  file: AuthFileConfig,
  site: { siteUrl: string; redirectUrls: string[]; smtpUrl?: string | undefined },
  limits: Partial<AuthLimits> = {},
): AuthConfig {
  const { rateLimits } = file;
  const perIp = (max: number): Limit => ({ max, windowS: WINDOW_S });
  return {
    siteUrl: site.siteUrl.replace(/\/+$/, ""),
    redirectUrls: [...file.redirectUrls, ...site.redirectUrls],
    jwtExpiryS: file.jwtExpiryS,
    isSignupEnabled: file.signupEnabled,
    isAutoconfirmed: !file.confirmationsEnabled,
    minPasswordLength: file.minPasswordLength,
    otpLength: file.otpLength,
    otpExpiryS: file.otpExpiryS,
    isEmailChangeConfirmedTwice: file.doubleConfirmChanges,
    refreshReuseS: file.refreshReuseIntervalS,
    sessionTimeboxS: file.sessionTimeboxS,
    sessionInactivityS: file.sessionInactivityS,
    accessTokenHook: file.accessTokenHook ?? null,
    newUserHook: file.newUserHook?.isEnabled ? file.newUserHook.name : null,
    passwordHook: file.passwordHook,
    mfa: file.mfa,
    templates: file.templates,
    limits: {
      mailIntervalS: file.mailMaxFrequencyS,
      mailsPerHour: site.smtpUrl ? rateLimits.mailsPerHour : KEPT_MAILS_PER_HOUR,
      failedSignInsPerAddress: FAILURES_PER_ADDRESS,
      failedSignInsPerIp: perIp(rateLimits.signInsPer5Min),
      failedCodesPerAddress: FAILURES_PER_ADDRESS,
      failedCodesPerIp: perIp(rateLimits.verificationsPer5Min),
      failedFactorCodes: FAILED_FACTOR_CODES,
      mailRequestsPerIp: perIp(rateLimits.signInsPer5Min),
      refreshesPerIp: perIp(rateLimits.refreshesPer5Min),
      ...limits,
    },
  };
}
