"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { dropDraft, readDraft, writeDraft } from "@/components/shared/draft";

/** A step's answers, kept on this machine until the step is saved. */
export function useKeptDraft<T extends object>(key: string, empty: T) {
  const [draft, setDraft] = useState(empty);
  /** What the person wrote, as opposed to what was guessed: only that is kept. */
  const written = useRef<Partial<T>>({});

  /**
   * After the first paint, because the server knows neither the draft nor the clock. Words typed before that win over
   * the draft, and the draft over the guess.
   */
  const start = useCallback(
    (guess: () => T) => {
      const stored = readDraft<Partial<T>>(key)?.values ?? {};
      written.current = { ...stored, ...written.current };
      setDraft({ ...guess(), ...written.current });
    },
    [key],
  );

  const change = (part: Partial<T>) => {
    written.current = { ...written.current, ...part };
    setDraft((before) => ({ ...before, ...part }));
  };

  useEffect(() => {
    if (Object.keys(written.current).length > 0)
      writeDraft(key, { values: written.current, atMs: Date.now(), version: null });
  }, [key, draft]);

  const drop = () => {
    written.current = {};
    dropDraft(key);
  };

  return { draft, change, drop, start };
}
