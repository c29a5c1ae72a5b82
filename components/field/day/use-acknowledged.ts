import { useEffect } from "react";
import { currentStore, useLive } from "@/lib/field/current";
import { readMeta, writeMeta } from "@/lib/field/store";
import type { Visit } from "@/lib/sync/schema";
import { acknowledge } from "./rules";
import type { Acknowledged } from "./rules";

const KEY = "acknowledged";
export type Known = Record<string, Acknowledged>;

/** What this phone's person has said "Got it" to, by visit; undefined until the store has answered. */
export function useAcknowledged(): Known | undefined {
  return useLive(async (store) => (await readMeta<Known>(store, KEY)) ?? {}, [], true);
}

export async function rememberAll(visits: readonly Visit[]): Promise<void> {
  const store = currentStore();
  await store.transaction("rw", store.meta, store.visits, async () => {
    const known = (await readMeta<Known>(store, KEY)) ?? {};
    const here = new Set(await store.visits.toCollection().primaryKeys());
    const kept = Object.entries(known).filter(([id]) => here.has(id));
    const added = visits.map((visit) => [visit.id, acknowledge(visit)] as const);
    await writeMeta(store, KEY, Object.fromEntries([...kept, ...added]));
  });
}

/** A visit he had seen before this phone was his is no news: what it says now is what he knows. */
export function useBaseline(visits: readonly Visit[], known: Known | undefined): void {
  const fresh = known ? visits.filter(({ id, seen_at }) => seen_at !== null && !known[id]) : [];
  const ids = fresh.map(({ id }) => id).join();
  useEffect(() => {
    if (ids !== "") void rememberAll(fresh);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the ids say which visits these are
  }, [ids]);
}
