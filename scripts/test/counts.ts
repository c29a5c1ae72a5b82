import type { Outcome } from "./tools";

/** The last line of every test command, alone, so that a person and a machine find it; the exit code says the same. */
export function reportCounts(outcomes: Outcome[]): void {
  const passed = outcomes.reduce((sum, each) => sum + each.passed, 0);
  const failed = outcomes.reduce((sum, each) => sum + each.failed, 0);
  // Nothing tried is no success: a wrong filter must not look green.
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
  console.log(`\n${passed} passed, ${failed} failed`);
}
