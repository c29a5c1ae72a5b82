"use client";

import { useQuery } from "@tanstack/react-query";
import { ActivityStream } from "@/components/activities/activity-stream";
import { ChangeEntry } from "@/components/history/change-entry";
import { MessageDelivery, MessageEntry } from "@/components/notifications/message-entry";
import { useMessages } from "@/components/notifications/use-messages";
import { useCan } from "@/components/shared/member";
import { bookingKeys, fetchBooking } from "@/lib/bookings/client";

const unnamed = () => null;

/** Messages, notes and changes of one visit; each feature draws its own lines in the one stream. */
export function StreamLines({ id }: { id: string }) {
  const mayRead = useCan()("read", "notifications");
  const query = useMessages(id, mayRead);
  const visit = useQuery({
    queryKey: bookingKeys.record(id),
    queryFn: ({ signal }) => fetchBooking(id, signal),
  });
  const sent = query.data?.pages.flatMap(({ data }) => data);
  // Words a member wrote are a line of their own, which says how its mail fared.
  const entries = sent
    ?.filter(({ activity_id }) => !activity_id)
    .map((message) => ({
      id: message.id,
      atMs: Date.parse(message.created_at),
      drawn: <MessageEntry message={message} />,
    }));
  const deliveryOf = (activityId: string) => {
    const message = sent?.find(({ activity_id }) => activity_id === activityId);
    return message ? <MessageDelivery message={message} /> : null;
  };
  const customer = visit.data?.job.customer;
  return (
    <ActivityStream
      of={{ booking_id: id }}
      historyOf="bookings"
      id={id}
      renderChange={(change) => <ChangeEntry change={change} nameOf={unnamed} />}
      messages={mayRead ? { query, entries, deliveryOf } : undefined}
      customer={customer ? { id: customer.id, name: customer.display_name } : undefined}
    />
  );
}
