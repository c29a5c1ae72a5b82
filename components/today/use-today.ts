"use client";

import { useQuery } from "@tanstack/react-query";
import { useClockPollMs } from "@/components/shared/live";
import { fetchToday, todayKeys } from "@/lib/today/client";

/** The day as the server counts it, asked again every half minute and whenever one comes back to the window. */
export function useToday() {
  return useQuery({
    queryKey: todayKeys.all,
    queryFn: ({ signal }) => fetchToday(signal),
    refetchInterval: useClockPollMs(),
    refetchOnWindowFocus: "always",
  });
}
