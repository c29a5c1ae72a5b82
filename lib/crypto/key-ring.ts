import "server-only";
import { z } from "zod";
import { newDataKey, unwrapDataKey, wrapDataKey } from "@/lib/crypto/master-keys";
import { keyNumberOf, placeOf, seal, SealBroken, unseal, type SecretPlace } from "@/lib/crypto/sealing";

/** How long a process seals with a key before it asks for a newer one. A replaced key lives twice as long. */
const TRUSTED_MS = 5 * 60_000;

export const wrappedKeys = z.array(z.object({ number: z.int(), wrapped: z.string() }));
type WrappedKeys = z.infer<typeof wrappedKeys>;

/** Where wrapped data keys come from: a request asks by the gate, the worker by its own functions. */
export type KeySource = {
  read(orgId: string): Promise<WrappedKeys>;
  /** Keeps the first key unless there is one; answers the keys as they are then. */
  create(orgId: string, wrapped: string): Promise<WrappedKeys>;
};

type Ring = { keys: Map<number, Buffer>; newest: number | null; readAt: number };
export type KeyRing = {
  seal(orgId: string, place: SecretPlace, text: string): Promise<string>;
  open(orgId: string, place: SecretPlace, sealed: string): Promise<string>;
  /** The database no longer takes what this process holds: ask again. */
  forget(orgId: string): void;
};

/**
 * Data keys of organizations in this process' memory, opened once. A number it does not know is asked for, so a key
 * made a moment ago by another process opens here without waiting.
 */
export function createKeyRing(source: KeySource, now: () => number = Date.now): KeyRing {
  const rings = new Map<string, Promise<Ring>>();

  const load = (orgId: string, reading: Promise<WrappedKeys>): Promise<Ring> => {
    const ring = reading.then((wrapped) => toRing(orgId, wrapped, now()));
    rings.set(orgId, ring);
    // A failure is nobody's answer but this one's.
    ring.catch(() => rings.get(orgId) === ring && rings.delete(orgId));
    return ring;
  };
  const ringOf = async (orgId: string, isFine: (ring: Ring) => boolean): Promise<Ring> => {
    const held = await rings.get(orgId);
    return held && isFine(held) ? held : load(orgId, source.read(orgId));
  };

  return {
    async seal(orgId, place, text) {
      let ring = await ringOf(orgId, ({ newest, readAt }) => newest !== null && now() - readAt < TRUSTED_MS);
      if (ring.newest === null)
        ring = await load(orgId, source.create(orgId, wrapDataKey(orgId, 1, newDataKey())));
      const number = ring.newest ?? 0;
      return seal(keyIn(ring, number), number, placeOf(orgId, place), Buffer.from(text, "utf8"));
    },
    async open(orgId, place, sealed) {
      const number = keyNumberOf(sealed);
      const ring = await ringOf(orgId, ({ keys }) => keys.has(number));
      return unseal(keyIn(ring, number), placeOf(orgId, place), sealed).toString("utf8");
    },
    forget(orgId) {
      rings.delete(orgId);
    },
  };
}

function keyIn(ring: Ring, number: number): Buffer {
  const key = ring.keys.get(number);
  if (!key) throw new SealBroken();
  return key;
}

/** A key that another installation wrapped is left out: the others must go on opening. */
function toRing(orgId: string, wrapped: WrappedKeys, readAt: number): Ring {
  const keys = new Map<number, Buffer>();
  for (const each of wrapped) {
    try {
      keys.set(each.number, unwrapDataKey(orgId, each.number, each.wrapped));
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
    }
  }
  const newest = wrapped.length === 0 ? null : Math.max(...wrapped.map(({ number }) => number));
  return { keys, newest, readAt };
}
