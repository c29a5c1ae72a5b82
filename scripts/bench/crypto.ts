import { randomBytes, randomUUID } from "node:crypto";
import { createKeyRing } from "@/lib/crypto/key-ring";
import { percentile } from "./measure";
import type { Figure } from "./measure";
import { report } from "./report";

const SECRETS = 1_000;
const TURNS = 20;
const MOST_MS = 50;
const PLACE = { table: "private.gate_codes", column: "sealed", row: randomUUID() };

function figureOf(name: string, taken: readonly number[], more: Partial<Figure> = {}): Figure {
  const sorted = taken.toSorted((one, other) => one - other);
  const p95Ms = percentile(sorted, 0.95);
  return {
    name,
    p50Ms: percentile(sorted, 0.5),
    p95Ms,
    referenceP50Ms: Number.NaN,
    referenceP95Ms: Number.NaN,
    ratio: Number.NaN,
    ratioAllowed: null,
    p95AllowedMs: MOST_MS,
    passed: p95Ms <= MOST_MS,
    ...more,
  };
}

/** A thousand gate codes sealed and opened with the keys of a hundred companies, as a process does that holds them. */
export async function benchCrypto(): Promise<boolean> {
  process.env.ENCRYPTION_KEYS ??= `1:${randomBytes(32).toString("base64")}`;
  const kept = new Map<string, string>();
  const keysOf = (org: string) => {
    const wrapped = kept.get(org);
    return wrapped ? [{ number: 1, wrapped }] : [];
  };
  const ring = createKeyRing({
    read: (org) => Promise.resolve(keysOf(org)),
    create: (org, wrapped) => Promise.resolve(keysOf(kept.set(org, wrapped) && org)),
  });
  const organizations = Array.from({ length: 100 }, () => randomUUID());
  const orgOf = (index: number) => organizations[index % organizations.length] ?? "";
  const [sealing, opening]: [number[], number[]] = [[], []];
  for (let turn = 0; turn <= TURNS; turn += 1) {
    const sealed: string[] = [];
    let started = performance.now();
    for (let index = 0; index < SECRETS; index += 1)
      sealed.push(await ring.seal(orgOf(index), PLACE, `gate code ${index}`));
    sealing.push(performance.now() - started);
    started = performance.now();
    for (const [index, each] of sealed.entries()) await ring.open(orgOf(index), PLACE, each);
    opening.push(performance.now() - started);
  }
  // In the first turn the keys are made and read; that is once in a process's life.
  const first = figureOf("seal 1,000 secrets, 100 keys made", sealing.slice(0, 1), {
    p95AllowedMs: null,
    passed: true,
  });
  return report(
    "crypto",
    [
      first,
      figureOf("seal 1,000 secrets", sealing.slice(1)),
      figureOf("open 1,000 secrets", opening.slice(1)),
    ],
    { secrets: SECRETS, organizations: organizations.length },
  );
}
