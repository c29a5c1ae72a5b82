"use client";

import { useCan } from "@/components/shared/member";
import { lazyShown } from "@/components/ui/lazy-overlay";
import type { AttachmentFilters } from "@/lib/attachments/schema";

const Shown = lazyShown(() => import("./attachments-card").then((part) => part.AttachmentsCard));

/** Files of a record. Its code comes after the page's own: nobody waits for files to read an address. */
export function Attachments({ of }: { of: AttachmentFilters }) {
  return useCan()("read", "attachments") ? <Shown of={of} /> : null;
}
