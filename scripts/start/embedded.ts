/** The embedded Supabase as a child of scripts/start.ts: database, gateway, migrations, and the keys the database checks. */
import { readSettings } from "../stack/settings";
import { startStack } from "../stack/stack";
import { runScript } from "../stack/stack-error";
import { onStop, reportReady } from "./child";
import { portsOf } from "./settings";

await runScript(async () => {
  const { env } = process;
  const ports = portsOf(env);
  const dataDir = env.CALLOUT_DATA ?? ".local";
  const starting = startStack({
    dataDir,
    gatewayPort: ports.supabase,
    databasePort: ports.database,
    fast: env.CALLOUT_FAST === "1",
    settings: await readSettings(dataDir, env),
    log: console.log,
    // Ends us too: the parent starts all of it anew, or says why that does not work.
    onLost: (error) => {
      console.error(error);
      process.exit(1);
    },
  });
  // A stop while it still starts waits for the start: a database cut off half-way costs a recovery.
  onStop(async () => (await starting.catch(() => null))?.stop());
  const stack = await starting;
  try {
    const applied = await stack.migrate();
    reportReady({ applied: applied.length });
  } catch (error) {
    // A start that failed leaves nothing running, or the next one would find its port taken.
    await stack.stop();
    throw error;
  }
});

// The channel to the parent would keep a failed start alive.
if (process.exitCode) process.exit();
