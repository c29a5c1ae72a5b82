"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useCan } from "@/components/shared/member";
import { knownCode, problemOf } from "@/components/shared/problem";
import { patchRecord } from "@/components/shared/record-cache";
import { useUndo } from "@/components/shared/undo-toast";
import { useToast } from "@/components/ui/toast";
import { bookingKeys, conflictOf, moveBookings, updateBooking } from "@/lib/bookings/client";
import { bookingStepsFrom } from "@/lib/bookings/rules";
import type { AssignmentInput, Booking, BookingRecord, BookingUpdate } from "@/lib/bookings/schema";
import { jobKeys } from "@/lib/jobs/client";
import { slotKeys } from "@/lib/slots/client";
import { useConflictWords } from "./use-conflict-words";

/** Who came by a crew is named by the crew again, or taking back would leave it behind. */
export function inputOf(assignments: Booking["assignments"]): AssignmentInput[] {
  const crews = new Map<string, AssignmentInput>();
  const single: AssignmentInput[] = [];
  for (const { crew_id, resource_id, role } of assignments) {
    if (crew_id === null) single.push({ resource_id, role });
    else if (!crews.has(crew_id)) crews.set(crew_id, { crew_id });
  }
  return [...crews.values(), ...single];
}

type May = ReturnType<typeof useCan>;

/**
 * A write answers with the visit but not with what may be done next. Until the record is read again its steps follow
 * from the table of all steps, so that nobody is offered the one just taken.
 */
function withNextSteps(record: BookingRecord, visit: Booking, may: May): BookingRecord {
  if (record.status === visit.status) return { ...record, ...visit };
  const step = {
    from: record.status,
    to: visit.status,
    reason: visit.status_reason,
    at: visit.updated_at,
    device_time: null,
    actor: null,
    skipped: [],
  };
  return {
    ...record,
    ...visit,
    status_history: [...record.status_history, step],
    transitions: bookingStepsFrom(visit.status).map(({ to, needsReason, right }) => ({
      to,
      needs_reason: needsReason,
      allowed: may(right, "bookings"),
    })),
  };
}

/** Holds what the server answered wherever the visit is shown; everything made of visits is asked again. */
export function useStoreVisits(): (visits: readonly Booking[]) => void {
  const client = useQueryClient();
  const may = useCan();
  return (visits) => {
    for (const visit of visits) {
      client.setQueryData<BookingRecord>(bookingKeys.record(visit.id), (record) =>
        record ? withNextSteps(record, visit, may) : record,
      );
      patchRecord<Booking>(client, bookingKeys, visit.id, visit);
    }
    for (const queryKey of [bookingKeys.all, jobKeys.all, slotKeys.all, ["history"]])
      void client.invalidateQueries({ queryKey });
  };
}

/** Says in a toast what did not happen and why; a taken time names who has it and what would fit. */
export function useVisitRefusal(): (title: string, error: unknown) => void {
  const t = useTranslations("shared");
  const toast = useToast();
  const words = useConflictWords();
  return (title, error) => {
    const clash = conflictOf(error);
    const description = clash
      ? [clash.conflict && words.conflict(clash.conflict), words.fits(clash.suggestions[0] ?? null)]
          .filter(Boolean)
          .join(" ")
      : t(`problems.${knownCode(problemOf(error))}`);
    toast.show({ title, description, tone: "danger", timeoutMs: 10_000 });
  };
}

const placeOf = (visit: Booking) => ({
  starts_at: visit.starts_at,
  ends_at: visit.ends_at,
  assignments: inputOf(visit.assignments),
});

/** Puts visits back where they were, in the versions they have now. */
function useTakeBack() {
  const t = useTranslations("bookings");
  const store = useStoreVisits();
  const refuse = useVisitRefusal();

  const takeBack = async (before: readonly Booking[], after: readonly Booking[]) => {
    const versions = new Map(after.map(({ id, version }) => [id, version]));
    const moves = before.map((visit) => ({
      id: visit.id,
      version: versions.get(visit.id) ?? visit.version,
      ...placeOf(visit),
    }));
    try {
      const overlap = before.find((visit) => visit.overlap)?.overlap?.reason;
      store(await moveBookings({ moves, overlap_reason: overlap }));
    } catch (error) {
      refuse(t("notTakenBack"), error);
    }
  };

  /** Moves know of times and people only: a promised day is put back by changing the visit. */
  const putBack = async (before: Booking, after: Booking) => {
    if (before.flexible_on === after.flexible_on) return takeBack([before], [after]);
    const { is_flexible_day, flexible_on, overlap } = before;
    try {
      const changes = { ...placeOf(before), is_flexible_day, flexible_on, overlap_reason: overlap?.reason };
      store([await updateBooking(before.id, after.version, changes)]);
    } catch (error) {
      refuse(t("notTakenBack"), error);
    }
  };

  return { takeBack, putBack };
}

/** Change one visit, or move several at once; both can be taken back from the toast or by ⌘Z. */
export function useVisitWrites() {
  const store = useStoreVisits();
  const offerUndo = useUndo();
  const { takeBack, putBack } = useTakeBack();
  return {
    /** Throws what the server refused. */
    change: async (before: Booking, changes: BookingUpdate, title: (after: Booking) => string) => {
      const after = await updateBooking(before.id, before.version, changes);
      store([after]);
      offerUndo({ title: title(after), undo: () => void putBack(before, after) });
      return after;
    },
    move: async (
      before: readonly Booking[],
      changes: (visit: Booking) => {
        starts_at?: string | null;
        ends_at?: string | null;
        assignments?: AssignmentInput[];
      },
      title: string,
      overlapReason?: string,
    ) => {
      const moves = before.map((visit) => ({ id: visit.id, version: visit.version, ...changes(visit) }));
      const after = await moveBookings({ moves, overlap_reason: overlapReason });
      store(after);
      offerUndo({ title, undo: () => void takeBack(before, after) });
    },
  };
}
