"use client";

import { useEffect, useRef, useState } from "react";

const TYPING_PAUSE_MS = 150;

/**
 * The text of a search box, which runs ahead of the address by a pause, so that not every letter is asked. `store`
 * writes the address and resolves when it stands there; until then what is typed stays in the box.
 */
export function useTypedQuery(stored: string, store: (text: string) => Promise<unknown>) {
  const [typed, setTyped] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    text: typed ?? stored,
    search: (text: string) => {
      setTyped(text);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        void store(text).then(() => setTyped((latest) => (latest === text ? null : latest)));
      }, TYPING_PAUSE_MS);
    },
    forget: () => {
      clearTimeout(timer.current);
      setTyped(null);
    },
  };
}
