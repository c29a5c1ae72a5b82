"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { createHold, releaseHold } from "@/lib/holds/client";
import type { Hold } from "@/lib/holds/schema";
import type { Slot } from "@/lib/slots/schema";

export type Held = { slot: Slot; hold: Hold | null };

/** Releasing is a courtesy: what is not released expires by itself. */
function letGo(hold: Hold | null | undefined): void {
  if (hold) void releaseHold(hold.id).catch(() => undefined);
}

/**
 * The chosen time, kept free while the call goes on. Another choice and leaving let the former one go; a choice that
 * comes too late is thrown for its caller to explain.
 */
export function useHold() {
  const [held, setHeld] = useState<Held | null>(null);
  const latest = useRef<Held | null>(null);
  const keep = useCallback((next: Held | null) => {
    latest.current = next;
    setHeld(next);
  }, []);

  useEffect(() => () => letGo(latest.current?.hold), []);

  const ask = useCallback(
    async (slot: Slot) => {
      const { resource_ids, starts_at, ends_at } = slot;
      try {
        const hold = await createHold({ resource_ids, starts_at, ends_at });
        // Another one was chosen while this was on its way.
        if (latest.current?.slot === slot) keep({ slot, hold });
        else letGo(hold);
      } catch (error) {
        if (latest.current?.slot === slot) keep(null);
        throw error;
      }
    },
    [keep],
  );
  const asked = useRef<Promise<void>>(Promise.resolve());
  const choose = useCallback(
    (slot: Slot) => {
      letGo(latest.current?.hold);
      keep({ slot, hold: null });
      const answer = ask(slot);
      asked.current = answer.catch(() => undefined);
      return answer;
    },
    [ask, keep],
  );
  /** Who plans faster than the time is held waits for it, or his own hold would be in his way. */
  const settled = useCallback(async () => {
    await asked.current;
    return latest.current;
  }, []);
  const release = useCallback(() => {
    letGo(latest.current?.hold);
    keep(null);
  }, [keep]);
  /** The visit has taken the place over: there is nothing to let go any more. */
  const handOver = useCallback(() => keep(null), [keep]);
  return { held, choose, settled, release, handOver };
}

export type HoldState = ReturnType<typeof useHold>;
