"use client";

import { CalendarClock, CalendarX, Sparkles } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { act } from "@/lib/field/outbox";
import { useFormats } from "@/lib/i18n/client";
import { dateIn } from "@/lib/time";
import type { Visit } from "@/lib/sync/schema";
import { BigButton } from "../visit/big-button";
import { changeOf } from "./rules";
import type { Change } from "./rules";
import { rememberAll } from "./use-acknowledged";
import type { Known } from "./use-acknowledged";

const ICONS = { new: Sparkles, moved: CalendarClock, cancelled: CalendarX };

/** What the office changed since he last looked, until he says that he knows; the office sees when. */
export function ChangeMark({ visit, known }: { visit: Visit; known: Known | undefined }) {
  const t = useTranslations("field.change");
  const words = useChangeWords();
  const change = known ? changeOf(visit, known[visit.id] ?? null) : null;
  if (!change) return null;
  const Icon = ICONS[change.kind];
  const gotIt = async () => {
    await rememberAll([visit]);
    await act("booking.seen", visit.id, {}, { visitId: visit.id });
  };
  return (
    <div className="mx-4 mb-2 flex flex-wrap items-center justify-between gap-2 border-s-4 border-warning ps-3">
      <p className="flex min-w-0 flex-1 items-center gap-2 text-16 font-semibold text-text">
        <Icon aria-hidden className="size-6 shrink-0 text-warning" strokeWidth={1.75} />
        <span>{words(change, visit)}</span>
      </p>
      <BigButton onClick={() => void gotIt()}>
        {t("gotIt")}
        <span className="sr-only">, {visit.customer.display_name}</span>
      </BigButton>
    </div>
  );
}

function useChangeWords(): (change: Change, visit: Visit) => string {
  const t = useTranslations("field.change");
  const formats = useFormats();
  return (change, { time_zone, starts_at }) => {
    if (change.kind !== "moved") return t(change.kind);
    const isSameDay = starts_at !== null && dateIn(change.from, time_zone) === dateIn(starts_at, time_zone);
    const show = isSameDay ? "time" : "dayTime";
    return t("moved", { from: formats[show](change.from, time_zone) });
  };
}
