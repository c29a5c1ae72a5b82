import type { Endpoint } from "./context";
import { answer } from "./context";

/** GET /settings: what a client may offer. */
export const readSettings: Endpoint = async ({ config }) =>
  answer({
    external: { anonymous_users: false, email: true, phone: false },
    disable_signup: !config.isSignupEnabled,
    mailer_autoconfirm: config.isAutoconfirmed,
    phone_autoconfirm: false,
    sms_provider: "",
    saml_enabled: false,
    passkeys_enabled: false,
  });

/** GET /health */
export const readHealth: Endpoint = async ({ sql }) => {
  await sql`select 1`;
  return answer({
    name: "GoTrue",
    version: "embedded",
    description: "Callout's own auth service, GoTrue-compatible",
  });
};

/** GET /.well-known/jwks.json */
export const readJwks: Endpoint = async ({ keys }) =>
  answer(keys.jwks, { "cache-control": "public, max-age=600" });
