import { existsSync } from "node:fs";
import { buildWhenChanged } from "./build";
import { keepRunning } from "./children";
import type { RunningChild } from "./children";
import { seedOnce } from "./demo";
import { cancelSteps } from "./steps";

export type AppOptions = {
  root: string;
  /** Everything mutable: database, logs, mail, notes. */
  dataDir: string;
  /** The folder of the build, relative to the root. */
  distDir: string;
  /** Complete: settings and what a process needs (PATH, HOME). */
  environment: NodeJS.ProcessEnv;
  isEmbedded: boolean;
  isDev?: boolean;
  isLan?: boolean;
  /** Throw-away installations: the database gives up durability for speed. */
  isFast?: boolean;
  say: (words: string) => void;
  /** A part died again and again. */
  onFailure: (error: Error) => void;
};

export type App = { start(): Promise<void>; stop(): Promise<void> };

/** What the web process and the worker are given; the database's superuser is not for them. */
function environmentOf(options: AppOptions): NodeJS.ProcessEnv {
  const { ADMIN_DATABASE_URL: _, ...settings } = options.environment;
  return {
    ...settings,
    NODE_ENV: options.isDev ? "development" : "production",
    NEXT_DIST_DIR: options.distDir,
    NEXT_TELEMETRY_DISABLED: "1",
    LISTEN_HOST: options.isLan ? "0.0.0.0" : "127.0.0.1",
    CALLOUT_EMBEDDED: options.isEmbedded ? "1" : "0",
    CALLOUT_DATA: options.dataDir,
    // Next would read .env.local once more, also for an installation that must not know it.
    __NEXT_PROCESSED_ENV: "true",
  };
}

/**
 * One installation: database, migrations, demo, build, web process and worker, in this order and each step safe to
 * repeat, so that whatever broke off is finished by the next start.
 */
export function createApp(options: AppOptions): App {
  const { root, dataDir, say } = options;
  const logFolder = `${dataDir}/logs`;
  /** In the order they were started; stopped the other way round, so that nobody loses its database while working. */
  const children: RunningChild[] = [];
  let isStopping = false;

  const run = (
    name: string,
    script: string,
    env: NodeJS.ProcessEnv,
    more: Partial<Parameters<typeof keepRunning>[0]> = {},
  ) => {
    const child = keepRunning(
      { name, script: `${root}/scripts/${script}`, env, logFolder, ...more },
      options.onFailure,
    );
    children.push(child);
    return child.ready;
  };

  async function startDatabase(): Promise<void> {
    if (!options.isEmbedded) return;
    say(existsSync(`${dataDir}/pg`) ? "Starting the database" : "Creating the database");
    const fast = { CALLOUT_DATA: dataDir, CALLOUT_FAST: options.isFast ? "1" : "0" };
    await run("database", "start/embedded.ts", { ...options.environment, ...fast });
    await seedOnce(root, dataDir, options.environment, say);
  }

  const build = async () => {
    if (!options.isDev) await buildWhenChanged({ root, distDir: options.distDir, logFolder, say });
  };

  /** It asks the database at its first request only, so both come up side by side. */
  async function startWeb(): Promise<void> {
    if (isStopping) return;
    const args = options.isDev ? ["--dev"] : [];
    await run("web", "server.ts", environmentOf(options), {
      args,
      isWebServer: true,
      isShown: options.isDev,
    });
  }

  async function startWorker(): Promise<void> {
    if (!isStopping) await run("worker", "worker.ts", environmentOf(options));
  }

  return {
    async start() {
      await Promise.all([startDatabase().then(startWorker), build().then(startWeb)]);
    },
    async stop() {
      isStopping = true;
      cancelSteps();
      for (const child of children.reverse()) await child.stop();
    },
  };
}
