"use client";

import { useTranslations } from "use-intl/react";
import { useFormats } from "@/lib/i18n/client";
import type { ApiProblem } from "@/lib/http/api-problem";

const KNOWN = ["offline", "timeout", "invalid", "not_found"] as const;

/** What did not happen, beside what was tried. A time that was taken is said at the times. */
export function ProblemLine({ problem }: { problem: ApiProblem | null }) {
  const t = useTranslations("online-booking");
  const formats = useFormats();
  const isElsewhere = problem?.code === "time_taken" || problem?.code === "hold_expired";
  const words = () => {
    if (!problem || isElsewhere) return "";
    if (problem.code === "rate_limited")
      return t("problem.rate_limited", {
        wait: formats.duration(Math.max(1, Math.ceil((problem.retryAfterS ?? 60) / 60))),
      });
    const known = KNOWN.find((each) => each === problem.code);
    return known ? t(`problem.${known}`) : t("problem.other");
  };
  return (
    <p role="alert" className={words() ? "text-danger" : "sr-only"}>
      {words()}
    </p>
  );
}
