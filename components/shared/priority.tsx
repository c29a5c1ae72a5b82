"use client";

import { ChevronsUp, ChevronDown, ChevronUp, Equal } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { cn } from "@/lib/cn";

type PriorityWord = "urgent" | "high" | "normal" | "low";

const ICONS: Record<PriorityWord, LucideIcon> = {
  urgent: ChevronsUp,
  high: ChevronUp,
  normal: Equal,
  low: ChevronDown,
};

type PriorityProps = {
  value: PriorityWord;
  /** Only what is not the ordinary is worth a word. */ quiet?: boolean;
};

/** How pressing work is, by sign and word; only the urgent has a colour. */
export function Priority({ value, quiet }: PriorityProps) {
  const t = useTranslations("bookings");
  if (quiet && value === "normal") return null;
  const Icon = ICONS[value];
  return (
    <span
      className={cn(
        "inline-flex items-center gap-1 align-middle whitespace-nowrap",
        value === "urgent" ? "font-medium text-danger" : value === "high" ? "text-text" : "text-text-3",
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
      {t(`priority.${value}`)}
    </span>
  );
}
