import type { Query, QueryClient } from "@tanstack/react-query";
import { subscribe as listenTo } from "@/lib/live/client";
import type { LiveState } from "@/lib/live/client";
import { staleHeads } from "@/lib/live/rules";
import type { Changed } from "@/lib/live/rules";

/** "lost" is said only after a while: a blink of the network is nobody's business. */
const PATIENCE_MS = 5_000;
/** One edit tells of itself in two or three messages, which arrive together; they are answered by one look. */
const GATHER_MS = 30;
/** How long all else waits for the record that an event names. */
const FIRST_MS = 1_000;
/** What a person is choosing from, or looks up as he types, does not change under him. */
const LEFT_ALONE = new Set(["slots", "geocoding", "search"]);

/**
 * The record that an event names is what somebody looks at: it is asked for first, and lists, sums and history behind
 * it, because a page's eight questions at once are all answered as late as the last.
 */
async function askAnew(client: QueryClient, stale: ReadonlySet<string> | null, named: ReadonlySet<string>) {
  const isStale = ({ queryKey: [head] }: Query) =>
    typeof head === "string" && !LEFT_ALONE.has(head) && (stale === null || stale.has(head));
  const isNamed = ({ queryKey: [, kind, id] }: Query) =>
    kind === "record" && typeof id === "string" && named.has(id);
  const first = client.invalidateQueries({ predicate: (query) => isStale(query) && isNamed(query) });
  await Promise.race([first, new Promise((resolve) => setTimeout(resolve, FIRST_MS))]);
  await client.invalidateQueries({ predicate: (query) => isStale(query) && !isNamed(query) });
}

/** Asks anew for what events made old: at once, or when the page is seen again, and never into a write under way. */
function createReader(client: QueryClient) {
  let heads: Set<string> | null = new Set();
  let named = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | null = null;

  const read = () => {
    timer = null;
    if (document.visibilityState === "hidden") return;
    // Its answer is newer than what would be read now; the look is taken when it is there.
    if (client.isMutating() > 0) return later();
    const [stale, ids] = [heads, named];
    heads = new Set();
    named = new Set();
    if (stale?.size === 0) return;
    void askAnew(client, stale, ids);
  };
  const later = () => {
    timer ??= setTimeout(read, GATHER_MS);
  };
  document.addEventListener("visibilitychange", later);
  return {
    add(items: Changed) {
      const touched = staleHeads(items);
      heads = heads === null || touched === null ? null : new Set([...heads, ...touched]);
      for (const { id, booking_id } of items ?? []) named.add(id).add(booking_id ?? id);
      later();
    },
    stop() {
      if (timer) clearTimeout(timer);
      document.removeEventListener("visibilitychange", later);
    },
  };
}

/** Listens to `topic` from now on, reads what changes and says how it stands; the answer ends it. */
export function watch(client: QueryClient, topic: string, say: (state: LiveState) => void): () => void {
  const reader = createReader(client);
  let patience: ReturnType<typeof setTimeout> | null = null;
  const calm = () => {
    if (patience) clearTimeout(patience);
    patience = null;
  };
  const state = (now: LiveState) => {
    if (now === "live") {
      calm();
      say("live");
    } else {
      patience ??= setTimeout(() => say("lost"), PATIENCE_MS);
    }
  };
  const leave = listenTo(topic, { changed: (items) => reader.add(items), state });
  return () => {
    leave();
    reader.stop();
    calm();
  };
}
