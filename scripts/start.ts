/**
 * The one command: settings, embedded Supabase, migrations, demo, build, web app and worker, in this order and
 * each step safe to repeat, so that whatever broke off is finished by the next start.
 *
 *   npm start [-- --lan]     npm run dev
 */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { announce, lanAddress } from "./start/announce";
import { buildWhenChanged, distDir } from "./start/build";
import { keepRunning } from "./start/children";
import type { RunningChild } from "./start/children";
import { seedOnce } from "./start/demo";
import { claimFolder } from "./start/running";
import { cancelSteps } from "./start/steps";
import { ensureSettings, isEmbedded, portsOf, requireSettings } from "./start/settings";
import { requireFreePort } from "./stack/cluster/ports";
import { StackError } from "./stack/stack-error";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");
const isDev = process.argv.includes("--dev");
const isLan = process.argv.includes("--lan");
const dataDir = process.env.CALLOUT_DATA ?? `${root}/.local`;
const logFolder = `${dataDir}/logs`;
const startedAt = Date.now();

/** In the order they were started; stopped the other way round, so that nobody loses its database while working. */
const children: RunningChild[] = [];
let release = () => {};
let stopping: Promise<void> | null = null;

function stopAll(): Promise<void> {
  stopping ??= (async () => {
    cancelSteps();
    for (const child of children.reverse()) await child.stop();
    release();
  })();
  return stopping;
}

async function fail(error: unknown): Promise<never> {
  if (!stopping) console.error(error instanceof StackError ? `\n${error.message}` : error);
  await stopAll();
  process.exit(1);
}

const say = (words: string) => console.log(words);

function start(
  name: string,
  script: string,
  env: NodeJS.ProcessEnv,
  more: { args?: string[]; isWebServer?: boolean; isShown?: boolean } = {},
) {
  const child = keepRunning(
    { name, script: `${root}/scripts/${script}`, env, logFolder, ...more },
    (error) => void fail(error),
  );
  children.push(child);
  return child.ready;
}

/** What the web process and the worker need; the database's superuser is not for them. */
function environmentFor(settings: NodeJS.ProcessEnv, embedded: boolean): NodeJS.ProcessEnv {
  const { ADMIN_DATABASE_URL: _, ...rest } = settings;
  return {
    ...rest,
    NODE_ENV: isDev ? "development" : "production",
    NEXT_DIST_DIR: isDev ? ".next-dev" : distDir,
    NEXT_TELEMETRY_DISABLED: "1",
    LISTEN_HOST: isLan ? "0.0.0.0" : "127.0.0.1",
    CALLOUT_EMBEDDED: embedded ? "1" : "0",
    CALLOUT_DATA: dataDir,
    __NEXT_PROCESSED_ENV: "true",
  };
}

async function main(): Promise<void> {
  const ports = portsOf(process.env);
  const embedded = isEmbedded(process.env, ports);
  const url = `http://localhost:${ports.web}`;
  release = claimFolder(dataDir, url);
  await requireFreePort(ports.web, "PORT");
  const settings: NodeJS.ProcessEnv = { ...(embedded ? ensureSettings(root, ports) : {}), ...process.env };
  requireSettings(settings);

  const environment = environmentFor(settings, embedded);
  const database = async () => {
    if (!embedded) return;
    say(existsSync(`${dataDir}/pg`) ? "Starting the database" : "Creating the database");
    await start("database", "start/embedded.ts", { ...settings, CALLOUT_DATA: dataDir });
    await seedOnce(root, dataDir, settings, say);
  };
  await Promise.all([database(), isDev ? null : buildWhenChanged(root, logFolder, say)]);
  if (stopping) return;

  const web = start("web", "server.ts", environment, {
    args: isDev ? ["--dev"] : [],
    isWebServer: true,
    isShown: isDev,
  });
  const worker = start("worker", "worker.ts", environment);
  await Promise.all([web, worker]);
  const lan = isLan ? lanAddress() : null;
  announce({
    url,
    lanUrl: lan ? `http://${lan}:${ports.web}` : null,
    isDemo: embedded,
    isEmbedded: embedded,
    mailboxUrl: embedded && !settings.SMTP_URL ? `${url}/dev/mailbox` : null,
    seconds: Math.round((Date.now() - startedAt) / 1000),
  });
}

/** npm and the terminal both deliver a Ctrl-C, so repetitions within this time are one wish. */
const sameWishMs = 1_000;
let askedAt = 0;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    const isRepeated = askedAt > 0 && Date.now() - askedAt > sameWishMs;
    if (isRepeated) process.exit(130);
    if (askedAt > 0) return;
    askedAt = Date.now();
    console.log("\nStopping …");
    void stopAll().then(() => process.exit(0));
  });
}

main().catch(fail);
