/**
 * A small seeded generator, so that the demo is the same on every machine and every day.
 * Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, period 2^32, good enough to pick names.
 */
export type Random = {
  /** A float in [0, 1). */
  next: () => number;
  /** An integer in [min, max], both included. */
  integer: (min: number, max: number) => number;
  /** One element; throws on an empty list. */
  pick: <T>(list: readonly T[]) => T;
  /** True with the given probability (0 to 1). */
  chance: (probability: number) => boolean;
};

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const integer = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    integer,
    chance: (probability) => next() < probability,
    pick: (list) => {
      const value = list[integer(0, list.length - 1)];
      if (value === undefined) throw new Error("pick() needs a list that is not empty");
      return value;
    },
  };
}
