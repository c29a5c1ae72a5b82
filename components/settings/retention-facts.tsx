"use client";

import { useTranslations } from "use-intl/react";
import { When } from "@/components/shared/when";
import { useFormats } from "@/lib/i18n/client";
import type { RetentionKind } from "@/lib/retention/schema";

/** Where the server stops counting. */
const MOST_COUNTED = 1_000_000;

export function useCounted(): (count: number) => string {
  const t = useTranslations("retention");
  const formats = useFormats();
  return (count) =>
    count >= MOST_COUNTED ? t("moreThan", { count: formats.number(MOST_COUNTED) }) : formats.number(count);
}

/** What there is of a kind, and what goes next. */
export function KindFacts({ kind }: { kind: RetentionKind }) {
  const t = useTranslations("retention");
  const formats = useFormats();
  const counted = useCounted();
  const { next, oldest_at: oldestAt, archived } = kind;
  return (
    <div className="grid gap-1 text-13 text-text-2">
      {oldestAt && next ? (
        <>
          <p>{t.rich("held", { count: counted(kind.held), day: () => <When at={oldestAt} show="day" /> })}</p>
          <p>
            {t.rich(kind.is_archived ? "nextArchived" : "next", {
              count: counted(next.rows),
              day: () => <When at={next.at} show="day" />,
            })}
          </p>
        </>
      ) : (
        <p>{t("nothing")}</p>
      )}
      {archived ? (
        <p>
          {t("archived", {
            count: formats.number(archived.rows),
            from: archived.from.slice(0, 7),
            to: archived.to.slice(0, 7),
          })}
        </p>
      ) : null}
    </div>
  );
}
