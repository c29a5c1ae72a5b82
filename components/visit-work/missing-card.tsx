"use client";

import { CircleCheck, CircleDashed } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import type { VisitWork } from "@/lib/visit-work/schema";

type MissingCardProps = Pick<VisitWork, "missing" | "checklists">;

/** What the technician must still do before the visit can be done: the office knows it before he calls. */
export function MissingCard({ missing, checklists }: MissingCardProps) {
  const t = useTranslations("visit-work.missing");
  const nameOf = (id: string) => checklists.find((checklist) => checklist.id === id)?.name;
  if (missing.length === 0)
    return (
      <p className="flex items-center gap-2 rounded-card edge bg-surface px-4 py-3">
        <CircleCheck aria-hidden className="size-4 shrink-0 text-success" strokeWidth={1.75} />
        {t("nothing")}
      </p>
    );
  return (
    <Card title={t("title")} count={missing.length}>
      <ul className="grid gap-1.5">
        {missing.map((one) => (
          <li key={one.kind === "item" ? `${one.checklist_id} ${one.key}` : one.kind} className="flex gap-2">
            <CircleDashed aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" strokeWidth={1.75} />
            {one.kind === "signature" ? (
              <span>{t("signature")}</span>
            ) : (
              <span className="min-w-0">
                {one.label}
                <span className="ms-2 text-13 text-text-3">{nameOf(one.checklist_id)}</span>
              </span>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
