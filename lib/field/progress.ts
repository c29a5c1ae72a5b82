import { useSyncExternalStore } from "react";

const shares = new Map<string, number>();
const listeners = new Set<() => void>();

/** Share 0…1 of a file that is crossing the line in this tab; null when it is not. */
export function setProgress(fileId: string, share: number | null): void {
  if (share === null) shares.delete(fileId);
  else shares.set(fileId, share);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useProgress(fileId: string): number | null {
  return useSyncExternalStore(
    subscribe,
    () => shares.get(fileId) ?? null,
    () => null,
  );
}
