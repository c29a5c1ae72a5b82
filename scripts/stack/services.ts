import path from "node:path";
import { createAuth } from "./auth/auth";
import { authConfig } from "./auth/config";
import type { AuthLimits } from "./auth/config";
import { readConfig } from "./config";
import type { AuthFileConfig } from "./config";
import type { GatewayOptions } from "./gateway";
import { createMailer } from "./mail";
import type { StackSettings } from "./stack";
import { StackError } from "./stack-error";

export type ServiceOptions = {
  /** Captured mail lies in `<dataDir>/mail`, the bytes of files in `<dataDir>/objects`. */
  dataDir: string;
  settings: StackSettings;
  /** Over what supabase/config.toml says; for tests. */
  auth?: Partial<AuthFileConfig>;
  authLimits?: Partial<AuthLimits>;
};

/** What a gateway serves beside REST. */
export async function createServices(
  options: ServiceOptions,
): Promise<Pick<GatewayOptions, "createAuth" | "mailer" | "objectsFolder">> {
  const { settings } = options;
  const mailer = createMailer({
    directory: path.join(path.resolve(options.dataDir), "mail"),
    smtpUrl: settings.smtpUrl,
    from: settings.mailFrom ?? "Callout <no-reply@callout.test>",
  });
  const file = readConfig().auth;
  const signupEnabled = file.signupEnabled && settings.signupMode !== "closed";
  const isByInvitation = settings.signupMode === "invite";
  const newUserHook = file.newUserHook && {
    ...file.newUserHook,
    isEnabled: file.newUserHook.isEnabled || isByInvitation,
  };
  if (isByInvitation && !newUserHook)
    throw new StackError("SIGNUP_MODE=invite needs [auth.hook.before_user_created] in supabase/config.toml.");
  const config = authConfig(
    { ...file, newUserHook, signupEnabled, ...options.auth },
    settings,
    options.authLimits,
  );
  return {
    mailer,
    objectsFolder: path.join(path.resolve(options.dataDir), "objects"),
    createAuth: (sql, issuer) =>
      createAuth({ ...settings, sql, issuer, config, sendMail: (message) => mailer.send(message) }),
  };
}
