"use client";

import { ActivityStream } from "@/components/activities/activity-stream";
import { ChangeEntry } from "@/components/history/change-entry";

const unnamed = () => null;

/** Notes and changes of one visit; the history draws its own lines in the stream of notes. */
export function VisitStream({ id }: { id: string }) {
  return (
    <ActivityStream
      of={{ booking_id: id }}
      historyOf="bookings"
      id={id}
      renderChange={(change) => <ChangeEntry change={change} nameOf={unnamed} />}
    />
  );
}
