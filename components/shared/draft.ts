/**
 * What was typed and not saved, kept on this machine until it is saved or thrown away. Keys carry organization and
 * person, so that a shared computer never shows one person's words to another.
 */
export type Draft<T> = {
  values: T;
  /** Milliseconds since 1970 of the last keystroke. */
  atMs: number;
  /** The version of the record the person was looking at; null for a new one. */
  version: number | null;
};

const PREFIX = "callout.draft.";
const MAX_AGE_MS = 30 * 24 * 60 * 60 * 1000;

export function readDraft<T>(key: string): Draft<T> | null {
  try {
    const text = localStorage.getItem(PREFIX + key);
    const draft = text ? (JSON.parse(text) as Draft<T>) : null;
    if (!draft || Date.now() - draft.atMs > MAX_AGE_MS) return null;
    return draft;
  } catch {
    // Storage switched off, or words of an older release: the form starts without a draft.
    return null;
  }
}

export function writeDraft<T>(key: string, draft: Draft<T>): void {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(draft));
  } catch {
    // A full or forbidden storage must not disturb the typing; the form itself still holds the words.
  }
}

export function dropDraft(key: string): void {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // Nothing was kept where storage is forbidden.
  }
}
