import type { FieldGateCode } from "@/lib/sync/schema";
import { useLive } from "./current";
import { readMeta, writeMeta } from "./store";
import type { FieldStore } from "./store";

const KEY = "gate_codes";

/** Takes over what the office says is today's; what it does not say any more is forgotten. */
export async function keepGateCodes(store: FieldStore, codes: readonly FieldGateCode[]): Promise<void> {
  await writeMeta(store, KEY, codes);
}

/** Without signal nobody says that the day is over: then the phone's own clock does. */
export async function forgetEndedGateCodes(store: FieldStore, now: number): Promise<void> {
  const codes = (await readMeta<FieldGateCode[]>(store, KEY)) ?? [];
  const left = codes.filter(({ until }) => Date.parse(until) > now);
  if (left.length < codes.length) await keepGateCodes(store, left);
}

/** The code of a place while its day lasts; undefined while the store is asked, null where this phone has none. */
export function useGateCode(propertyId: string, now: number): string | null | undefined {
  const codes = useLive(async (store) => (await readMeta<FieldGateCode[]>(store, KEY)) ?? [], []);
  if (!codes) return undefined;
  const held = codes.find(({ property_id }) => property_id === propertyId);
  return held && Date.parse(held.until) > now ? held.code : null;
}
