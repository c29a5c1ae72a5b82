/**
 * A failure a person can act on: one or two sentences that say what is wrong and what to do. Entry points
 * print its message alone; every other error is a defect and keeps its stack trace.
 */
export class StackError extends Error {
  override name = "StackError";
}

/** Runs an entry point: a StackError becomes one line on stderr and exit code 1, a defect keeps its trace. */
export async function runScript(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    console.error(isForPeople(error) ? error.message : error);
    process.exitCode = 1;
  }
}

/** Also an option that parseArgs does not know: its message says which. */
function isForPeople(error: unknown): error is Error {
  if (error instanceof StackError) return true;
  return (
    error instanceof TypeError && String((error as { code?: unknown }).code).startsWith("ERR_PARSE_ARGS")
  );
}
