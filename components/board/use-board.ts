"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useClockPollMs } from "@/components/shared/live";
import { boardKeys, fetchBoard } from "@/lib/board/client";
import type { Board, BoardQuery } from "@/lib/board/schema";
import type { Booking } from "@/lib/bookings/schema";

/** The same people on another day, before it is known what they do there. */
function peopleOf(board: Board | undefined): Board | undefined {
  if (!board) return undefined;
  const resources = board.resources.map((resource) => ({
    ...resource,
    shifts: [],
    booked_min: 0,
    shift_min: 0,
  }));
  return { ...board, resources, bookings: [], time_off: [], holds: [], closures: [], truncated: false };
}

/** Asked again as time passes and whenever one comes back to the window. Rows stand before their bars. */
export function useBoard(query: BoardQuery) {
  return useQuery<Board>({
    queryKey: boardKeys.range(query),
    queryFn: ({ signal }) => fetchBoard(query, signal),
    // The very same function each time, or its answer would be another board at every look.
    placeholderData: peopleOf,
    refetchInterval: useClockPollMs(),
    refetchOnWindowFocus: "always",
  });
}

const placeKey = ({ starts_at, ends_at, assignments }: Booking) =>
  [starts_at, ends_at, ...assignments.map(({ resource_id }) => resource_id).sort()].join();

/**
 * A bar in hand (focused, or open beside the board) stays where it is while somebody else moves it; it goes to its
 * new place once let go. Everything but its place is as new as the rest.
 */
export function useHeldInPlace(board: Board | undefined, heldId: string | null): Board | undefined {
  const [held, setHeld] = useState<Booking | null>(null);
  if (held && held.id !== heldId) setHeld(null);
  const fresh = board?.bookings.find(({ id }) => id === heldId);
  if (fresh && held?.id !== fresh.id) setHeld(fresh);
  return useMemo(() => {
    if (!board || !held || held.id !== heldId) return board;
    const now = board.bookings.find(({ id }) => id === held.id);
    if (now && placeKey(now) === placeKey(held)) return board;
    const { starts_at, ends_at, assignments, status } = held;
    const shown = now ? { ...now, starts_at, ends_at, assignments, status } : held;
    return { ...board, bookings: [...board.bookings.filter(({ id }) => id !== held.id), shown] };
  }, [board, held, heldId]);
}

/** Visits that are newer than the last time this was asked, to be pulsed once; none at the first sight. */
export function useChanged(board: Board | undefined): ReadonlySet<string> {
  const [seen, setSeen] = useState<{ of: readonly Booking[]; versions: ReadonlyMap<string, number> } | null>(
    null,
  );
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set());
  if (board && board.bookings !== seen?.of) {
    const versions = new Map(board.bookings.map(({ id, version }) => [id, version]));
    const isSameDay = seen !== null && board.bookings.some(({ id }) => seen.versions.has(id));
    setSeen({ of: board.bookings, versions });
    setChanged(
      new Set(
        isSameDay
          ? board.bookings.filter(({ id, version }) => seen.versions.get(id) !== version).map(({ id }) => id)
          : [],
      ),
    );
  }
  return changed;
}
