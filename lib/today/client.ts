import { api } from "@/lib/http/fetch";
import type { Today } from "@/lib/today/schema";

/** Below those of bookings: whatever changes a visit changes the day. */
export const todayKeys = { all: ["bookings", "today"] as const };

export async function fetchToday(signal?: AbortSignal): Promise<Today> {
  return (await api<{ data: Today }>("/bookings/today", { signal })).data;
}
