"use client";

import { Attachments } from "@/components/attachments/attachments";
import { useAtRest } from "@/components/shared/use-at-rest";
import { lazyShown } from "@/components/ui/lazy-overlay";

const History = lazyShown(() => import("@/components/history/history-card").then((part) => part.HistoryCard));

/** What has gathered with a customer: files, and what was changed. Both stand below what the page is opened for. */
export function CustomerStream({ id }: { id: string }) {
  const isAtRest = useAtRest();
  return (
    <>
      <Attachments of={{ customer_id: id }} />
      {isAtRest ? (
        <History of="customers" id={id} />
      ) : (
        <div aria-hidden className="h-40 rounded-card edge bg-surface" />
      )}
    </>
  );
}
