/**
 * The child's half of what scripts/start.ts runs: it says when it is ready and ends in order. That it also ends when
 * its parent is gone is end-with-parent.mjs.
 */

/** Longer than any child needs; what still hangs then is cut off. */
const stopLimitMs = 45_000;

/** The exit code of a child that would end in the same way again, until a person did something (EX_CONFIG of sysexits.h). */
export const NEEDS_PERSON = 78;

/** A sentence for whoever looks at the command, and for the child's log. */
export function tell(words: string): void {
  console.log(words);
  process.send?.({ says: words });
}

export function reportReady(facts: Record<string, unknown> = {}): void {
  process.send?.({ ready: true, ...facts });
}

/** Runs `stop` once, whatever asks for it, and ends the process after it. */
export function onStop(stop: () => Promise<void>): void {
  let isStopping = false;
  const begin = () => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), stopLimitMs).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, begin);
}
