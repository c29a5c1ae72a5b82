"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { createDraftKeeper } from "./draft-keeper";

const never = () => () => undefined;

/** What is typed over `stored`: kept under `draftKey`, and put back at the next visit. */
export function useTyped<V extends object>(stored: V, version: number | null, draftKey: string) {
  const [keeper] = useState(() => createDraftKeeper<V>(draftKey));
  const restored = useSyncExternalStore(keeper.subscribe, keeper.restored, () => null);
  const isReady = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const [typed, setTyped] = useState<V | null>(null);
  const values: V = typed ?? { ...stored, ...restored?.values };
  const baseVersion = restored ? restored.version : version;
  useEffect(() => {
    window.addEventListener("pagehide", keeper.flush);
    return () => {
      window.removeEventListener("pagehide", keeper.flush);
      keeper.flush();
    };
  }, [keeper]);
  return {
    values,
    /** The version the words on the screen were written against. */
    baseVersion,
    /** When the restored words were typed, in milliseconds; null where nothing was restored. */
    restoredAtMs: restored?.atMs ?? null,
    isDirty: JSON.stringify(values) !== JSON.stringify(stored),
    isReady,
    type: (next: V) => {
      setTyped(next);
      keeper.remember(next, stored, baseVersion);
    },
    /** The words stay on the screen; nothing of them is kept any longer. */
    clear: keeper.clear,
    reset: (start: V | null) => {
      keeper.clear();
      setTyped(start);
    },
  };
}
