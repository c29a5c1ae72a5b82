"use client";

import { useEffect, useState } from "react";
import { useCan } from "@/components/shared/member";
import { lazyShown } from "@/components/ui/lazy-overlay";
import type { AttachmentFilters } from "@/lib/attachments/schema";

const Shown = lazyShown(() => import("./attachments-card").then((part) => part.AttachmentsCard));

/** Long enough for a page to become usable first; a browser that knows when it is idle needs no guess. */
const REST_MS = 300;

/** Files of a record. Its code comes when the page is at rest: nobody waits for files to read an address. */
export function Attachments({ of }: { of: AttachmentFilters }) {
  const mayRead = useCan()("read", "attachments");
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
  if (!mayRead) return null;
  // As high as the empty card, so that what follows stays in its place.
  return isAtRest ? <Shown of={of} /> : <div aria-hidden className="h-28 rounded-card edge bg-surface" />;
}
