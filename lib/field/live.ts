import { subscribe } from "@/lib/live/client";
import { nudge } from "./nudge";

/** The first screen and the queue come before the socket and its library. */
const REST_MS = 3_000;

/** The office moves or cancels a visit of this person: the phone asks at once what is new, not in half a minute. */
export function watchOffice(userId: string): () => void {
  let leave = () => {};
  const timer = setTimeout(() => {
    leave = subscribe(`user:${userId}`, { changed: () => nudge("live") });
  }, REST_MS);
  return () => {
    clearTimeout(timer);
    leave();
  };
}
