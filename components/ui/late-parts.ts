import { useSyncExternalStore } from "react";
import { loadPart, registerOverlay } from "./lazy-overlay";

type Use = {
  isFocused: boolean;
  isPressed: boolean;
  typed: string | null;
  /** Of a text: from and to, as the keys or a double click had marked it. */
  marked: readonly [number, number] | null;
};

/** How somebody is using the stand-in, for the whole that takes its place. */
export function createLateStart() {
  const use: Use = { isFocused: false, isPressed: false, typed: null, marked: null };
  return {
    read: (): Readonly<Use> => use,
    note: (changes: Partial<Use>): void => void Object.assign(use, changes),
  };
}

export type LateStart = ReturnType<typeof createLateStart>;

/** A choice that is shut. What it would control is not there yet, so nothing is named. */
export const SHUT = { role: "combobox", "aria-haspopup": "listbox", "aria-expanded": false } as const;

/** After a finger is lifted the browser takes a moment before it calls it a click. */
const CLICK_FOLLOWS_MS = 300;

/**
 * While a button of the mouse, or a finger, is down on a stand-in, it stays: the click would be nobody's if its element
 * went away between the two halves of it.
 */
function createPress() {
  let released: Promise<void> | null = null;
  return {
    begin: (): void => {
      released ??= new Promise<void>((resolve) => {
        const listening = new AbortController();
        const end = () => {
          if (listening.signal.aborted) return;
          listening.abort();
          released = null;
          resolve();
        };
        const endsAfter = (event: string, ms: number) =>
          window.addEventListener(event, () => setTimeout(end, ms), { signal: listening.signal });
        endsAfter("click", 0);
        endsAfter("pointercancel", 0);
        endsAfter("pointerup", CLICK_FOLLOWS_MS);
      });
    },
    over: async (): Promise<void> => {
      while (released) await released;
    },
  };
}

/**
 * The list of a choice is half of the primitive library and not needed to show what is chosen. It comes once the page
 * is at rest or when somebody turns to the field, for all fields of the page together; until then a stand-in that looks
 * and reads the same takes focus, press and letters, and hands them on.
 */
export function lateParts<P>(load: () => Promise<P>) {
  let parts: P | null = null;
  const listeners = new Set<() => void>();
  const press = createPress();
  const fetchParts = async () => {
    const loaded = parts ?? (await loadPart(load));
    await press.over();
    parts = loaded;
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
    beginPress: press.begin,
  };
}
