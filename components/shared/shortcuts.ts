import { keysFor, singleKeysAreOn } from "@/components/ui/key-map";

/**
 * One listener for all keys of the office. Bindings are registered while their component is on the page; of two
 * with the same keys the later one wins, so that a panel takes a key from the list below it.
 */
export type Shortcut = {
  /**
   * Chords by "+", sequences by a space: `mod+k`, `g c`, `?`, `arrowdown`. `mod` is ⌘ on Apple, Ctrl elsewhere. As
   * shipped: a person may have given it other keys.
   */
  keys: string;
  /** What it does, for the list of all keys. */
  label: string;
  /** Heading in that list. */
  group: string;
  run: (event: KeyboardEvent) => void;
  /** Also while typing in a field: for ⌘Enter and Escape only. */
  inFields?: boolean;
  /** Also while a dialog or menu has the focus. */
  inDialogs?: boolean;
};

const SEQUENCE_MS = 1200;

const bindings = new Map<symbol, readonly Shortcut[]>();
let pending: { key: string; at: number } | null = null;

const FIELDS = "input, textarea, select, [contenteditable='true']";
const OVERLAYS = "[role='dialog'], [role='alertdialog'], [role='menu'], [role='listbox']";
// These answer Space and Enter themselves.
const PRESSABLE =
  "button, [role='button'], [role='checkbox'], [role='switch'], [role='radio'], [role='tab'], summary";

/** The chord of an event in the notation of `keys`. */
export function chordOf(event: KeyboardEvent): string {
  const apple = /Mac|iPhone|iPad/.test(navigator.platform);
  const parts: string[] = [];
  if (apple ? event.metaKey : event.ctrlKey) parts.push("mod");
  if (event.altKey) parts.push("alt");
  const key = event.key === " " ? "space" : event.key.toLowerCase();
  // "?" and other shifted signs name themselves; Shift is written only beside letters and named keys.
  if (event.shiftKey && (key.length > 1 || /[a-z]/.test(key))) parts.push("shift");
  return [...parts, key].join("+");
}

function matching(keys: string, event: KeyboardEvent): Shortcut | undefined {
  const target = event.target instanceof Element ? event.target : null;
  const isField = target?.closest(FIELDS) != null;
  const isOverlay = target?.closest(OVERLAYS) != null;
  const isPlain = !keys.includes("mod+") && keys !== "escape";
  const isPress = (keys === "space" || keys === "enter") && target?.closest(PRESSABLE) != null;
  if (isPress || (isPlain && !singleKeysAreOn())) return undefined;
  return [...bindings.values()]
    .flat()
    .findLast(
      (shortcut) =>
        keysFor(shortcut.keys) === keys &&
        (!isField || shortcut.inFields) &&
        (!isOverlay || shortcut.inDialogs),
    );
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.key === "Shift") return;
  const chord = chordOf(event);
  const first = pending && event.timeStamp - pending.at < SEQUENCE_MS ? pending.key : null;
  pending = null;
  const shortcut = (first ? matching(`${first} ${chord}`, event) : undefined) ?? matching(chord, event);
  if (shortcut) {
    event.preventDefault();
    shortcut.run(event);
    return;
  }
  const startsSequence = [...bindings.values()]
    .flat()
    .some((known) => keysFor(known.keys).startsWith(`${chord} `));
  if (startsSequence) pending = { key: chord, at: event.timeStamp };
}

export function registerShortcuts(shortcuts: readonly Shortcut[]): () => void {
  const id = Symbol();
  if (bindings.size === 0) document.addEventListener("keydown", onKeyDown);
  bindings.set(id, shortcuts);
  return () => {
    bindings.delete(id);
    if (bindings.size === 0) document.removeEventListener("keydown", onKeyDown);
  };
}

/** All keys that work now, once each, in order of registration. */
export function activeShortcuts(): Shortcut[] {
  const byKeys = new Map<string, Shortcut>();
  for (const shortcut of [...bindings.values()].flat()) {
    const keys = keysFor(shortcut.keys);
    if (keys !== "") byKeys.set(keys, shortcut);
  }
  return [...byKeys.values()];
}
