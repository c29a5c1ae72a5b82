import { existsSync } from "node:fs";
import { buildWhenChanged } from "./build";
import { keepRunning } from "./children";
import type { ChildOptions, RunningChild } from "./children";
import { seedOnce } from "./demo";
import { allowSteps, cancelSteps } from "./steps";

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
  /** A part can't run before a person did something. */
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

type Start = (
  name: string,
  script: string,
  env: NodeJS.ProcessEnv,
  more?: Partial<ChildOptions>,
) => Promise<unknown>;

async function startDatabase(options: AppOptions, start: Start): Promise<void> {
  const { root, dataDir, environment, say } = options;
  if (!options.isEmbedded) return;
  say(existsSync(`${dataDir}/pg`) ? "Starting the database" : "Creating the database");
  const place = { CALLOUT_DATA: dataDir, CALLOUT_FAST: options.isFast ? "1" : "0" };
  await start("database", "start/embedded.ts", { ...environment, ...place });
  await seedOnce(root, dataDir, environment, say);
}

async function startWeb(options: AppOptions, start: Start): Promise<void> {
  const args = options.isDev ? ["--dev"] : [];
  const more = { args, isWebServer: true, isShown: options.isDev };
  await start("web", "server.ts", environmentOf(options), more);
}

/**
 * One installation: database, migrations, demo, build, web process and worker, each step safe to repeat, so that
 * whatever broke off is finished by the next start.
 */
export function createApp(options: AppOptions): App {
  const { root, distDir, say } = options;
  const logFolder = `${options.dataDir}/logs`;
  /** In the order they were started; stopped the other way round, so that nobody loses its database while working. */
  const children: RunningChild[] = [];
  let isStopping = false;

  const start: Start = async (name, script, env, more = {}) => {
    if (isStopping) return;
    const child = keepRunning(
      { name, script: `${root}/scripts/${script}`, env, logFolder, ...more },
      options.onFailure,
    );
    children.push(child);
    await child.ready;
  };

  return {
    async start() {
      allowSteps();
      const worker = startDatabase(options, start).then(() =>
        start("worker", "worker.ts", environmentOf(options)),
      );
      // The web process asks the database at its first request only, so both come up side by side.
      const build = options.isDev ? Promise.resolve() : buildWhenChanged({ root, distDir, logFolder, say });
      await Promise.all([worker, build.then(() => startWeb(options, start))]);
    },
    async stop() {
      isStopping = true;
      cancelSteps();
      for (const child of children.reverse()) await child.stop();
    },
  };
}
