"use client";

import { useQuery } from "@tanstack/react-query";
import { useClockPollMs } from "@/components/shared/live";
import { useMember } from "@/components/shared/member";
import { scopeOf } from "@/lib/auth/rules";
import { fetchOperations, syncKeys } from "@/lib/sync/client";
import { fetchToday, todayKeys } from "@/lib/today/client";
import type { NavId } from "./nav";

/** `isBroken`: a promise is broken already, so the badge says danger. */
export type Waiting = { count: number; isBroken: boolean };

/** More is shown as 99+ anyway. */
const MOST_COUNTED = 100;

/** What phones could not settle: stuck work, so the badge says danger. */
function useParked(): Waiting {
  const { permissions } = useMember();
  const { data } = useQuery({
    queryKey: [...syncKeys.all, "waiting"],
    queryFn: ({ signal }) => fetchOperations({ state: "parked" }, { limit: MOST_COUNTED, signal }),
    enabled: scopeOf({ permissions }, "read", "sync") === "all",
    refetchInterval: useClockPollMs(),
    retry: false,
  });
  const count = data?.data.length ?? 0;
  return { count, isBroken: count > 0 };
}

/** How much waits for a person behind an entry of the sidebar: never news, only work. */
export function useWaiting(): Partial<Record<NavId, Waiting>> {
  const { permissions } = useMember();
  const sync = useParked();
  const { data } = useQuery({
    queryKey: todayKeys.all,
    queryFn: ({ signal }) => fetchToday(signal),
    enabled: scopeOf({ permissions }, "read", "bookings") === "all",
    refetchInterval: useClockPollMs(),
    // A badge is not worth a second try, and the page itself shows its own error.
    retry: false,
  });
  if (!data) return { sync };
  // The very lines of the page, so that badge and page never say two numbers.
  const { needs, counts } = data;
  return {
    today: { count: needs.length, isBroken: needs.some(({ kind }) => kind === "late") },
    backlog: { count: counts.backlog_due, isBroken: false },
    sync,
  };
}
