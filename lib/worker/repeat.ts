import "server-only";
import { log } from "@/lib/log";

/** Between two looks at a database that does not answer, at most. */
const longestPauseMs = 30_000;

/** A wait that ends early when `signal` does. Chance spreads workers that were started together. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds * (0.8 + Math.random() * 0.4));
    signal.addEventListener("abort", end);
  });
}

type Repetition = { name: string; pollMs: number; signal: AbortSignal };

/** Calls `look` until `signal`: at once again while it finds something, after a pause when not, later after failures. */
export async function repeat(
  { name, pollMs, signal }: Repetition,
  look: () => Promise<boolean>,
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      const foundSome = await look();
      if (failures > 0) log.info("worker_recovered", { loop: name });
      failures = 0;
      if (!foundSome) await pause(pollMs, signal);
    } catch (error) {
      failures += 1;
      // Said once, not at each try: a database that is away for an hour would fill the log.
      if (failures === 1) log.warn("worker_waits", { loop: name, error });
      await pause(Math.min(longestPauseMs, pollMs * 2 ** Math.min(failures, 10)), signal);
    }
  }
}
