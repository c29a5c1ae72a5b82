"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { dropDraft, readDraft, writeDraft } from "@/components/shared/draft";

/** A step's answers, kept on this machine until the step is saved. */
export function useKeptDraft<T extends object>(key: string, empty: T) {
  const [draft, setDraft] = useState(empty);
  const isKept = useRef(false);

  /** After the first paint, because the server knows neither the draft nor the clock: the draft, else the guess. */
  const start = useCallback(
    (guess: () => T) => {
      const stored = readDraft<T>(key);
      isKept.current = stored !== null;
      setDraft(stored?.values ?? guess());
    },
    [key],
  );

  const change = (part: Partial<T>) => {
    isKept.current = true;
    setDraft((before) => ({ ...before, ...part }));
  };

  useEffect(() => {
    if (isKept.current) writeDraft(key, { values: draft, atMs: Date.now(), version: null });
  }, [key, draft]);

  const drop = () => {
    isKept.current = false;
    dropDraft(key);
  };

  return { draft, change, drop, start };
}
