import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { StackError } from "../stack/stack-error";
import { runStep } from "./steps";

/** Everything the build reads. A change anywhere else needs no new build. */
const sources = [
  "app",
  "components",
  "lib",
  "messages",
  "public",
  "middleware.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];

function listFiles(path: string): string[] {
  if (!existsSync(path)) return [];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath}/${entry.name}`);
}

function fingerprint(root: string): string {
  const hash = createHash("sha256").update(process.versions.node.split(".", 1)[0] ?? "");
  const files = sources.flatMap((name) => {
    const path = `${root}/${name}`;
    return /\.\w+$/.test(name) ? (existsSync(path) ? [path] : []) : listFiles(path);
  });
  for (const file of files.filter((each) => !each.endsWith(".test.ts")).sort()) {
    hash.update(file.slice(root.length)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

type Build = { root: string; distDir: string; logFolder: string; say: (words: string) => void };

/**
 * Builds the app when its sources changed since the last complete build. The stamp is removed first and written
 * last, so an interrupted build is no build.
 */
export async function buildWhenChanged({ root, distDir, logFolder, say }: Build): Promise<void> {
  const stampFile = `${root}/${distDir}/callout-build`;
  const stamp = fingerprint(root);
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  rmSync(stampFile, { force: true });
  rmSync(`${root}/${distDir}/BUILD_ID`, { force: true });
  say("Building the app (about a minute)");
  const { code, told, log } = await runStep({
    name: "build",
    cwd: root,
    args: ["node_modules/next/dist/bin/next", "build"],
    env: buildEnvironment(distDir),
    logFolder,
  });
  if (code !== 0 && told.includes("Another next build process is already running")) {
    // Of another installation in this checkout: its result is ours too.
    await sleep(2_000);
    return buildWhenChanged({ root, distDir, logFolder, say: () => undefined });
  }
  // Next writes it last: without it there is no build, whatever the exit code says.
  const isComplete = code === 0 && existsSync(`${root}/${distDir}/BUILD_ID`);
  if (!isComplete) throw new StackError(`${told}\n\nThe app could not be built. The whole report: ${log}`);
  writeFileSync(stampFile, stamp);
}

/**
 * A build must not know an installation: one build serves any. So no setting is handed over, and Next is told
 * (`__NEXT_PROCESSED_ENV`) that .env.local has been read already.
 */
function buildEnvironment(distDir: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) =>
    /^(?:PATH|HOME|LANG|LC_.*|TMPDIR|TERM|NODE_OPTIONS|NODE_EXTRA_CA_CERTS|CI)$/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    NODE_ENV: "production",
    NEXT_DIST_DIR: distDir,
    NEXT_TELEMETRY_DISABLED: "1",
    __NEXT_PROCESSED_ENV: "true",
  };
}
