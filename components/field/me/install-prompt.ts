"use client";

/** Chromium's own event (Manifest Incubations); other browsers have a menu for it. */
type InstallEvent = Event & { prompt: () => Promise<unknown> };

let offered: InstallEvent | null = null;
const listeners = new Set<() => void>();

function say(): void {
  for (const listener of listeners) listener();
}

/** The offer comes once, early, and must be caught then; it is made when somebody presses. */
export function watchInstall(): () => void {
  const take = (event: Event) => {
    event.preventDefault();
    offered = event as InstallEvent;
    say();
  };
  const clear = () => {
    offered = null;
    say();
  };
  window.addEventListener("beforeinstallprompt", take);
  window.addEventListener("appinstalled", clear);
  return () => {
    window.removeEventListener("beforeinstallprompt", take);
    window.removeEventListener("appinstalled", clear);
  };
}

export const canInstall = () => offered !== null;

export function subscribeInstall(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export async function install(): Promise<void> {
  await offered?.prompt();
  offered = null;
  say();
}
