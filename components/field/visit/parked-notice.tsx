"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl/react";
import type { Visit } from "@/lib/sync/schema";
import { FieldLink } from "../shell/router";

/** A step the office could not take: the work stays, and a person decides on the page of both versions. */
export function ParkedNotice({ visit }: { visit: Visit }) {
  const t = useTranslations("field.parked");
  const mine = visit.parked.filter(({ state }) => state === "parked");
  if (visit.parked.length === 0) return null;
  return (
    <section role="status" className="mx-4 grid gap-2 rounded-card border-2 border-warning p-3 text-18">
      <p className="flex items-start gap-2">
        <TriangleAlert aria-hidden className="mt-0.5 size-6 shrink-0 text-warning" strokeWidth={1.75} />
        <span>{mine.length > 0 ? t("text", { count: mine.length }) : t("withOffice")}</span>
      </p>
      <FieldLink
        href="/field/sync"
        className="flex min-h-14 items-center justify-center rounded-card edge border-border-strong px-3 font-medium"
      >
        {t("open")}
      </FieldLink>
    </section>
  );
}
