/**
 * The fast part of the tests: what can be said of the sources without a browser. Prints one line per check, and
 * what a failed one found.
 *
 *   npm run check
 */
import { fileURLToPath } from "node:url";
import { availableParallelism } from "node:os";
import { reportCounts } from "../test/counts";
import { runTool } from "../test/tools";
import type { Outcome } from "../test/tools";
import { runVitest } from "../test/vitest";
import { checkFiles } from "./file-law";
import { checkImports } from "./import-law";
import { checkMigrations } from "./migration-law";
import { readSources } from "./sources";
import type { Violation } from "./sources";
import { findMessageProblems } from "@/lib/i18n/parity";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

const tool = (path: string, ...args: string[]) =>
  runTool(process.execPath, [`node_modules/${path}`, ...args], { cwd: root });

const script = (path: string, ...args: string[]) =>
  runTool(process.execPath, ["--conditions=react-server", "--import", "tsx", path, ...args], { cwd: root });

const format = ({ path, line, rule, cure }: Violation) => `${path}:${line}  ${rule}.\n    ${cure}`;

function outcomeOf(problems: string[]): Outcome {
  return {
    passed: problems.length === 0 ? 1 : 0,
    failed: problems.length === 0 ? 0 : 1,
    output: problems.join("\n"),
  };
}

type Check = { name: string; run: () => Promise<Outcome> | Outcome };

/** The law comes first: it takes a second and says most. */
const checks: Check[] = [
  {
    name: "rooms and names",
    run: () => {
      const sources = readSources(root);
      return outcomeOf(
        [...checkImports(sources), ...checkFiles(sources), ...checkMigrations(sources)].map(format),
      );
    },
  },
  { name: "messages", run: () => outcomeOf(findMessageProblems(root)) },
  {
    name: "lockfile",
    run: () => runTool(process.execPath, ["scripts/lockfile.mjs", "--check"], { cwd: root }),
  },
  { name: "types", run: () => tool("typescript/bin/tsc", "--noEmit", "-p", ".") },
  { name: "lint", run: () => tool("oxlint/bin/oxlint") },
  { name: "format", run: () => tool("prettier/bin/prettier.cjs", "--check", "--log-level", "warn", ".") },
  { name: "generated types", run: () => script("scripts/db-types.ts", "--check") },
  { name: "advisories", run: () => script("scripts/db-advisors.ts") },
  { name: "unit", run: () => runVitest(["unit"], [], { cwd: root }) },
];

async function runCheck({ name, run }: Check): Promise<Outcome> {
  const started = Date.now();
  const outcome = await run();
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${outcome.failed === 0 ? "ok    " : "FAILED"}  ${name} (${seconds} s)`);
  if (outcome.failed > 0) console.log(`${outcome.output.trim().replace(/^/gm, "        ")}\n`);
  return outcome;
}

/** As many at once as there are processors: each check is one process that keeps one busy. */
async function runAll(): Promise<Outcome[]> {
  const waiting = [...checks];
  const outcomes: Outcome[] = [];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) outcomes.push(await runCheck(next));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return outcomes;
}

reportCounts(await runAll());
