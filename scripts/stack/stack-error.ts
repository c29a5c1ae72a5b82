/**
 * A failure a person can act on: one or two sentences that say what is wrong and what to do. Entry points
 * print its message alone; every other error is a defect and keeps its stack trace.
 */
export class StackError extends Error {
  override name = "StackError";
  /** Whether it may also pass by itself: then who waits tries on, however long. */
  readonly mayPass: boolean;

  constructor(message: string, mayPass = false) {
    super(message);
    this.mayPass = mayPass;
  }
}

/** Whether only a person can mend it: a taken port, a foreign folder, a wrong setting. */
export const needsPerson = (error: unknown): boolean => error instanceof StackError && !error.mayPass;

/**
 * Runs an entry point: a StackError becomes one line on stderr and exit code 1, a defect keeps its trace. Whoever is
 * run again when it ends says by another code that this would not help.
 */
export async function runScript(main: () => Promise<void>, codeForPerson = 1): Promise<void> {
  try {
    await main();
  } catch (error) {
    console.error(isForPeople(error) ? error.message : error);
    process.exitCode = needsPerson(error) ? codeForPerson : 1;
  }
}

/** Also an option that parseArgs does not know: its message says which. */
function isForPeople(error: unknown): error is Error {
  if (error instanceof StackError) return true;
  return (
    error instanceof TypeError && String((error as { code?: unknown }).code).startsWith("ERR_PARSE_ARGS")
  );
}
