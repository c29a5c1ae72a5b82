/** The embedded Supabase as a child of scripts/start.ts: database, gateway, migrations, and the keys the database checks. */
import { readSettings } from "../stack/settings";
import { startStack } from "../stack/stack";
import { needsPerson, runScript } from "../stack/stack-error";
import { NEEDS_PERSON, onStop, reportReady, tell } from "./child";
import { portsOf } from "./settings";

await runScript(async () => {
  const { env } = process;
  const ports = portsOf(env);
  const dataDir = env.CALLOUT_DATA ?? ".local";
  const stopping = new AbortController();
  const starting = startStack({
    dataDir,
    gatewayPort: ports.supabase,
    databasePort: ports.database,
    fast: env.CALLOUT_FAST === "1",
    settings: await readSettings(dataDir, env),
    log: console.log,
    waiting: { say: tell, signal: stopping.signal },
    // Ends us too: the parent says why.
    onLost: (error) => {
      console.error(needsPerson(error) ? (error as Error).message : error);
      process.exit(needsPerson(error) ? NEEDS_PERSON : 1);
    },
  });
  // Whoever stops it waits for no database that is not there yet.
  onStop(async () => {
    stopping.abort();
    await (await starting.catch(() => null))?.stop();
  });
  const stack = await starting.catch((error: unknown) => {
    if (stopping.signal.aborted) return null;
    throw error;
  });
  if (!stack) return;
  try {
    const applied = await stack.migrate();
    reportReady({ applied: applied.length });
  } catch (error) {
    // A start that failed leaves nothing running, or the next one would find its port taken.
    await stack.stop();
    throw error;
  }
}, NEEDS_PERSON);

// The channel to the parent would keep a failed start alive.
if (process.exitCode) process.exit();
