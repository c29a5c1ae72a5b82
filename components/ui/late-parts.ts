import { useSyncExternalStore } from "react";
import { loadPart, registerOverlay } from "./lazy-overlay";

type Use = { isFocused: boolean; isPressed: boolean; typed: string | null };

/** How somebody is using the stand-in, for the whole that takes its place. */
export function createLateStart() {
  const use: Use = { isFocused: false, isPressed: false, typed: null };
  return {
    read: (): Readonly<Use> => use,
    note: (changes: Partial<Use>): void => void Object.assign(use, changes),
  };
}

export type LateStart = ReturnType<typeof createLateStart>;

/** A choice that is shut. What it would control is not there yet, so nothing is named. */
export const SHUT = { role: "combobox", "aria-haspopup": "listbox", "aria-expanded": false } as const;

/**
 * The list of a choice is half of the primitive library and not needed to show what is chosen. It comes once the page
 * is at rest or when somebody turns to the field, for all fields of the page together; until then a stand-in that looks
 * and reads the same takes focus, press and letters, and hands them on.
 */
export function lateParts<P>(load: () => Promise<P>) {
  let parts: P | null = null;
  const listeners = new Set<() => void>();
  const fetchParts = async () => {
    parts ??= await loadPart(load);
    for (const listener of listeners) listener();
  };
  registerOverlay(fetchParts);
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    useParts: () =>
      useSyncExternalStore(
        subscribe,
        () => parts,
        () => null,
      ),
    /** What can't be loaded leaves the stand-in as it is; the next turn to it tries again. */
    wake: () => void fetchParts().catch(() => undefined),
  };
}
