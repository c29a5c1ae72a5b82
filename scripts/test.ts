/**
 * Everything that can be proved without a person, each part with a throw-away stack of its own: it may run beside
 * `npm start`. The last line says how many passed and failed.
 *
 *   npm test                       all parts
 *   npm run test:api -- customers  one part; the rest goes to vitest or playwright
 */
import { fileURLToPath } from "node:url";
import { findBrowser } from "./browser";
import { StackError } from "./stack/stack-error";
import { prepareTestApp } from "./test/app";
import { zoneOfMorning } from "./test/morning";
import type { TestApp } from "./test/app";
import { reportCounts } from "./test/counts";
import { runPlaywright } from "./test/playwright";
import { runProcess } from "./test/tools";
import type { Outcome } from "./test/tools";
import { runVitest } from "./test/vitest";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");
const [only, ...rest] = process.argv.slice(2);

type Part = { name: string; needsApp: boolean; run: (env: NodeJS.ProcessEnv) => Promise<Outcome> };

const streamed = (env: NodeJS.ProcessEnv) => ({ cwd: root, env, isStreamed: true });

async function runCheckPart(env: NodeJS.ProcessEnv): Promise<Outcome> {
  const script = ["--conditions=react-server", "--import", "tsx", "scripts/check/check.ts"];
  const { output } = await runProcess(process.execPath, script, { cwd: root, env });
  console.log(output.trim().split("\n").slice(0, -1).join("\n"));
  const [, passed, failed] = /(\d+) passed, (\d+) failed\s*$/.exec(output) ?? [];
  return { passed: Number(passed ?? 0), failed: Number(failed ?? 1), output };
}

const parts: Part[] = [
  { name: "check", needsApp: false, run: runCheckPart },
  { name: "contract", needsApp: false, run: (env) => runVitest(["contract"], rest, streamed(env)) },
  {
    name: "db",
    needsApp: false,
    // What the database promises, a restored backup promises too: whole, the part runs on one. Some files alone are in a hurry.
    run: (env) => runVitest(["db"], rest, streamed(rest.length > 0 ? env : { ...env, TEST_RESTORED: "yes" })),
  },
  { name: "api", needsApp: true, run: (env) => runVitest(["api"], rest, streamed(env)) },
  {
    name: "e2e",
    needsApp: true,
    run: async (env) => runPlaywright(rest, streamed({ ...env, CHROME: await findBrowser(env) })),
  },
  // Last and one file after the other: each start finds the build that the parts before it made, and what is struck
  // with SIGKILL strikes nobody else's figures.
  {
    name: "chaos",
    needsApp: false,
    run: (env) => runVitest(["chaos"], ["--no-file-parallelism", ...rest], streamed(env)),
  },
];

type Result = Outcome & { name: string; seconds: number };

async function runPart(part: Part, app: TestApp | null): Promise<Result> {
  console.log(`\n── ${part.name} ──`);
  const started = Date.now();
  const env = {
    ...process.env,
    TEST_ZONE: process.env.TEST_ZONE ?? zoneOfMorning(Date.now()),
    ...(app ? { TEST_APP: JSON.stringify(app) } : {}),
  };
  const outcome = await part.run(env).catch((error: unknown): Outcome => {
    console.error(error instanceof StackError ? error.message : error);
    return { passed: 0, failed: 1, output: "" };
  });
  return { ...outcome, name: part.name, seconds: Math.round((Date.now() - started) / 1000) };
}

/** The parts that meet a whole installation share one. */
async function runWithApp(needing: Part[]): Promise<Result[]> {
  if (needing.length === 0) return [];
  console.log("\n── an installation for the tests ──");
  const { app, installation, remove } = await prepareTestApp(root);
  stop = async () => {
    stop = async () => {};
    await installation.stop();
    await remove();
  };
  await installation.start();
  const results: Result[] = [];
  for (const part of needing) results.push(await runPart(part, app));
  await stop();
  return results;
}

async function main(): Promise<void> {
  const chosen = parts.filter((part) =>
    only ? part.name === only : part.name !== "chaos" || process.platform === "linux",
  );
  if (chosen.length === 0)
    throw new StackError(`There is no part "${only}". Parts: ${parts.map((part) => part.name).join(", ")}.`);
  const results: Result[] = [];
  const isChaos = (part: Part) => part.name === "chaos";
  for (const part of chosen.filter((each) => !each.needsApp && !isChaos(each)))
    results.push(await runPart(part, null));
  results.push(...(await runWithApp(chosen.filter((part) => part.needsApp))));
  for (const part of chosen.filter(isChaos)) results.push(await runPart(part, null));
  console.log("");
  for (const each of results)
    console.log(
      `${each.name.padEnd(10)}${String(each.passed).padStart(6)} passed ${String(each.failed).padStart(4)} failed  ${String(each.seconds).padStart(4)} s`,
    );
  reportCounts(results);
}

let stop = async () => {};

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => void stop().finally(() => process.exit(130)));
}

main().catch(async (error: unknown) => {
  console.error(error instanceof StackError ? error.message : error);
  await stop();
  reportCounts([{ passed: 0, failed: 1, output: "" }]);
});
