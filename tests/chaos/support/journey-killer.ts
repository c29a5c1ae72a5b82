import { setTimeout as sleep } from "node:timers/promises";
import { killAll, listOwn, postmasterOf } from "./installation";
import type { Installation } from "./installation";
import type { Chance } from "./journey-chance";

type Found = ReturnType<typeof listOwn>;
type Strike = { victim: string; find: (installation: Installation) => Found };

const program = (victim: string, script: string): Strike => ({
  victim,
  find: (installation) => listOwn(installation).filter(({ command }) => command.includes(script)),
});

const database = (
  victim: string,
  isStruck: (each: Found[number], postmaster: number) => boolean,
): Strike => ({
  victim,
  find: (installation) => {
    const postmaster = postmasterOf(installation);
    const family = listOwn(installation).filter(({ pid, parent }) => [pid, parent].includes(postmaster));
    // What is being killed or begun is no victim yet: it would not be noticed.
    return family.length < 5 ? [] : family.filter((each) => isStruck(each, postmaster));
  },
});

/** PostgreSQL dies in three ways: altogether, its first process alone, and one that serves somebody. */
const deck: readonly Strike[] = [
  database("PostgreSQL", () => true),
  database("PostgreSQL's first process", ({ pid }, postmaster) => pid === postmaster),
  database("one process of PostgreSQL", ({ pid, command }, postmaster) => {
    return pid !== postmaster && /^postgres: \w+ \w+ 127\.0\.0\.1/.test(command);
  }),
  ...Array.from({ length: 3 }, () => [
    program("gateway", "start/embedded.ts"),
    program("web", "scripts/server.ts"),
    program("worker", "scripts/worker.ts"),
  ]).flat(),
];

export type Kill = { victim: string; atMs: number; processes: number };

/**
 * Strikes each of them in turn with SIGKILL, in an order and at moments of chance. One that is not there yet is waited
 * for, so that each strike meets somebody; whether the others have recovered is not waited for.
 */
export async function killAtRandom(
  installation: Installation,
  chance: Chance,
  gapMs: readonly [number, number],
  tell: (kill: Kill) => void,
): Promise<void> {
  const startedAt = Date.now();
  for (const { victim, find } of chance.shuffled(deck)) {
    await sleep(chance.whole(...gapMs));
    let found = find(installation);
    for (; found.length === 0; found = find(installation)) await sleep(100);
    const struck = victim.startsWith("one ") ? chance.shuffled(found).slice(0, 1) : found;
    killAll(struck);
    tell({ victim, atMs: Date.now() - startedAt, processes: struck.length });
  }
}
