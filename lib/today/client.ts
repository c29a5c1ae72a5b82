import { api, queryString } from "@/lib/http/fetch";
import type { Today, TodayPart, TodayParts } from "@/lib/today/schema";

/** Below those of bookings: whatever changes a visit changes the day. */
export const todayKeys = {
  all: ["bookings", "today"] as const,
  parts: (parts: readonly TodayPart[]) => ["bookings", "today", ...parts] as const,
};

export async function fetchToday(signal?: AbortSignal): Promise<Today> {
  return (await api<{ data: Today }>("/bookings/today", { signal })).data;
}

export async function fetchTodayParts(
  parts: readonly TodayPart[],
  signal?: AbortSignal,
): Promise<TodayParts> {
  const query = queryString({ parts: parts.join(",") });
  return (await api<{ data: TodayParts }>(`/bookings/today${query}`, { signal })).data;
}
