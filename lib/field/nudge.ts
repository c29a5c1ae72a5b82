/** Why the queue should be looked at now. "button" and "online" do not wait for the end of a pause. */
export type Reason = "start" | "act" | "button" | "online" | "visible" | "timer" | "live";

type Listener = (reason: Reason) => void;

const listeners = new Set<Listener>();

export function nudge(reason: Reason): void {
  for (const listener of listeners) listener(reason);
}

export function onNudge(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
