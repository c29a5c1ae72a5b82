import { setTimeout as sleep } from "node:timers/promises";
import { needsPerson } from "../stack-error";

const lookMs = 500;
const retryMs = 2_000;
const longestRetryMs = 30_000;
/** Of what only a person can mend: a port may still be held by a process that is dying. */
const mostTries = 5;

type Kept = {
  isUp: () => boolean;
  bringUp: (signal: AbortSignal) => Promise<unknown>;
  say: (line: string) => void;
  /** It can't be started again before a person did something: whoever runs us decides what follows. */
  onLost: (error: unknown) => void;
};

/**
 * Starts a server again that ended without being asked to: by kill -9, or because the machine ran out of memory. Of its
 * own processes PostgreSQL replaces each itself, except the first, from which all others descend. What may pass is tried
 * again for ever. Answers the function that ends the watch, after which nothing is started any more.
 */
export function keepUp({ isUp, bringUp, say, onLost }: Kept): () => Promise<void> {
  const ending = new AbortController();
  const pause = (milliseconds: number) =>
    sleep(milliseconds, undefined, { signal: ending.signal, ref: false }).catch(() => undefined);

  async function revive(): Promise<void> {
    let hopeless = 0;
    for (let waitMs = retryMs; !ending.signal.aborted; waitMs = Math.min(waitMs * 2, longestRetryMs)) {
      try {
        await bringUp(ending.signal);
        return;
      } catch (error) {
        if (ending.signal.aborted) return;
        hopeless = needsPerson(error) ? hopeless + 1 : 0;
        if (hopeless === mostTries) throw error;
        const reason = error instanceof Error ? error.message : String(error);
        if (hopeless > 0) waitMs = retryMs;
        say(`The database did not start; the next try is in ${waitMs / 1_000} s. ${reason}`);
        await pause(waitMs);
      }
    }
  }

  async function watch(): Promise<void> {
    for (;;) {
      await pause(lookMs);
      if (ending.signal.aborted) return;
      if (isUp()) continue;
      say("The database ended; it is started again.");
      await revive();
    }
  }

  const watching = watch().catch(onLost);
  return async () => {
    ending.abort();
    await watching;
  };
}
