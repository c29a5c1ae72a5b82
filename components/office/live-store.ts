import type { QueryClient } from "@tanstack/react-query";
import { loadPart } from "@/components/ui/lazy-overlay";
import type { LiveState } from "@/lib/live/client";

/** By then the page has loaded what it shows: what tells of later changes must not compete with it. */
const REST_MS = 1_500;
/** After a signal too weak to load what listens. */
const AGAIN_MS = 30_000;

/** Loads what listens once the page is at rest and listens until the answer is called. */
function begin(client: QueryClient, topic: string, say: (state: LiveState) => void): () => void {
  let isOver = false;
  let end = () => {};
  const start = async () => {
    try {
      const { watch } = await loadPart(() => import("./live-watch"));
      if (!isOver) end = watch(client, topic, say);
    } catch {
      if (isOver) return;
      say("lost");
      timer = setTimeout(() => void start(), AGAIN_MS);
    }
  };
  let timer = setTimeout(() => void start(), REST_MS);
  return () => {
    isOver = true;
    clearTimeout(timer);
    end();
  };
}

/** Whether what others change arrives by itself. Listens while somebody asks. */
export function createLiveStore(client: QueryClient, topic: string) {
  let state: LiveState = "connecting";
  const listeners = new Set<() => void>();
  let unwatch: (() => void) | null = null;
  const say = (now: LiveState) => {
    if (state === now) return;
    state = now;
    for (const listener of listeners) listener();
  };
  return {
    read: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      unwatch ??= begin(client, topic, say);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        unwatch?.();
        unwatch = null;
        state = "connecting";
      };
    },
  };
}
