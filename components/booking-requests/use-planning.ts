"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { conflictOf } from "@/lib/bookings/client";
import type { Booking } from "@/lib/bookings/schema";
import { useFormats } from "@/lib/i18n/client";
import { factsOf, whatIsMissing } from "./backlog-item";
import type { BacklogItem } from "./backlog-item";
import { readItemSlots } from "./use-item-slots";
import type { ItemSlot } from "./use-item-slots";
import { usePlan } from "./use-plan";

type PlanningOptions = {
  onDone: (id: string) => void;
  /** Taken back: it waits again. */
  onBack: (id: string) => void;
};

export type Refusal = { id: string; error: unknown; isTaken: boolean };

/**
 * Planning row after row. What is done leaves the list at once and the next one opens; a time that was just taken
 * keeps its row and says so.
 */
export function usePlanning({ onDone, onBack }: PlanningOptions) {
  const t = useTranslations("booking-requests");
  const formats = useFormats();
  const { plan, announce, refresh } = usePlan();
  const [planning, setPlanning] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const take = async (item: BacklogItem, slot: ItemSlot, serviceId: string | null) => {
    if (planning !== null) return;
    setPlanning(item.id);
    setRefusal(null);
    try {
      const visit = await plan(item, slot, serviceId);
      const { customer, number } = factsOf(item);
      const when = formats.dayTime(slot.starts_at, visit.job.property.time_zone);
      announce(t("planned", { name: customer ?? number, when }), [visit], () => onBack(item.id));
      onDone(item.id);
    } catch (error) {
      setRefusal({ id: item.id, error, isTaken: conflictOf(error) !== null });
      refresh();
    } finally {
      setPlanning(null);
    }
  };

  return { take, planning, refusal, forget: () => setRefusal(null) };
}

export type Planning = ReturnType<typeof usePlanning>;

type Progress = { done: number; total: number };

/** Several at once, one after the other: each takes the best time that is still free when its turn comes. */
export function usePlanMany({ onDone, onBack }: PlanningOptions) {
  const t = useTranslations("booking-requests");
  const { plan, announce } = usePlan();
  const [progress, setProgress] = useState<Progress | null>(null);

  const planOne = async (item: BacklogItem, resourceId: string | undefined) => {
    const serviceId = factsOf(item).service?.id ?? null;
    if (whatIsMissing(item, serviceId) !== null) return null;
    try {
      const [best] = await readItemSlots(item, { serviceId, resourceId });
      return best ? await plan(item, best, serviceId) : null;
    } catch {
      // What cannot be planned stays in the list, where opening it says why.
      return null;
    }
  };

  const planAll = async (items: readonly BacklogItem[], resourceId?: string) => {
    const visits: Booking[] = [];
    const ids: string[] = [];
    setProgress({ done: 0, total: items.length });
    for (const [index, item] of items.entries()) {
      const visit = await planOne(item, resourceId);
      if (visit) {
        visits.push(visit);
        ids.push(item.id);
        onDone(item.id);
      }
      setProgress({ done: index + 1, total: items.length });
    }
    setProgress(null);
    const title = t("plannedMany", { done: visits.length, left: items.length - visits.length });
    announce(title, visits, () => ids.forEach(onBack));
  };
  return { planAll, progress };
}
