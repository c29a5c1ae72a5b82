import { dropDraft, readDraft, writeDraft } from "./draft";
import type { Draft } from "./draft";

const WAIT_MS = 250;

function touched<T extends object>(values: T, stored: T): Partial<T> {
  const before = stored as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name])),
  ) as Partial<T>;
}

/**
 * One form's draft: reads it once, writes it a moment after the last keystroke and at once when the page goes.
 * `restored` is an external store for React, because the server that rendered the form knows of no draft.
 */
export function createDraftKeeper<T extends object>(key: string | undefined) {
  let restored: Draft<Partial<T>> | null | undefined;
  let last: string | null = null;
  let pending: { timer: ReturnType<typeof setTimeout>; write: () => void } | null = null;
  const listeners = new Set<() => void>();

  const flush = () => {
    if (!pending) return;
    clearTimeout(pending.timer);
    pending.write();
    pending = null;
  };

  return {
    flush,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    restored: (): Draft<Partial<T>> | null => {
      if (restored === undefined) {
        restored = key === undefined ? null : readDraft<Partial<T>>(key);
        last = restored ? JSON.stringify(restored.values) : null;
      }
      return restored;
    },
    /** Only fields that differ are kept, so that a draft put back later undoes nobody's work on the others. */
    remember: (values: T, stored: T, version: number | null) => {
      if (key === undefined) return;
      const text = JSON.stringify(touched(values, stored));
      if (pending) clearTimeout(pending.timer);
      const write = () => {
        if (text === last) return;
        last = text;
        if (text === "{}") dropDraft(key);
        else writeDraft(key, { values: JSON.parse(text) as Partial<T>, atMs: Date.now(), version });
      };
      pending = { timer: setTimeout(flush, WAIT_MS), write };
    },
    clear: () => {
      if (pending) clearTimeout(pending.timer);
      pending = null;
      restored = null;
      last = null;
      if (key !== undefined) dropDraft(key);
      for (const listener of listeners) listener();
    },
  };
}
