import { readFileSync, rmSync } from "node:fs";
import { runProcess } from "./tools";
import type { Outcome, ToolOptions } from "./tools";

type Report = {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: unknown[];
};

export async function runPlaywright(args: string[], options: ToolOptions): Promise<Outcome> {
  const file = `${options.cwd}/.local/test/reports/playwright-${process.pid}.json`;
  const env = { ...(options.env ?? process.env), PLAYWRIGHT_JSON_OUTPUT_NAME: file };
  const { code, output } = await runProcess(
    process.execPath,
    ["node_modules/@playwright/test/cli.js", "test", ...args],
    { ...options, env },
  );
  try {
    const { stats } = JSON.parse(readFileSync(file, "utf8")) as Report;
    rmSync(file, { force: true });
    // A journey that only passes at the second try is not proved, and one left out proves nothing.
    const failed = stats.unexpected + stats.flaky + stats.skipped;
    return { passed: stats.expected, failed: code === 0 ? failed : Math.max(1, failed), output };
  } catch {
    return { passed: 0, failed: 1, output };
  }
}
