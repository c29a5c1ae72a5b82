import type { QueryClient } from "@tanstack/react-query";
import { onProblem } from "@/lib/http/fetch";

export type Connection = {
  /** Milliseconds at which it was lost; null while it is there. */
  sinceMs: number | null;
  /** When the newest data on the screen was confirmed by the server. */
  confirmedMs: number | null;
};

export const UNKNOWN_CONNECTION: Connection = { sinceMs: null, confirmedMs: null };
const PROBE_MS = 5000;

async function isReachable(): Promise<boolean> {
  try {
    await fetch("/api/v1/config", { cache: "no-store", signal: AbortSignal.timeout(4000) });
    return true;
  } catch {
    return false;
  }
}

type Signs = { lose: () => void; back: () => void; confirm: () => void };

function listen(client: QueryClient, { lose, back, confirm }: Signs): () => void {
  window.addEventListener("offline", lose);
  window.addEventListener("online", back);
  const silence = onProblem(({ code }) => {
    if (code === "offline") lose();
  });
  const unsubscribe = client.getQueryCache().subscribe((event) => {
    if (event.type === "updated" && event.action.type === "success") confirm();
  });
  return () => {
    window.removeEventListener("offline", lose);
    window.removeEventListener("online", back);
    silence();
    unsubscribe();
  };
}

/**
 * The browser's own sign comes late or never (a dead router keeps it "online"), so failed calls count as well. Once
 * lost it asks every five seconds, and on return everything on the screen is read again.
 */
export function createConnectionStore(client: QueryClient) {
  let connection = UNKNOWN_CONNECTION;
  let timer: ReturnType<typeof setInterval> | null = null;
  const listeners = new Set<() => void>();

  const set = (part: Partial<Connection>) => {
    connection = { ...connection, ...part };
    for (const listener of listeners) listener();
  };
  const stopProbing = () => {
    if (timer) clearInterval(timer);
    timer = null;
  };
  const probe = async () => {
    if (connection.sinceMs === null || !(await isReachable())) return;
    stopProbing();
    set({ sinceMs: null });
    await client.invalidateQueries();
  };
  const lose = () => {
    if (connection.sinceMs !== null) return;
    set({ sinceMs: Date.now() });
    timer = setInterval(() => void probe(), PROBE_MS);
  };

  const watch = () => {
    connection = { sinceMs: null, confirmedMs: Date.now() };
    if (!navigator.onLine) lose();
    const confirm = () => set({ confirmedMs: Date.now() });
    const unlisten = listen(client, { lose, back: () => void probe(), confirm });
    return () => {
      unlisten();
      stopProbing();
    };
  };

  let unwatch: (() => void) | null = null;
  return {
    read: () => connection,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      unwatch ??= watch();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        unwatch?.();
        unwatch = null;
      };
    },
  };
}
