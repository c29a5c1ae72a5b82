"use client";

import { useTranslations } from "use-intl/react";
import type { SlotOption } from "@/components/shared/slot-picker";
import { useFormats } from "@/lib/i18n/client";
import type { Slot, SlotLimit } from "@/lib/slots/schema";

type Names = ReadonlyMap<string, string>;

export const slotId = (slot: Slot) => `${slot.starts_at} ${slot.resource_ids.join()}`;

/** What the customer is told: the window where there is one, else the planned time itself. */
export function windowOf({ arrival_window, starts_at, ends_at }: Slot): { from: string; to: string } {
  return { from: arrival_window?.starts_at ?? starts_at, to: arrival_window?.ends_at ?? ends_at };
}

/** Free times, and what kept others from being free, in words. */
export function useSlotWords(names: Names, zone: string) {
  const t = useTranslations("planning.when");
  const formats = useFormats();
  const who = (ids: readonly string[]) => formats.list(ids.map((id) => names.get(id) ?? t("somebody")));

  const reason = ({ code, detail }: Slot["reasons"][number]): string | null => {
    switch (code) {
      case "same_technician":
        return detail === "customer" ? t("reason.knowsCustomer") : t("reason.knowsPlace");
      case "near":
        return detail ? t("reason.near", { minutes: detail }) : null;
      case "skill":
        return detail ? t("reason.skill", { skill: detail }) : null;
      case "earliest":
        return t("reason.earliest");
      case "zone":
        return t("reason.zone");
      case "no_travel":
        return t("reason.no_travel");
    }
  };

  const option = (slot: Slot): SlotOption => {
    const { from, to } = windowOf(slot);
    const starts = t("starts", { time: formats.time(slot.starts_at, zone) });
    return {
      id: slotId(slot),
      day: formats.day(from, zone),
      window: formats.window(from, to, zone),
      who: who(slot.resource_ids),
      reasons: [
        slot.arrival_window ? starts : null,
        ...slot.reasons.map(reason),
        slot.travel_min !== null && !slot.reasons.some(({ code }) => code === "near" || code === "no_travel")
          ? t("reason.near", { minutes: String(Math.round(slot.travel_min)) })
          : null,
      ].filter((words) => words !== null),
    };
  };

  const limit = ({ resource_id, code, until }: SlotLimit): string => {
    const why = t(`limit.${code}`);
    const name = names.get(resource_id) ?? t("somebody");
    return until
      ? t("limitUntil", { name, why, until: formats.dayTime(until, zone) })
      : t("limitOf", { name, why });
  };

  return { option, limit, who };
}
