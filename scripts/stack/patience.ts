import { setTimeout as sleep } from "node:timers/promises";

/** Who hears of a wait, and what ends it early. */
export type Waiting = { say?: (words: string) => void; signal?: AbortSignal };

const FIRST_WORD_MS = 2_000;
const NEXT_WORD_MS = 15_000;
const LONGEST_PAUSE_MS = 2_000;

/** Leaves what does not end by itself as soon as nobody wants it any more; it goes on without us. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise<T>((resolve, reject) => {
    const leave = () => reject(signal.reason as Error);
    if (signal.aborted) leave();
    signal.addEventListener("abort", leave);
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
  });
}

/**
 * Looks until `isOver`, however long that takes: a database that replays hours of its log needs what it needs. Why it
 * is not over is said after two seconds and then each quarter of a minute. Throws what `isOver` throws.
 */
export async function waitForDatabase(
  { isOver, why }: { isOver: () => Promise<boolean>; why: () => string },
  { say, signal }: Waiting,
): Promise<void> {
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1_000);
  let speaksAt = startedAt + FIRST_WORD_MS;
  let hasSpoken = false;
  for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    signal?.throwIfAborted();
    if (await unlessAborted(isOver(), signal)) break;
    if (Date.now() >= speaksAt) {
      say?.(`Waiting for the database, ${seconds()} s so far: ${why()}`);
      speaksAt = Date.now() + NEXT_WORD_MS;
      hasSpoken = true;
    }
    await sleep(pauseMs, undefined, { signal });
  }
  if (hasSpoken) say?.(`The database answers after ${seconds()} s.`);
}
