"use client";

import { ChevronRight, History } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { useFormats } from "@/lib/i18n/client";
import type { Visit } from "@/lib/sync/schema";

/** What was done here before: the last in one line, the others behind it. */
export function LastTime({ visit }: { visit: Visit }) {
  const t = useTranslations("field.visit");
  const formats = useFormats();
  const [last, ...others] = visit.last_visits;
  if (!last) return null;
  const line = (each: typeof last) => {
    const what = each.summary ?? each.service ?? each.number;
    const day = each.starts_at ? formats.day(each.starts_at, visit.time_zone) : each.number;
    return t("lastTime", { what, day });
  };
  if (others.length === 0) {
    return (
      <p className="flex min-h-14 items-center gap-3 px-4 text-18">
        <History aria-hidden className="size-6 shrink-0 text-text-2" strokeWidth={1.75} />
        <span className="[overflow-wrap:anywhere]">{line(last)}</span>
      </p>
    );
  }
  return (
    <details className="group px-4 text-18">
      <summary className="flex min-h-14 list-none items-center gap-3">
        <History aria-hidden className="size-6 shrink-0 text-text-2" strokeWidth={1.75} />
        <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{line(last)}</span>
        <ChevronRight
          aria-hidden
          className="size-5 shrink-0 text-text-3 group-open:rotate-90"
          strokeWidth={1.75}
        />
      </summary>
      <ul className="grid gap-2 ps-9 pb-2">
        {others.map((each) => (
          <li key={each.id}>{line(each)}</li>
        ))}
      </ul>
    </details>
  );
}
