"use client";

import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { ErrorCard } from "@/components/shared/error-card";
import { Button } from "@/components/ui/button";
import type { BookingChecked } from "@/lib/bookings/schema";
import type { TimeRange } from "@/lib/slots/schema";
import { OverlapReason } from "./overlap-reason";
import type { useCheck } from "./use-check";
import { useConflictWords } from "./use-conflict-words";

type CheckResultProps = {
  check: ReturnType<typeof useCheck>;
  timeZone: string;
  /** Names of the people chosen, for what is said about one of them. */
  nameOf: (resourceId: string) => string | null;
  /** Takes the proposed time; absent where only the people are being chosen. */
  onFit?: (range: TimeRange) => void;
  /** Null for whoever may not put two visits on one person. */
  overlap: { reason: string; onReason: (reason: string) => void } | null;
};

/** What a time would meet, before anything is saved: who has whom until when, and the nearest time that fits. */
export function CheckResult(props: CheckResultProps) {
  const { check, overlap } = props;
  const t = useTranslations("bookings.check");
  const { checked, isCurrent, error } = check;
  if (error)
    return (
      <ErrorCard
        title={t("failed")}
        error={error}
        onRetry={() => void check.refetch()}
        className="my-0 max-w-none"
      />
    );
  const hasConflict = checked !== null && checked.conflicts.length > 0;
  return (
    <div className="grid gap-3">
      {/* Old words stay pale until the answer to the new time is there, so that nothing jumps. */}
      <div role="status" className={isCurrent ? undefined : "opacity-50"}>
        {checked ? <Findings {...props} checked={checked} /> : <p className="text-text-3">{t("asking")}</p>}
      </div>
      {hasConflict && overlap ? <OverlapReason {...overlap} /> : null}
    </div>
  );
}

function Findings({ checked, timeZone, nameOf, onFit }: CheckResultProps & { checked: BookingChecked }) {
  const t = useTranslations("bookings.check");
  const words = useConflictWords(timeZone);
  const { conflicts, warnings, next_fit: fit } = checked;
  const isFree = conflicts.length === 0;
  return (
    <ul className="grid gap-1.5 [&_svg]:mt-0.5 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:stroke-[1.75]">
      {isFree ? (
        <li className="flex gap-2 text-success">
          <CircleCheck aria-hidden />
          {t("free")}
        </li>
      ) : null}
      {conflicts.map((conflict) => (
        <li key={`${conflict.resource_id} ${conflict.until ?? ""}`} className="flex gap-2 text-danger">
          <CircleAlert aria-hidden />
          {words.conflict(conflict)}
        </li>
      ))}
      {!isFree && fit && onFit ? (
        <li className="ps-6">
          <Button size="sm" onClick={() => onFit(fit)}>
            {t("take", { sentence: words.fits(fit) })}
          </Button>
        </li>
      ) : null}
      {warnings.map((warning) => (
        <li
          key={`${warning.code} ${warning.resource_id ?? ""} ${warning.detail ?? ""}`}
          className="flex gap-2 text-warning"
        >
          <TriangleAlert aria-hidden />
          <span className="text-text-2">
            {t(`warning.${warning.code}`, {
              name: (warning.resource_id && nameOf(warning.resource_id)) || t("somebody"),
              detail: warning.detail ?? "",
            })}
          </span>
        </li>
      ))}
    </ul>
  );
}
