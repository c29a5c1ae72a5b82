"use client";

import { useTranslations } from "use-intl/react";
import { useFormats } from "@/lib/i18n/client";
import type { SlotOption } from "./slot-picker";

type Span = { starts_at: string; ends_at: string };
type Detail = string | number | null | undefined;

/** A free time as the API proposes it. */
type FreeTime = Span & {
  resource_ids: readonly string[];
  /** What the customer is told, where it is wider than the planned time. */
  arrival_window: Span | null;
  reasons: readonly {
    code: "earliest" | "same_technician" | "near" | "skill" | "zone" | "no_travel";
    detail?: Detail;
  }[];
  travel_min: number | null;
  /** Within one of the times the customer has asked for. */
  isWished?: boolean;
};

type Limit = {
  resource_id: string;
  code:
    | "hours"
    | "closure"
    | "time_off"
    | "occupied"
    | "skill"
    | "skill_expired"
    | "zone"
    | "daily_limit"
    | "inactive";
  until?: string | null;
};

export const slotId = (slot: Pick<FreeTime, "starts_at" | "resource_ids">) =>
  `${slot.starts_at} ${slot.resource_ids.join()}`;

/** What the customer is told: the window where there is one, else the planned time itself. */
export function windowOf({ arrival_window, starts_at, ends_at }: Span & Pick<FreeTime, "arrival_window">) {
  return { from: arrival_window?.starts_at ?? starts_at, to: arrival_window?.ends_at ?? ends_at };
}

function useReasonWords() {
  const t = useTranslations("shared.slot");
  const reason = ({ code, detail }: FreeTime["reasons"][number]): string | null => {
    if (code === "same_technician")
      return detail === "customer" ? t("reason.knowsCustomer") : t("reason.knowsPlace");
    if (code === "near") return detail ? t("reason.near", { minutes: String(detail) }) : null;
    if (code === "skill") return detail ? t("reason.skill", { skill: String(detail) }) : null;
    return t(`reason.${code}`);
  };
  return (slot: FreeTime): (string | null)[] => {
    const isDriveSaid = slot.reasons.some(({ code }) => code === "near" || code === "no_travel");
    return [
      slot.isWished ? t("reason.wished") : null,
      ...slot.reasons.map(reason),
      slot.travel_min === null || isDriveSaid
        ? null
        : t("reason.near", { minutes: String(Math.round(slot.travel_min)) }),
    ];
  };
}

/** Free times, and what kept others from being free, in words. `zone` is the place's. */
export function useSlotWords(names: ReadonlyMap<string, string>, zone: string) {
  const t = useTranslations("shared.slot");
  const formats = useFormats();
  const reasonsOf = useReasonWords();
  const nameOf = (id: string) => names.get(id) ?? t("somebody");
  const who = (ids: readonly string[]) => formats.list(ids.map(nameOf));

  const option = (slot: FreeTime): SlotOption => {
    const { from, to } = windowOf(slot);
    const starts = t("starts", { time: formats.time(slot.starts_at, zone) });
    return {
      id: slotId(slot),
      day: formats.day(from, zone),
      window: formats.window(from, to, zone),
      who: who(slot.resource_ids),
      reasons: [slot.arrival_window ? starts : null, ...reasonsOf(slot)].filter((words) => words !== null),
    };
  };

  const limit = ({ resource_id, code, until }: Limit): string => {
    const why = t(`limit.${code}`);
    const name = nameOf(resource_id);
    return until
      ? t("limitUntil", { name, why, until: formats.dayTime(until, zone) })
      : t("limitOf", { name, why });
  };

  /** "Fri, Nov 20, 10:00 AM – 12:00 PM, Dana Reyes" */
  const short = (slot: FreeTime): string => {
    const { day, window, who: people } = option(slot);
    return `${day}, ${window}, ${people}`;
  };

  return { option, short, limit, who };
}
