"use client";

import { CalendarCheck } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";
import { SkeletonBlock } from "@/components/ui/skeleton";
import { factsOf, whatIsMissing } from "./backlog-item";
import type { BacklogItem } from "./backlog-item";
import { useItemSlotsAhead } from "./use-item-slots";
import type { Planning } from "./use-planning";
import { useItemWords } from "./use-item-words";

/** Rows far below are not looked at: their times would be old before anybody comes to them. */
function useIsSeen() {
  const place = useRef<HTMLSpanElement>(null);
  const [isSeen, setIsSeen] = useState(false);
  useEffect(() => {
    if (!place.current) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) setIsSeen(true);
    });
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  return { place, isSeen };
}

type BestSlotProps = { item: BacklogItem; planning: Planning; mayPlan: boolean };

/** The best free time of a row, and one press that takes it. */
export function BestSlot({ item, planning, mayPlan }: BestSlotProps) {
  const t = useTranslations("booking-requests");
  const { place, isSeen } = useIsSeen();
  const facts = factsOf(item);
  const serviceId = facts.service?.id ?? null;
  const words = useItemWords(facts.timeZone);
  const { data, error } = useItemSlotsAhead(item, serviceId, isSeen);
  const best = data?.[0];
  const missing = whatIsMissing(item, serviceId);
  return (
    <span ref={place} className="flex min-w-0 items-center">
      {missing ? <span className="truncate text-text-3">{t(`needs.${missing}`)}</span> : null}
      {best && mayPlan ? (
        <Button
          size="sm"
          icon={<CalendarCheck aria-hidden />}
          busy={planning.planning === item.id}
          className="relative z-1 max-w-full min-w-0 shrink [&>[data-words]]:truncate"
          onClick={() => void planning.take(item, best, serviceId)}
        >
          {words.short(best)}
        </Button>
      ) : null}
      {best && !mayPlan ? <span className="truncate">{words.short(best)}</span> : null}
      {data?.length === 0 ? <span className="truncate text-text-3">{t("noSlot")}</span> : null}
      {!missing && !data && !error ? <SkeletonBlock className="h-3.5 w-4/5" /> : null}
    </span>
  );
}
