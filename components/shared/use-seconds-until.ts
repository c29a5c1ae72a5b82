"use client";

import { useEffect, useState } from "react";

/** Seconds left until a moment, recounted every second; 0 when it is over or there is none. */
export function useSecondsUntil(untilMs: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  const isWaiting = untilMs !== null && untilMs > now;
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isWaiting, untilMs]);
  return untilMs === null ? 0 : Math.max(0, Math.ceil((untilMs - now) / 1000));
}
