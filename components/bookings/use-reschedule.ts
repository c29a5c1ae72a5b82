"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Booking, BookingUpdate } from "@/lib/bookings/schema";
import { fetchJob, jobKeys } from "@/lib/jobs/client";
import type { TimeRange } from "@/lib/slots/schema";
import { dateIn, timeIn, wallToInstant } from "@/lib/time";
import { assignmentsOf, pickedOf } from "./people-picker";
import type { PickedPerson } from "./people-picker";
import { stepTime } from "./time-field";

const MINUTE_MS = 60_000;
const DAY_MIN = 1440;
/** Where neither visit nor job says how long it takes. */
const USUAL_MIN = 60;

type Draft = {
  date: string;
  /** The day is promised and no hour: without a time it keeps nobody from other work. */
  isAnyTime: boolean;
  time: string;
  durationMin: number | null;
  people: readonly PickedPerson[];
  /** Why, as the customer is told. */
  toldReason: string;
};

/** Where a visit has its time, else the next quarter of an hour from now. */
function startOf(visit: Booking, zone: string): Draft {
  const people = pickedOf(visit.assignments);
  if (visit.starts_at && visit.ends_at) {
    const durationMin = (Date.parse(visit.ends_at) - Date.parse(visit.starts_at)) / MINUTE_MS;
    const { starts_at } = visit;
    return {
      date: dateIn(starts_at, zone),
      isAnyTime: false,
      time: timeIn(starts_at, zone),
      durationMin,
      people,
      toldReason: "",
    };
  }
  const now = Date.now();
  const date = visit.flexible_on ?? dateIn(now, zone);
  const time = stepTime(timeIn(now, zone), 15);
  return { date, isAnyTime: visit.is_flexible_day, time, durationMin: null, people, toldReason: "" };
}

const instantOf = (ms: number) => new Date(ms).toISOString();

/** Promised for the day: what it had of a time is taken away with it. */
function anyTimeChanges(visit: Booking, date: string): BookingUpdate {
  if (visit.is_flexible_day && visit.flexible_on === date && visit.starts_at === null) return {};
  const noTime = visit.starts_at === null ? {} : { starts_at: null, ends_at: null };
  return { ...noTime, is_flexible_day: true, flexible_on: date };
}

function timeChanges(visit: Booking, { starts_at, ends_at }: TimeRange): BookingUpdate {
  const isSame = (before: string | null, after: string) =>
    before !== null && Date.parse(before) === Date.parse(after);
  if (isSame(visit.starts_at, starts_at) && isSame(visit.ends_at, ends_at)) return {};
  const hour = visit.is_flexible_day ? { is_flexible_day: false, flexible_on: null } : {};
  return { starts_at, ends_at, ...hour };
}

/** What the draft would change of the visit; only that is sent, so that the history names what a person changed. */
function changesOf(
  visit: Booking,
  range: TimeRange,
  { people, isAnyTime, date, toldReason }: Draft,
): BookingUpdate {
  const assignments = assignmentsOf(people);
  const isSamePeople =
    JSON.stringify(assignments) === JSON.stringify(assignmentsOf(pickedOf(visit.assignments)));
  const time = isAnyTime ? anyTimeChanges(visit, date) : timeChanges(visit, range);
  // Of other people the customer is not told why.
  const why = Object.keys(time).length > 0 && toldReason.trim() ? { told_reason: toldReason.trim() } : {};
  return {
    ...time,
    ...why,
    ...(isSamePeople ? {} : { assignments }),
  };
}

/** Date, time, length and people of a visit while they are being changed, all in the clock of the site. */
export function useReschedule(visit: Booking) {
  const zone = visit.job.property.time_zone;
  const [draft, setDraft] = useState(() => startOf(visit, zone));
  const job = useQuery({
    queryKey: jobKeys.record(visit.job_id),
    queryFn: ({ signal }) => fetchJob(visit.job_id, signal),
    enabled: draft.durationMin === null,
  });
  const durationMin = draft.durationMin ?? job.data?.duration_min ?? USUAL_MIN;
  const startMs = wallToInstant(draft.date, draft.time, zone);
  const range = { starts_at: instantOf(startMs), ends_at: instantOf(startMs + durationMin * MINUTE_MS) };
  const change = (changes: Partial<Draft>) => setDraft((before) => ({ ...before, ...changes }));
  const changes = changesOf(visit, range, draft);
  return {
    ...range,
    zone,
    draft,
    durationMin,
    endTime: timeIn(range.ends_at, zone),
    change,
    /** The end as a wall time: earlier than the start is the next day; longer visits keep their days. */
    changeEnd: (time: string) => {
      const wholeDays = Math.floor(durationMin / DAY_MIN);
      const sameDay = (wallToInstant(draft.date, time, zone) - startMs) / MINUTE_MS;
      change({ durationMin: (sameDay > 0 ? sameDay : sameDay + DAY_MIN) + wholeDays * DAY_MIN });
    },
    take: ({ starts_at }: TimeRange) =>
      change({ date: dateIn(starts_at, zone), time: timeIn(starts_at, zone), isAnyTime: false }),
    isChanged: Object.keys(changes).length > 0,
    isOtherTime: "starts_at" in changes || "flexible_on" in changes,
    changes: () => changes,
    /** Nothing to look up where no hour is meant. */
    check: draft.isAnyTime
      ? null
      : { id: visit.id, job_id: visit.job_id, ...range, assignments: assignmentsOf(draft.people) },
  };
}

export type RescheduleState = ReturnType<typeof useReschedule>;
