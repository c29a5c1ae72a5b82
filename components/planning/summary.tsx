"use client";

import { Quote } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { useMember } from "@/components/shared/member";
import { windowOf } from "@/components/shared/use-slot-words";
import { useFormats } from "@/lib/i18n/client";
import { startOfDay } from "@/lib/time";
import { anyTimeOn, minutesOf } from "./call-form";
import type { CallForm } from "./call-form";
import { exactRange } from "./exact-range";
import type { Held } from "./use-hold";

type SummaryProps = { form: CallForm; held: Held | null; whoOf: (ids: readonly string[]) => string };

/** The sentence to read out before hanging up, in the clock of the place; null while there is nothing to promise. */
export function useSummary({ form, held, whoOf }: SummaryProps): string | null {
  const t = useTranslations("planning.summary");
  const formats = useFormats();
  const { organization } = useMember();
  const zone = form.place?.timeZone ?? organization.time_zone;
  const what = form.service?.name ?? form.wish.split("\n")[0] ?? "";
  const where = form.place?.line1 ?? form.line1;
  if (!what || !where) return null;
  if (form.mode === "backlog")
    return form.dueOn
      ? t("backlogBy", { what, where, day: formats.longDay(startOfDay(form.dueOn, zone), zone) })
      : t("backlog", { what, where });
  const people = formats.list(form.people.map(({ name }) => name));
  const promised = anyTimeOn(form);
  if (promised) {
    const words = { what, where, day: formats.longDay(startOfDay(promised, zone), zone) };
    return people ? t("anyTimeBy", { ...words, who: people }) : t("anyTime", words);
  }
  const time = timeOf(form, held, zone);
  if (!time) return null;
  const words = {
    what,
    where,
    day: formats.longDay(time.from, zone),
    window: formats.window(time.from, time.to, zone),
    duration: formats.duration(minutesOf(form) ?? 0),
  };
  const who = held && form.mode === "slots" ? whoOf(held.slot.resource_ids) : people;
  return who ? t("visitBy", { ...words, who }) : t("visit", words);
}

function timeOf(form: CallForm, held: Held | null, zone: string): { from: string; to: string } | null {
  if (form.mode === "slots") return held ? windowOf(held.slot) : null;
  const range = exactRange(form, zone);
  return range ? { from: range.starts_at, to: range.ends_at } : null;
}

/** Stays in sight above the button, however long the form is. */
export function Summary({ words }: { words: string | null }) {
  const t = useTranslations("planning.summary");
  return (
    <section
      aria-label={t("title")}
      aria-live="polite"
      className={words ? "sticky bottom-0 -mx-5 -mb-5 edge-t bg-raised px-5 py-4" : "sr-only"}
    >
      {words ? (
        <p className="flex gap-3 text-16">
          <Quote aria-hidden className="mt-1 size-4 shrink-0 text-text-3" strokeWidth={1.75} />
          {words}
        </p>
      ) : null}
    </section>
  );
}
