/** At most `max` at once, refilled evenly over `windowS` seconds. */
export type Limit = { max: number; windowS: number };

export type Limiter = {
  /** Takes one; answers 0, or the seconds until one is free (then none is taken). */
  take(key: string, limit: Limit): number;
  /** Returns one that turned out not to count, for example of a sign-in that succeeded. */
  giveBack(key: string, limit: Limit): void;
};

const MAX_KEYS = 50_000;

/**
 * Generic cell rate algorithm: per key only the time at which its bucket is full again is kept. In memory, because
 * one gateway serves an installation and a restart that forgives some failed attempts harms nobody.
 */
export function createLimiter(now: () => number = Date.now): Limiter {
  const fullAgainAt = new Map<string, number>();
  const drop = () => {
    const at = now();
    for (const [key, full] of fullAgainAt) if (full <= at) fullAgainAt.delete(key);
    // An attacker with that many addresses must not eat the memory; forgetting is the lesser harm.
    if (fullAgainAt.size >= MAX_KEYS) fullAgainAt.clear();
  };
  return {
    take(key, limit) {
      const at = now();
      const stepMs = (limit.windowS * 1000) / limit.max;
      const full = Math.max(fullAgainAt.get(key) ?? at, at) + stepMs;
      const waitMs = full - at - limit.windowS * 1000;
      // A thousandth of a step forgives what floating point adds up.
      if (waitMs > stepMs / 1000) return Math.max(1, Math.ceil(waitMs / 1000));
      if (fullAgainAt.size >= MAX_KEYS) drop();
      fullAgainAt.set(key, full);
      return 0;
    },
    giveBack(key, limit) {
      const full = fullAgainAt.get(key);
      if (full === undefined) return;
      const earlier = full - (limit.windowS * 1000) / limit.max;
      if (earlier <= now()) fullAgainAt.delete(key);
      else fullAgainAt.set(key, earlier);
    },
  };
}
