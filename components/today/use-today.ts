"use client";

import { useQuery } from "@tanstack/react-query";
import { fetchToday, todayKeys } from "@/lib/today/client";

const POLL_MS = 30_000;

/** The day as the server counts it, asked again every half minute and whenever one comes back to the window. */
export function useToday() {
  return useQuery({
    queryKey: todayKeys.all,
    queryFn: ({ signal }) => fetchToday(signal),
    refetchInterval: POLL_MS,
    refetchOnWindowFocus: "always",
  });
}
