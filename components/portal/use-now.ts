"use client";

import { useEffect, useState } from "react";

/** The clock of the page: the server's at first, so that both say the same, then the reader's by the half minute. */
export function useNow(atFirst: number): number {
  const [now, setNow] = useState(atFirst);
  useEffect(() => {
    const tick = () => setNow(Date.now());
    tick();
    const timer = setInterval(tick, 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
