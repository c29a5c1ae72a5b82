/** The embedded Supabase as a child of scripts/start.ts: database, gateway, migrations, and the keys the database checks. */
import { startStack } from "../stack/stack";
import { runScript } from "../stack/stack-error";
import { onStop, reportReady } from "./child";
import { portsOf } from "./settings";

await runScript(async () => {
  const { env } = process;
  const ports = portsOf(env);
  const appUrl = env.APP_URL ?? `http://localhost:${ports.web}`;
  const starting = startStack({
    dataDir: env.CALLOUT_DATA ?? ".local",
    gatewayPort: ports.supabase,
    databasePort: ports.database,
    fast: env.CALLOUT_FAST === "1",
    settings: {
      publishableKey: env.SUPABASE_PUBLISHABLE_KEY ?? "",
      secretKey: env.SUPABASE_SECRET_KEY ?? "",
      signingKey: JSON.parse(env.SUPABASE_SIGNING_KEY ?? "null"),
      siteUrl: appUrl,
      redirectUrls: [`${appUrl}/**`],
      smtpUrl: env.SMTP_URL || undefined,
      contextKey: env.CONTEXT_KEY ?? "",
    },
  });
  // A stop while it still starts waits for the start: a database cut off half-way costs a recovery.
  onStop(async () => (await starting.catch(() => null))?.stop());
  const stack = await starting;
  const applied = await stack.migrate();
  reportReady({ applied: applied.length });
});

// The channel to the parent would keep a failed start alive.
if (process.exitCode) process.exit();
