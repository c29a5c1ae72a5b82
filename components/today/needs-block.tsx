"use client";

import { CircleCheck } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useFormats } from "@/lib/i18n/client";
import type { Today, TodayNeed } from "@/lib/today/schema";
import { Block, Rows } from "./block";
import { NeedRow } from "./need-row";

function keyOf({ kind, booking, request, entry }: TodayNeed): string {
  return `${kind}-${booking?.id ?? request?.id ?? entry?.op_id ?? ""}`;
}

type Needs = Pick<Today, "needs" | "next_two_hours">;

/** What needs a person comes first. With the last line dealt with it folds to one calm sentence. */
export function NeedsBlock({ today, updatedAtMs }: { today: Needs; updatedAtMs: number }) {
  const t = useTranslations("today");
  const { needs } = today;
  const done = useDealtWith(needs.length, updatedAtMs);
  if (needs.length === 0) return <Calm today={today} done={done} />;
  return (
    <Block title={t("needs")} note={needs.length}>
      <Rows>
        {needs.map((need) => (
          <NeedRow key={keyOf(need)} need={need} />
        ))}
      </Rows>
    </Block>
  );
}

type Spell = { most: number; sinceMs: number; tookMs: number | null };

/** How many lines this page has seen go, and how long that took from the first one. */
function useDealtWith(count: number, atMs: number): Spell | null {
  const [spell, setSpell] = useState<Spell | null>(null);
  const [seen, setSeen] = useState(0);
  if (count !== seen) {
    setSeen(count);
    if (count > 0 && (!spell || spell.tookMs !== null))
      setSpell({ most: count, sinceMs: atMs, tookMs: null });
    else if (spell && count > spell.most) setSpell({ ...spell, most: count });
    else if (spell && count === 0) setSpell({ ...spell, tookMs: atMs - spell.sinceMs });
  }
  return spell?.tookMs === null ? null : spell;
}

function Calm({ today, done }: { today: Needs; done: Spell | null }) {
  const t = useTranslations("today");
  const formats = useFormats();
  const next = today.next_two_hours.find(({ starts_at }) => starts_at !== null);
  const minutes = Math.max(1, Math.round((done?.tookMs ?? 0) / 60_000));
  return (
    <Block title={t("needs")}>
      <p className="flex items-center gap-2.5 rounded-card edge bg-surface px-4 py-3">
        <CircleCheck aria-hidden className="size-4 shrink-0 text-success" strokeWidth={1.75} />
        <span>
          {done
            ? t("calm.done", { count: done.most, duration: formats.duration(minutes) })
            : t("calm.nothing")}{" "}
          {next?.starts_at
            ? t("calm.next", {
                name: next.job.customer.display_name,
                time: formats.time(next.starts_at, next.job.property.time_zone),
              })
            : null}
        </span>
      </p>
    </Block>
  );
}
