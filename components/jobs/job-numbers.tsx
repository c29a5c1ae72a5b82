"use client";

import { CircleAlert } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { useMember } from "@/components/shared/member";
import { When } from "@/components/shared/when";
import { useFormats } from "@/lib/i18n/client";
import { isJobOver } from "@/lib/jobs/rules";
import type { Job } from "@/lib/jobs/schema";
import { DueDate } from "@/components/shared/due-date";

/** How it stands, in four answers: what comes next, how much is done, how long it took, by when it must be done. */
export function JobNumbers({ job }: { job: Job }) {
  const t = useTranslations("jobs.numbers");
  const states = useTranslations("jobs.status");
  const formats = useFormats();
  const { slug } = useMember().organization;
  return (
    <section aria-label={t("label")} className="grid gap-4 rounded-card edge bg-surface p-4">
      <dl className="grid grid-cols-2 gap-4 lg:grid-cols-4">
        <Number label={t("next")}>
          {job.next_visit ? (
            <Link
              href={`/o/${slug}/bookings/${job.next_visit.id}`}
              className="underline-offset-4 hover:underline"
            >
              <When at={job.next_visit.starts_at} timeZone={job.property.time_zone} />
            </Link>
          ) : (
            <span className="text-text-2">{isJobOver(job.status) ? t("none") : t("notPlanned")}</span>
          )}
        </Number>
        <Number label={t("visits")}>{t("visitsOver", job.visits)}</Number>
        <Number label={t("time")}>
          {t("timeOf", {
            spent: formats.duration(job.minutes_spent),
            planned: formats.duration(job.minutes_planned),
          })}
        </Number>
        <Number label={t("due")}>
          <DueDate on={job.due_on} isOver={isJobOver(job.status)} />
        </Number>
      </dl>
      {job.status_reason ? (
        <p className="flex items-start gap-2">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-text-3" strokeWidth={1.75} />
          <span>
            {states(job.status)}: {job.status_reason}
          </span>
        </p>
      ) : null}
    </section>
  );
}

function Number({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-12 text-text-3">{label}</dt>
      <dd className="font-medium tabular-nums">{children}</dd>
    </div>
  );
}
