"use client";

import { CalendarClock } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { cn } from "@/lib/cn";
import { useMember } from "@/components/shared/member";
import { useFormats } from "@/lib/i18n/client";
import { UNKNOWN } from "@/lib/i18n/format";
import { dateIn } from "@/lib/time";

type DueDateProps = {
  on: string | null;
  /** Over: a date that has passed no longer presses. */ isOver?: boolean;
};

/** By when work should be done; past it, said in words and not by colour alone. */
export function DueDate({ on, isOver }: DueDateProps) {
  const t = useTranslations("jobs");
  const formats = useFormats();
  const zone = useMember().organization.time_zone;
  // The server and the browser read the clock at different moments; a day's end between them is harmless.
  const [today] = useState(() => dateIn(Date.now(), zone));
  if (!on) return <span className="text-text-3">{UNKNOWN}</span>;
  const isLate = !isOver && on < today;
  return (
    <span
      className={cn("inline-flex items-center gap-1 align-middle tabular-nums", isLate && "text-danger")}
      suppressHydrationWarning
    >
      {isLate ? <CalendarClock aria-hidden className="size-4 shrink-0" strokeWidth={1.75} /> : null}
      {on === today ? t("dueToday") : formats.day(`${on}T12:00:00Z`, "UTC")}
      {isLate ? <span className="sr-only">{t("overdue")}</span> : null}
    </span>
  );
}
