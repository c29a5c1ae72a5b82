"use client";

import { useState, useSyncExternalStore } from "react";

const never = () => () => undefined;

/**
 * Text that survives a reload and a lost connection: it lies on the phone until it is sent. The server knows nothing
 * of it, so what was kept appears as soon as the script runs.
 */
export function useKeptText(key: string, initial = ""): [string, (text: string) => void, () => void] {
  const kept = useSyncExternalStore(
    never,
    () => keptText(key),
    () => null,
  );
  const [typed, setTyped] = useState<string | null>(null);
  const change = (next: string) => {
    setTyped(next);
    keepText(key, next);
  };
  return [typed ?? kept ?? initial, change, () => change("")];
}

/** A browser may forbid storage; then the text lives as long as the page. */
function keptText(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

export function keepText(key: string, text: string): void {
  try {
    if (text) sessionStorage.setItem(key, text);
    else sessionStorage.removeItem(key);
  } catch {
    return;
  }
}
