"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useConflict } from "@/components/shared/use-conflict";
import type { Booking, BookingUpdate } from "@/lib/bookings/schema";
import { useFormats } from "@/lib/i18n/client";
import { findAuthor } from "./find-author";
import { pickedOf } from "./people-picker";
import type { useReschedule } from "./use-reschedule";
import { useVisitWords } from "./use-visit-words";
import { useVisitWrites } from "./use-visit-writes";

type Options = {
  visit: Booking;
  state: ReturnType<typeof useReschedule>;
  reason: string;
  onClose: () => void;
};

/** The fields both sides of a clash are compared by. */
const fieldsOf = (visit: Booking) => ({
  starts_at: visit.starts_at && new Date(visit.starts_at).toISOString(),
  ends_at: visit.ends_at && new Date(visit.ends_at).toISOString(),
  flexible_on: visit.flexible_on,
  people: pickedOf(visit.assignments),
});

function isStale(error: unknown): error is Error & { current: unknown } {
  return error instanceof Error && "current" in error && Boolean(error.current);
}

/** A start without its end would be half a time: both go, whichever of them was chosen. */
function keptOf(changes: BookingUpdate, kept: Readonly<Record<string, unknown>>): BookingUpdate {
  const { assignments, overlap_reason: _reason, ...time } = changes;
  return {
    ...("starts_at" in kept || "ends_at" in kept || "flexible_on" in kept ? time : {}),
    ...("people" in kept ? { assignments } : {}),
  };
}

/** Which of the two sides stands in each field, named and written as on the screen. */
function useSides(visit: Booking) {
  const t = useTranslations("bookings.reschedule");
  const formats = useFormats();
  const zone = visit.job.property.time_zone;
  const LABELS: Record<string, string> = {
    starts_at: t("starts"),
    ends_at: t("ends"),
    flexible_on: t("anyTime"),
    people: t("people"),
  };
  return {
    label: (name: string) => LABELS[name] ?? name,
    value: (name: string, value: unknown) => {
      if (name === "people")
        return formats.list((value as { name: string }[]).map((person) => person.name)) || null;
      if (name === "flexible_on") return value ? formats.day(`${value as string}T12:00:00Z`, "UTC") : null;
      return typeof value === "string" ? formats.dayTime(value, zone) : null;
    },
  };
}

/** Saves what was chosen; a newer version of somebody else is shown side by side before anything is overwritten. */
export function useRescheduleSave({ visit, state, reason, onClose }: Options) {
  const t = useTranslations("bookings");
  const words = useVisitWords();
  const { change } = useVisitWrites();
  const [problem, setProblem] = useState<unknown>(null);
  const [isSaving, setIsSaving] = useState(false);

  const send = async (before: Booking, changes: BookingUpdate) => {
    const overlap = reason.trim() || undefined;
    if (Object.keys(changes).length > 0)
      await change(before, { ...changes, overlap_reason: overlap }, (after) =>
        t("moved", { people: words.people(after.assignments), when: words.when(after) }),
      );
    onClose();
  };

  const conflict = useConflict<Booking>({
    stored: fieldsOf(visit),
    fieldsOf,
    words: useSides(visit),
    findAuthor: () => findAuthor(visit.id),
    save: (kept, version) => send({ ...visit, version }, keptOf(state.changes(), kept)),
  });

  const save = async () => {
    if (isSaving) return;
    setIsSaving(true);
    setProblem(null);
    try {
      await send(visit, state.changes());
    } catch (error) {
      const { isAnyTime, date, people } = state.draft;
      const mine = isAnyTime
        ? { starts_at: null, ends_at: null, flexible_on: date, people }
        : { starts_at: state.starts_at, ends_at: state.ends_at, flexible_on: null, people };
      if (isStale(error)) conflict.open(error.current, mine);
      else setProblem(error);
    } finally {
      setIsSaving(false);
    }
  };
  return { save, conflict, problem, isSaving };
}
