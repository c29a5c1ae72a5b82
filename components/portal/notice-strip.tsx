"use client";

import { CircleAlert, CircleCheck } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { problemWords } from "./problem-words";

const DONE = ["confirm", "reschedule", "wishes", "cancel", "message", "feedback"] as const;

type NoticeStripProps = { done?: string | null | undefined; problem?: string | null | undefined };

/** What came of a form that was sent without script. */
export function NoticeStrip({ done, problem }: NoticeStripProps) {
  const t = useTranslations("portal");
  const known = DONE.find((each) => each === done);
  if (!known && !problem) return null;
  const Icon = known ? CircleCheck : CircleAlert;
  return (
    <p
      role={known ? "status" : "alert"}
      className={`mb-4 flex gap-3 rounded-card px-4 py-3 ${known ? "bg-success-tint" : "bg-danger-tint"}`}
    >
      <Icon
        aria-hidden
        className={`mt-0.5 size-5 shrink-0 ${known ? "text-success" : "text-danger"}`}
        strokeWidth={1.75}
      />
      {known ? t(`done.${known}`) : problemWords(problem ?? "", t)}
    </p>
  );
}
