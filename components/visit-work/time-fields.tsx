"use client";

import { useTranslations } from "use-intl/react";
import { FormProblem } from "@/components/shared/error-card";
import { problemOf } from "@/components/shared/problem";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { addDays, wallToInstant } from "@/lib/time";

/** Times of day at the site as instants; an end before the beginning is one of the next day. */
export function instantsOf(date: string, from: string, to: string, timeZone: string) {
  const endDate = to <= from ? addDays(date, 1) : date;
  return {
    starts_at: new Date(wallToInstant(date, from, timeZone)).toISOString(),
    ends_at: new Date(wallToInstant(endDate, to, timeZone)).toISOString(),
  };
}

/** What an entry of hours makes old. */
export const OF_HOURS: readonly string[] = ["visit-work", "time-entries", "history", "jobs"];

export function TimeProblem({ problem, name }: { problem: unknown; name: string }) {
  const t = useTranslations("visit-work.time");
  return problemOf(problem).code === "time_overlap" ? (
    <p role="alert" className="rounded-control bg-danger-tint px-3 py-2 text-danger">
      {t("overlap", { name })}
    </p>
  ) : (
    <FormProblem error={problem} />
  );
}

type TimeFieldsProps = {
  from: string;
  to: string;
  onFrom: (time: string) => void;
  onTo: (time: string) => void;
};

export function TimeFields({ from, to, onFrom, onTo }: TimeFieldsProps) {
  const t = useTranslations("visit-work.time");
  return (
    <div className="grid grid-cols-2 gap-3">
      <Field label={t("from")}>
        <Input type="time" value={from} onChange={({ target }) => onFrom(target.value)} />
      </Field>
      <Field label={t("to")}>
        <Input type="time" value={to} onChange={({ target }) => onTo(target.value)} />
      </Field>
    </div>
  );
}
