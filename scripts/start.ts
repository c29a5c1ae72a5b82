/**
 * The one command: everything Callout needs on this machine, from nothing to a page in the browser.
 *
 *   npm start [-- --lan]     npm run dev
 */
import { fileURLToPath } from "node:url";
import { announce, lanAddress } from "./start/announce";
import { createApp } from "./start/app";
import type { App } from "./start/app";
import { claimFolder } from "./start/running";
import { ensureSettings, isEmbedded, portsOf, requireSettings } from "./start/settings";
import { requireFreePort } from "./stack/cluster/ports";
import { StackError } from "./stack/stack-error";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");
const isDev = process.argv.includes("--dev");
const isLan = process.argv.includes("--lan");
/** Another folder is another installation of the same checkout: data, settings and logs of its own. */
const ownFolder = process.env.CALLOUT_DATA;
const dataDir = ownFolder ?? `${root}/.local`;

let app: App | undefined;
let release = () => {};
let stopping: Promise<void> | undefined;

/** Ends everything once, with the first exit code asked for. */
function end(code: number): void {
  stopping ??= (async () => {
    await app?.stop();
    release();
    process.exit(code);
  })();
}

function fail(error: unknown): void {
  if (!stopping) console.error(error instanceof StackError ? `\n${error.message}` : error);
  end(1);
}

async function main(): Promise<void> {
  const startedAt = Date.now();
  const ports = portsOf(process.env);
  const embedded = isEmbedded(process.env, ports);
  const url = `http://localhost:${ports.web}`;
  release = await claimFolder(dataDir, url);
  await requireFreePort(ports.web, "PORT");
  const made = embedded ? ensureSettings(ownFolder ?? root, ports) : {};
  const environment = { ...made, ...process.env };
  requireSettings(environment);
  const distDir = process.env.NEXT_DIST_DIR ?? (isDev ? ".next-dev" : ".next");
  app = createApp({
    root,
    dataDir,
    distDir,
    environment,
    isEmbedded: embedded,
    isDev,
    isLan,
    say: console.log,
    onFailure: fail,
  });
  await app.start();
  if (stopping) return;
  const lan = isLan ? lanAddress() : null;
  announce({
    url,
    lanUrl: lan ? `http://${lan}:${ports.web}` : null,
    isDemo: embedded,
    mailboxUrl: embedded && !environment.SMTP_URL ? `${url}/dev/mailbox` : null,
    seconds: Math.round((Date.now() - startedAt) / 1000),
  });
}

/** npm and the terminal both deliver a Ctrl-C, so repetitions within this time are one wish; a later one is impatience. */
const sameWishMs = 1_000;
let askedAt = 0;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (askedAt > 0 && Date.now() - askedAt > sameWishMs) process.exit(130);
    if (askedAt > 0) return;
    askedAt = Date.now();
    console.log("\nStopping …");
    end(0);
  });
}

main().catch(fail);
