"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { FormProblem } from "@/components/shared/error-card";
import { Button } from "@/components/ui/button";
import { conflictOf } from "@/lib/bookings/client";
import type { TimeRange } from "@/lib/slots/schema";
import { useConflictWords } from "./use-conflict-words";

type VisitProblemProps = {
  error: unknown;
  timeZone: string;
  /** Takes one of the free times the refusal proposes. */
  onFit?: (range: TimeRange) => void;
};

/** A save was refused. A time that was just taken says who has it and offers the nearest ones that are free. */
export function VisitProblem({ error, timeZone, onFit }: VisitProblemProps) {
  const t = useTranslations("bookings");
  const words = useConflictWords(timeZone);
  const clash = conflictOf(error);
  if (!clash) return <FormProblem error={error} />;
  return (
    <div role="alert" className="grid gap-2 rounded-control bg-danger-tint px-3 py-2 text-danger">
      <p className="flex items-start gap-2">
        <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" strokeWidth={1.75} />
        <span>
          {t("notMoved")} {clash.conflict ? words.conflict(clash.conflict) : t("conflict.justTaken")}
        </span>
      </p>
      {onFit && clash.suggestions.length > 0 ? (
        <div className="flex flex-wrap gap-2 ps-6">
          {clash.suggestions.map((slot) => (
            <Button key={slot.starts_at} size="sm" onClick={() => onFit(slot)}>
              {words.fits(slot)}
            </Button>
          ))}
        </div>
      ) : null}
    </div>
  );
}
