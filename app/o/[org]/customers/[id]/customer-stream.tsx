"use client";

import { Attachments } from "@/components/attachments/attachments";
import { HistoryCard } from "@/components/history/history-card";

/** What has gathered with a customer: files, and what was changed. */
export function CustomerStream({ id }: { id: string }) {
  return (
    <>
      <Attachments of={{ customer_id: id }} />
      <HistoryCard of="customers" id={id} />
    </>
  );
}
