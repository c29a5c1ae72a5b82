import { liveQuery } from "dexie";
import { startTransition, useEffect, useState, useSyncExternalStore } from "react";
import { isSame } from "./same";
import type { FieldStore } from "./store";

let current: FieldStore | null = null;
const listeners = new Set<() => void>();

/** Said by the shell once it knows who works here; null closes the door again. */
export function setCurrentStore(store: FieldStore | null): void {
  current = store;
  for (const listener of listeners) listener();
}

export function currentStore(): FieldStore {
  if (!current) throw new Error("No store of this phone is open.");
  return current;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useStore(): FieldStore | null {
  return useSyncExternalStore(
    subscribe,
    () => current,
    () => null,
  );
}

/**
 * The answer of `query` over the open store, anew whenever something it read has changed, in this tab or another.
 * undefined until the first answer; an answer that says the same as the one before is none. `dependencies` are what the query closes over, as of useEffect. First answers are
 * drawn in slices, so that a slow phone can be touched meanwhile; `isLarge` ones always are: what fills the page, and
 * holds nothing that somebody is typing into.
 */
export function useLive<T>(
  query: (store: FieldStore) => Promise<T>,
  dependencies: readonly unknown[],
  isLarge = false,
): T | undefined {
  const store = useStore();
  const [answer, setAnswer] = useState<{ value: T; for: string }>();
  const asked = JSON.stringify(dependencies);
  useEffect(() => {
    if (!store) return;
    let shown: { value: T } | null = null;
    const subscription = liveQuery(() => query(store)).subscribe({
      next: (value) => {
        if (shown && isSame(shown.value, value)) return;
        const show = () => setAnswer({ value, for: asked });
        if (!shown || isLarge) startTransition(show);
        else show();
        shown = { value };
      },
      // A store that was closed while a query ran: whoever closed it shows something else.
      error: () => undefined,
    });
    return () => subscription.unsubscribe();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the query is written anew at each render; what it depends on is said
  }, [store, asked, isLarge]);
  return answer?.for === asked ? answer.value : undefined;
}
