"use client";

import { useEffect } from "react";

/**
 * A list, the board or the palette asks for a dialog about visits; the one that draws it listens. So that a room
 * needs nothing of another room's, and ids are all that travels.
 */
export type VisitRequest = {
  action: "reschedule" | "assign" | "backlog" | "cancel" | "tell";
  ids: readonly string[];
};

type Listener = (request: VisitRequest) => void;

const listeners = new Set<Listener>();

export function requestForVisits(request: VisitRequest): void {
  for (const listener of listeners) listener(request);
}

/** For the one host of the dialogs, which stands in the office's layout. */
export function useVisitRequests(listener: Listener): void {
  useEffect(() => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, [listener]);
}
