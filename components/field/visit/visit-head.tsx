"use client";

import { Hourglass } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { StateBadge } from "@/components/shared/state-badge";
import { WhenWindow } from "@/components/shared/when";
import { useFormats } from "@/lib/i18n/client";
import type { Visit } from "@/lib/sync/schema";
import { Timer } from "./timer";

type VisitHeadProps = { visit: Visit; resourceId: string | null; isUnsent: boolean };

/** Where it stands and how long already; then whose visit it is, and when. */
export function VisitHead({ visit, resourceId, isUnsent }: VisitHeadProps) {
  const t = useTranslations("field.visit");
  const state = useTranslations("bookings.state");
  const { job, customer } = visit;
  return (
    <header className="grid gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <StateBadge
          state={visit.status}
          isSeen={visit.seen_at !== null}
          className="h-auto min-h-8 px-2.5 text-16 font-semibold"
        />
        {isUnsent ? (
          <span className="me-auto">
            <Hourglass aria-hidden className="size-5 text-text-2" strokeWidth={1.75} />
            <span className="sr-only">{t("unsent")}</span>
          </span>
        ) : null}
        <Timer visit={visit} resourceId={resourceId} label={t("timer", { state: state(visit.status) })} />
      </div>
      {visit.status_reason ? <p className="text-16 text-text-2">{visit.status_reason}</p> : null}
      <h2 className="text-20 [overflow-wrap:anywhere]">
        {t("title", { name: customer.display_name, work: job.service_type?.name ?? job.title })}
      </h2>
      <p className="text-18 text-text-2">
        <VisitTime visit={visit} />, <span className="tabular-nums">{visit.number}</span>
      </p>
      {job.service_type && job.title !== job.service_type.name ? (
        <p className="text-18">{job.title}</p>
      ) : null}
    </header>
  );
}

/** The time at the site; of a flexible one only the day. */
export function VisitTime({ visit }: { visit: Visit }) {
  const t = useTranslations("field.visit");
  const formats = useFormats();
  if (visit.is_flexible_day || visit.starts_at === null) {
    const day = visit.flexible_on ? formats.day(`${visit.flexible_on}T12:00:00Z`, "UTC") : null;
    return <>{day ? t("anyTime", { day }) : t("noTime")}</>;
  }
  return <WhenWindow from={visit.starts_at} to={visit.ends_at} timeZone={visit.time_zone} show="time" />;
}
