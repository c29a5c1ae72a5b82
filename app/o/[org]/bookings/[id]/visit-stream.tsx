"use client";

import { useAtRest } from "@/components/shared/use-at-rest";
import { lazyShown } from "@/components/ui/lazy-overlay";

const Shown = lazyShown(() => import("./stream-lines").then((lines) => lines.StreamLines));

/** Below everything else of the page: its code comes when the page is at rest, its data with the page. */
export function VisitStream({ id }: { id: string }) {
  // As high as a short stream with its place to write, so that little moves.
  return useAtRest() ? <Shown id={id} /> : <div aria-hidden className="h-64 rounded-card edge bg-surface" />;
}
