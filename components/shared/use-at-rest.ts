import { useEffect, useState } from "react";

/** Long enough for a page to become usable first; a browser that knows when it is idle needs no guess. */
const REST_MS = 300;

/** False until the page is at rest: for parts below, whose code nobody waits for to read what is above. */
export function useAtRest(): boolean {
  const [isAtRest, rest] = useState(false);
  useEffect(() => {
    const begin = () => rest(true);
    if (typeof window.requestIdleCallback !== "function") {
      const timer = setTimeout(begin, REST_MS);
      return () => clearTimeout(timer);
    }
    const idle = window.requestIdleCallback(begin, { timeout: 2_000 });
    return () => window.cancelIdleCallback(idle);
  }, []);
  return isAtRest;
}
