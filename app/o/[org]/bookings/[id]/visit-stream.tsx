"use client";

import { ActivityStream } from "@/components/activities/activity-stream";
import { ChangeEntry } from "@/components/history/change-entry";
import { MessageEntry } from "@/components/notifications/message-entry";
import { useMessages } from "@/components/notifications/use-messages";
import { useCan } from "@/components/shared/member";

const unnamed = () => null;

/** Messages, notes and changes of one visit; each feature draws its own lines in the one stream. */
export function VisitStream({ id }: { id: string }) {
  const mayRead = useCan()("read", "notifications");
  const query = useMessages(id, mayRead);
  const entries = query.data?.pages.flatMap(({ data }) =>
    data.map((message) => ({
      id: message.id,
      atMs: Date.parse(message.created_at),
      drawn: <MessageEntry message={message} />,
    })),
  );
  return (
    <ActivityStream
      of={{ booking_id: id }}
      historyOf="bookings"
      id={id}
      renderChange={(change) => <ChangeEntry change={change} nameOf={unnamed} />}
      messages={mayRead ? { query, entries } : undefined}
    />
  );
}
