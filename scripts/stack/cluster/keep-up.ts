import { setTimeout as sleep } from "node:timers/promises";

const lookMs = 500;
const retryMs = 2_000;
const mostTries = 5;

type Kept = {
  isUp: () => boolean;
  bringUp: () => Promise<unknown>;
  say: (line: string) => void;
  /** It could not be started again: whoever runs us decides what follows. */
  onLost: (error: unknown) => void;
};

/**
 * Starts a server again that ended without being asked to: by kill -9, or because the machine ran out of memory. Of its
 * own processes PostgreSQL replaces each itself, except the first, from which all others descend. Answers the function
 * that ends the watch, after which nothing is started any more.
 */
export function keepUp({ isUp, bringUp, say, onLost }: Kept): () => Promise<void> {
  const ending = new AbortController();
  const pause = (milliseconds: number) =>
    sleep(milliseconds, undefined, { signal: ending.signal, ref: false }).catch(() => undefined);

  async function revive(): Promise<void> {
    for (let attempt = 1; !ending.signal.aborted; attempt++) {
      try {
        await bringUp();
        return;
      } catch (error) {
        if (attempt === mostTries) throw error;
        await pause(retryMs);
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
