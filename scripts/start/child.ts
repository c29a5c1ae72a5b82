/**
 * The child's half of what scripts/start.ts runs. A child stops on SIGTERM or SIGINT, and when the channel to its
 * parent breaks: after `kill -9` of the parent nothing may be left that holds a port.
 */

/** Longer than any child needs; what still hangs then is cut off. */
const stopLimitMs = 45_000;

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
  if (process.send) process.on("disconnect", begin);
}
