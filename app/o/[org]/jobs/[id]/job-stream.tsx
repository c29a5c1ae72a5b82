"use client";

import { ActivityStream } from "@/components/activities/activity-stream";
import { ChangeEntry } from "@/components/history/change-entry";

const unnamed = () => null;

/** Notes and changes of a job and its visits; the history draws its own lines in the stream of notes. */
export function JobStream({ id }: { id: string }) {
  return (
    <ActivityStream
      of={{ job_id: id }}
      historyOf="jobs"
      id={id}
      renderChange={(change) => <ChangeEntry change={change} nameOf={unnamed} />}
    />
  );
}
