import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { readSettings } from "./stack/settings";
import { startStack } from "./stack/stack";
import type { Stack } from "./stack/stack";
import { runScript, StackError } from "./stack/stack-error";

/** The embedded Supabase alone, in the foreground: `npm run stack -- --data DIR --port N --database-port N`. */
async function main(): Promise<void> {
  if (existsSync(".env.local")) process.loadEnvFile(".env.local");
  const { values } = parseArgs({
    options: {
      data: { type: "string", default: process.env.CALLOUT_DATA ?? ".local" },
      port: { type: "string", default: process.env.SUPABASE_PORT ?? "15431" },
      "database-port": { type: "string", default: process.env.DATABASE_PORT ?? "15432" },
      fast: { type: "boolean", default: false },
    },
  });
  // Its keys and passwords protect one person's machine, not the internet.
  if (process.env.NODE_ENV === "production" && process.env.CALLOUT_EMBEDDED !== "1") {
    throw new StackError(
      "The embedded stack is for one machine. In production set SUPABASE_URL to a hosted project, or CALLOUT_EMBEDDED=1 if you mean it.",
    );
  }
  const dataDir = path.resolve(values.data);
  const settings = await readSettings(dataDir, process.env);
  const stopping = new AbortController();
  const stopped = stopSignal().then(() => stopping.abort());
  const stack = await startStack({
    dataDir,
    gatewayPort: Number(values.port),
    databasePort: Number(values["database-port"]),
    settings,
    fast: values.fast,
    log: (line) => console.log(line),
    waiting: { say: (words) => console.log(words), signal: stopping.signal },
    onLost: (error) => {
      console.error(error instanceof StackError ? error.message : error);
      process.exit(1);
    },
  }).catch((error: unknown) => {
    if (stopping.signal.aborted) return null;
    throw error;
  });
  if (!stack) return;
  try {
    await stack.migrate();
    print(stack, settings.publishableKey, settings.secretKey);
    await stopped;
  } finally {
    await stack.stop();
  }
}

function print(stack: Stack, publishableKey: string, secretKey: string): void {
  console.log(`SUPABASE_URL=${stack.url}`);
  // A terminal shows the keys to the person who runs it; a log file or a service manager gets none.
  if (!process.stdout.isTTY) return;
  console.log(`SUPABASE_PUBLISHABLE_KEY=${publishableKey}`);
  console.log(`SUPABASE_SECRET_KEY=${secretKey}`);
  console.log(`ADMIN_DATABASE_URL=${stack.databaseUrl}`);
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve());
  });
}

await runScript(main);
