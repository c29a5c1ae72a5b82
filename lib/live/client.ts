import type { RealtimeChannel } from "@supabase/supabase-js";
import type { Changed, LiveItem } from "@/lib/live/rules";

export type LiveState = "connecting" | "live" | "lost";

type Listener = {
  changed: (items: Changed) => void;
  /** Also called for every return after a loss; "lost" is no error: the connection is tried again without end. */
  state?: (state: LiveState) => void;
};

/** After a channel was closed or refused; the connection itself comes back by supabase-js's own steps. */
const AGAIN_MS = [1_000, 2_000, 5_000, 10_000, 30_000];

/**
 * Listens to a topic of this person's organization until the answer is called. Reconnecting, new tokens and the
 * end of a session that others refresh are seen to; each time it is live again `changed(null)` says that something
 * may have been missed. In the browser only; the client is loaded when first needed.
 */
export function subscribe(topic: string, listener: Listener): () => void {
  let isOver = false;
  let attempts = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let leave = () => {};

  const say = (now: LiveState) => {
    if (!isOver) listener.state?.(now);
  };
  const again = () => {
    say("lost");
    leave();
    if (isOver || timer) return;
    const waitMs = AGAIN_MS[Math.min(attempts++, AGAIN_MS.length - 1)];
    timer = setTimeout(() => void start(), waitMs);
  };
  const start = async () => {
    timer = null;
    // A hidden page refreshes no session; it joins again when somebody looks at it.
    if (document.visibilityState === "hidden") return document.addEventListener("visibilitychange", seen);
    try {
      const opened = await openChannel(topic);
      if (isOver) return opened.left();
      leave = opened.left;
      // A channel that was left says so late, when the next one may already be joined.
      hear(opened, () => !isOver && leave === opened.left, {
        changed: listener.changed,
        joined: () => {
          attempts = 0;
          say("live");
          listener.changed(null);
        },
        lost: () => say("lost"),
        closed: again,
      });
    } catch {
      again();
    }
  };
  const seen = () => {
    if (document.visibilityState === "hidden") return;
    document.removeEventListener("visibilitychange", seen);
    void start();
  };

  say("connecting");
  void start();
  return () => {
    isOver = true;
    if (timer) clearTimeout(timer);
    document.removeEventListener("visibilitychange", seen);
    leave();
  };
}

type Opened = { channel: RealtimeChannel; left: () => void; renew: () => void };

async function openChannel(topic: string): Promise<Opened> {
  const { browserClient } = await import("@/lib/supabase/browser");
  const client = browserClient();
  // A private channel is judged by the token it is joined with: this asks for the session's and refreshes an old one.
  await client.realtime.setAuth();
  // supabase-js keeps one channel per topic: two listeners of one page would share a state.
  const earlier = client.getChannels().find((each) => each.topic === `realtime:${topic}`);
  if (earlier) await client.removeChannel(earlier);
  const channel = client.channel(topic, { config: { private: true } });
  let isLeft = false;
  const left = () => {
    if (isLeft) return;
    isLeft = true;
    void client.removeChannel(channel);
  };
  return { channel, left, renew: () => void client.realtime.setAuth().catch(() => undefined) };
}

type Signs = { changed: (items: Changed) => void; joined: () => void; lost: () => void; closed: () => void };

function hear({ channel, renew }: Opened, isCurrent: () => boolean, signs: Signs): void {
  channel.on("broadcast", { event: "changed" }, ({ payload }: { payload: { items?: LiveItem[] } }) => {
    if (isCurrent()) signs.changed(payload.items ?? null);
  });
  channel.subscribe((status) => {
    if (!isCurrent()) return;
    if (status === "SUBSCRIBED") return signs.joined();
    if (status === "CLOSED") return signs.closed();
    signs.lost();
    // supabase-js joins again by itself, with a token that may have ended while nobody was connected.
    renew();
  });
}
