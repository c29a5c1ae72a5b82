import type { ReactNode } from "react";

export type ToastMessage = {
  title: ReactNode;
  description?: ReactNode;
  tone?: "plain" | "success" | "danger";
  action?: { label: string; run: () => void };
  /** Milliseconds until it goes; 0 keeps it. A toast with an action stays 10 s, others 5 s. */
  timeoutMs?: number;
};

export type ToastEvent = { kind: "show"; id: string; message: ToastMessage } | { kind: "close"; id: string };

let next = 0;
let waiting: ToastEvent[] = [];
let consumer: ((event: ToastEvent) => void) | null = null;
let wasUsed = false;
const listeners = new Set<() => void>();

function send(event: ToastEvent): void {
  if (consumer) return consumer(event);
  waiting.push(event);
  wasUsed = true;
  for (const listener of listeners) listener();
}

/** Messages wait until what shows them is loaded. */
export function showToast(message: ToastMessage): string {
  next += 1;
  const id = `toast-${next}`;
  send({ kind: "show", id, message });
  return id;
}

export function closeToast(id: string): void {
  send({ kind: "close", id });
}

/** Called by the one that shows them; takes what has waited. */
export function consumeToasts(consume: (event: ToastEvent) => void): () => void {
  consumer = consume;
  const missed = waiting;
  waiting = [];
  for (const event of missed) consume(event);
  return () => {
    consumer = null;
  };
}

export function toastWasUsed(): boolean {
  return wasUsed;
}

export function subscribeToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
