"use client";

import { useCan } from "@/components/shared/member";
import { useAtRest } from "@/components/shared/use-at-rest";
import { lazyShown } from "@/components/ui/lazy-overlay";
import type { AttachmentFilters } from "@/lib/attachments/schema";

const Shown = lazyShown(() => import("./attachments-card").then((part) => part.AttachmentsCard));

/** Files of a record. Its code comes when the page is at rest: nobody waits for files to read an address. */
export function Attachments({ of }: { of: AttachmentFilters }) {
  const mayRead = useCan()("read", "attachments");
  const isAtRest = useAtRest();
  if (!mayRead) return null;
  // As high as the empty card, so that what follows stays in its place.
  return isAtRest ? <Shown of={of} /> : <div aria-hidden className="h-28 rounded-card edge bg-surface" />;
}
