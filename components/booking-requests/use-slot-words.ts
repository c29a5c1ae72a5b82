"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useCan, useMember } from "@/components/shared/member";
import type { SlotOption } from "@/components/shared/slot-picker";
import { useFormats } from "@/lib/i18n/client";
import { fetchResources, resourceKeys } from "@/lib/resources/client";
import type { ItemSlot } from "./use-item-slots";

export const slotId = (slot: ItemSlot) => `${slot.starts_at} ${slot.resource_ids.join()}`;

/** Free times in words: when, who, and why this one. */
export function useSlotWords(timeZone: string | null) {
  const t = useTranslations("booking-requests.slot");
  const formats = useFormats();
  const may = useCan();
  // A place nobody knows yet has the company's clock.
  const company = useMember().organization.time_zone;
  const zone = timeZone ?? company;
  const { data } = useQuery({
    queryKey: resourceKeys.list({}),
    queryFn: ({ signal }) => fetchResources({}, { limit: 200, signal }),
    enabled: may("read", "resources"),
    staleTime: 300_000,
  });
  const nameOf = (id: string) => data?.data.find((row) => row.id === id)?.name ?? t("somebody");
  const who = (slot: ItemSlot) => formats.list(slot.resource_ids.map(nameOf));
  const reasonOf = ({ code, detail }: ItemSlot["reasons"][number]): string => {
    if (code === "near" && detail) return t("near", { minutes: String(detail) });
    if (code === "skill" && detail) return t("skill", { skill: String(detail) });
    return t(`reason.${code}`);
  };
  return {
    who,
    /** "Fri, Nov 20, 10:00 AM, Dana Reyes" */
    short: (slot: ItemSlot) => `${formats.dayTime(slot.starts_at, zone)}, ${who(slot)}`,
    option: (slot: ItemSlot): SlotOption => ({
      id: slotId(slot),
      day: formats.day(slot.starts_at, zone),
      window: formats.window(slot.starts_at, slot.ends_at, zone),
      who: who(slot),
      reasons: [slot.isWished ? t("wished") : null, ...slot.reasons.map(reasonOf)].filter(
        (words) => words !== null,
      ),
    }),
  };
}
