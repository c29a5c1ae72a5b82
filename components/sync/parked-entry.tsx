"use client";

import Link from "next/link";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { FormProblem } from "@/components/shared/error-card";
import { useCan, useMember } from "@/components/shared/member";
import { Age, When } from "@/components/shared/when";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { JournalEntry } from "@/lib/sync-journal/schema";
import { useDecision } from "./use-decision";
import { useOperationWords } from "./use-operation-words";

/** One thing a phone reported that does not fit: what happened, both versions with their clocks, and the ways out. */
export function ParkedEntry({ entry }: { entry: JournalEntry }) {
  const t = useTranslations("sync");
  const { organization } = useMember();
  const mayDecide = useCan()("update", "sync");
  const words = useOperationWords(entry);
  const headline = `parked-${entry.op_id}`;
  return (
    <article aria-labelledby={headline} className="grid gap-3 rounded-card edge bg-surface p-4">
      <header className="grid gap-1">
        <h2 id={headline} className="scroll-mt-20 font-semibold">
          {words.sentence}
        </h2>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-13 text-text-2">
          {entry.booking ? (
            <Link
              href={`/o/${organization.slug}/bookings/${entry.booking.id}`}
              className="text-accent-text underline-offset-4 hover:underline"
            >
              {entry.booking.number} {entry.booking.customer_name}
            </Link>
          ) : null}
          {entry.state === "with_office" ? <Badge tone="warning">{t("askedOffice")}</Badge> : null}
          <span>
            {t("arrived")} <Age at={entry.received_at} />
          </span>
        </p>
      </header>
      <div className="grid gap-3 sm:grid-cols-2">
        <Version title={t("phone", { name: words.name })} lines={words.phone}>
          <When at={entry.device_time} timeZone={organization.time_zone} />
          {words.clockOff ? <span className="text-warning"> {words.clockOff}</span> : null}
        </Version>
        <Version title={t("office")} lines={words.office}>
          <When at={entry.received_at} timeZone={organization.time_zone} />
        </Version>
      </div>
      {mayDecide ? <Decide entry={entry} words={words.ways} /> : null}
    </article>
  );
}

type VersionProps = {
  title: string;
  lines: readonly { label: string; value: ReactNode }[];
  /** Whose clock says what. */
  children: ReactNode;
};

function Version({ title, lines, children }: VersionProps) {
  return (
    <section className="grid content-start gap-1 rounded-control bg-sunken p-3">
      <h3 className="text-13 font-medium">{title}</h3>
      <p className="text-13 text-text-3">{children}</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5">
        {lines.map(({ label, value }) => (
          <div key={label} className="contents">
            <dt className="text-text-3">{label}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

type DecideProps = { entry: JournalEntry; words: { apply: string; note: string; discard: string } };

function Decide({ entry, words }: DecideProps) {
  const t = useTranslations("sync");
  const state = useDecision(entry);
  return (
    <div className="grid gap-3">
      <FormProblem error={state.problem} />
      <Field label={t("reason")} hint={t("reasonHint")} optional={t("optional")}>
        <Input
          value={state.reason}
          onChange={({ target }) => state.setReason(target.value)}
          maxLength={1000}
        />
      </Field>
      <div className="flex flex-wrap gap-2">
        {(["apply", "note", "discard"] as const).map((decision) => (
          <Button
            key={decision}
            variant={decision === "apply" ? "primary" : "secondary"}
            busy={state.pending === decision}
            disabled={state.pending !== null && state.pending !== decision}
            onClick={() => state.decide(decision)}
            className="h-auto min-h-(--control) max-w-full py-2 whitespace-normal max-sm:w-full"
          >
            {words[decision]}
          </Button>
        ))}
      </div>
    </div>
  );
}
