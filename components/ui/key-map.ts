/**
 * Which keys a person has given to what: shipped keys on the left, his own on the right, "" for none. Kept on this
 * device under the person's id, so that two people at one desk do not share their keys.
 */
type KeyMap = Readonly<Record<string, string>>;
type Stored = { singles: boolean; keys: KeyMap };

const SHIPPED: Stored = { singles: true, keys: {} };
const PREFIX = "callout.keys.";

let owner = "";
let stored: Stored | null = null;
const listeners = new Set<() => void>();

function read(): Stored {
  if (stored) return stored;
  try {
    stored = { ...SHIPPED, ...(JSON.parse(localStorage.getItem(PREFIX + owner) ?? "{}") as Partial<Stored>) };
  } catch {
    // Storage switched off or unreadable: the shipped keys.
    stored = SHIPPED;
  }
  return stored;
}

function write(next: Stored): void {
  stored = next;
  try {
    localStorage.setItem(PREFIX + owner, JSON.stringify(next));
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

/** Whose keys count from now on. */
export function setKeyOwner(id: string): void {
  if (id === owner) return;
  owner = id;
  stored = null;
  for (const listener of listeners) listener();
}

export function subscribeKeys(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The keys in force for what ships with `keys`; "" where it was switched off. */
export function keysFor(keys: string): string {
  return read().keys[keys] ?? keys;
}

export function keyMap(): KeyMap {
  return read().keys;
}

/** `own` null gives the shipped keys back, "" switches off. */
export function chooseKeys(keys: string, own: string | null): void {
  const { [keys]: _, ...others } = read().keys;
  write({ ...read(), keys: own === null || own === keys ? others : { ...others, [keys]: own } });
}

export function shipKeys(): void {
  write({ ...read(), keys: {} });
}

/** Single keys can be switched off all at once (WCAG 2.1.4): speech input fires them by accident. */
export function singleKeysAreOn(): boolean {
  return read().singles;
}

export function setSingleKeys(isOn: boolean): void {
  write({ ...read(), singles: isOn });
}
