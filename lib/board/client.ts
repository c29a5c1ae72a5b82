import type { Board, BoardQuery } from "@/lib/board/schema";
import { api, queryString } from "@/lib/http/fetch";

/** Below those of bookings: whatever changes a visit makes the board old too. */
export const boardKeys = {
  all: ["bookings", "board"] as const,
  range: (query: BoardQuery) => ["bookings", "board", query] as const,
};

/** At most 14 days at once. */
export async function fetchBoard(query: BoardQuery, signal?: AbortSignal): Promise<Board> {
  return (await api<{ data: Board }>(`/bookings/board${queryString(query)}`, { signal })).data;
}
