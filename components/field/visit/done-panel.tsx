"use client";

import { CircleCheck, FileText } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { dateIn } from "@/lib/time";
import { addressLine } from "@/components/shared/address";
import { useDay } from "@/lib/field/use-visits";
import { useFormats } from "@/lib/i18n/client";
import type { Visit } from "@/lib/sync/schema";
import { remainingOf } from "../day/rules";
import { FieldLink } from "../shell/router";
import { partPath } from "./paths";
import { clockOf } from "./rules";
import { useNow } from "./use-now";

type DonePanelProps = { visit: Visit; resourceId: string | null };

/** It is over: how long it took, what is left of the day, and where to go now. */
export function DonePanel({ visit, resourceId }: DonePanelProps) {
  const t = useTranslations("field.done");
  const formats = useFormats();
  const onSite = clockOf(
    { ...visit, status: "on_site" },
    resourceId,
    Date.parse(visit.actual_end ?? "") || 0,
  );
  return (
    <section className="grid gap-3 px-4" aria-labelledby="done-title">
      <h2 id="done-title" className="flex items-center gap-2 text-20">
        <CircleCheck aria-hidden className="size-6 shrink-0 text-success" strokeWidth={1.75} />
        {visit.actual_end ? t("at", { time: formats.time(visit.actual_end, visit.time_zone) }) : t("over")}
      </h2>
      {visit.outcome === "incomplete" ? (
        <p className="text-18">{t("incomplete", { reason: visit.outcome_reason ?? "" })}</p>
      ) : null}
      {onSite ? (
        <p className="text-18 text-text-2">{t("took", { duration: formats.duration(onSite / 60_000) })}</p>
      ) : null}
      <FieldLink
        href={partPath(visit.id, "report")}
        className="flex min-h-14 items-center gap-3 rounded-card edge border-border-strong px-3 text-18"
      >
        <FileText aria-hidden className="size-6" strokeWidth={1.75} />
        {t("report")}
      </FieldLink>
    </section>
  );
}

/** The rest of the day in a line, and the way to the next visit as the one thing to do. */
export function AfterThis({ visit }: { visit: Visit }) {
  const t = useTranslations("field.done");
  const formats = useFormats();
  const { visits, isLoading } = useDay(dateIn(useNow(60_000), visit.time_zone));
  if (isLoading) return null;
  const left = remainingOf(visits.map((each) => each.visit));
  if (!left.first) return <p className="text-18">{t("nothingLeft")}</p>;
  const { first } = left;
  const time = first.starts_at ? formats.time(first.starts_at, first.time_zone) : "";
  return (
    <div className="grid gap-2">
      <p className="text-16 text-text-2">
        {t("left", { count: left.count, duration: formats.duration(left.minutes) })}
      </p>
      <FieldLink
        href={partPath(first.id)}
        className="grid min-h-16 content-center rounded-card bg-accent px-3 py-2 text-center text-18 font-semibold text-on-accent"
      >
        <span>{t("next", { time, name: first.customer.display_name })}</span>
        <span className="text-14 font-normal">{addressLine(first.property)}</span>
      </FieldLink>
    </div>
  );
}
