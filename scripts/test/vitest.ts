import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { runProcess } from "./tools";
import type { Outcome, ToolOptions } from "./tools";

type Report = { numPassedTests: number; numFailedTests: number; numTotalTests: number; success: boolean };

/** Runs projects of vitest.config.ts together: those that need a database share one cluster. */
export async function runVitest(projects: string[], args: string[], options: ToolOptions): Promise<Outcome> {
  const folder = `${options.cwd}/.local/test/reports`;
  mkdirSync(folder, { recursive: true });
  const file = `${folder}/vitest-${projects.join("-")}-${process.pid}.json`;
  const { code, output } = await runProcess(
    process.execPath,
    [
      "node_modules/vitest/vitest.mjs",
      "run",
      "--passWithNoTests=false",
      ...projects.flatMap((name) => ["--project", name]),
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
      ...args,
    ],
    options,
  );
  return { ...countReport(file, code, args.length > 0), output };
}

/** A file that can't even be loaded, and a run that broke before its report, are one failure at least. */
function countReport(file: string, code: number, isFiltered: boolean): { passed: number; failed: number } {
  try {
    const report = JSON.parse(readFileSync(file, "utf8")) as Report;
    rmSync(file, { force: true });
    const skipped = report.numTotalTests - report.numPassedTests - report.numFailedTests;
    // Left out on the command line is a wish; left out in a file proves nothing.
    const failed = report.numFailedTests + (isFiltered ? 0 : skipped);
    return { passed: report.numPassedTests, failed: code === 0 ? failed : Math.max(1, failed) };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
