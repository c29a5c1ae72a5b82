import { nudge } from "./nudge";

/** The first screen and the queue come before the socket and its library. */
const REST_MS = 3_000;

/** The office moves or cancels a visit of this person: the phone asks at once what is new, not in half a minute. */
export function watchOffice(userId: string): () => void {
  let leave = () => {};
  let isOver = false;
  const listen = async () => {
    const { subscribe } = await import("@/lib/live/client");
    if (!isOver) leave = subscribe(`user:${userId}`, { changed: () => nudge("live") });
  };
  // Without it the phone still asks every half minute.
  const timer = setTimeout(() => void listen().catch(() => undefined), REST_MS);
  return () => {
    isOver = true;
    clearTimeout(timer);
    leave();
  };
}
