import { dropDraft, readDraft, writeDraft } from "./draft";
import type { Draft } from "./draft";

const WAIT_MS = 250;

export type DraftKeeper<T> = ReturnType<typeof createDraftKeeper<T>>;

/**
 * One form's draft: reads it once, writes it a moment after the last keystroke and at once when the page goes.
 * `restored` is an external store for React, because the server that rendered the form knows of no draft.
 */
export function createDraftKeeper<T>(key: string | undefined) {
  let restored: Draft<T> | null | undefined;
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
    restored: (): Draft<T> | null => {
      if (restored === undefined) {
        restored = key === undefined ? null : readDraft<T>(key);
        last = restored ? JSON.stringify(restored.values) : null;
      }
      return restored;
    },
    /** Words equal to what is stored are no draft. */
    remember: (values: T, stored: T, version: number | null) => {
      if (key === undefined) return;
      const text = JSON.stringify(values);
      if (pending) clearTimeout(pending.timer);
      const write = () => {
        if (text === last) return;
        last = text;
        if (text === JSON.stringify(stored)) dropDraft(key);
        else writeDraft(key, { values: JSON.parse(text) as T, atMs: Date.now(), version });
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
