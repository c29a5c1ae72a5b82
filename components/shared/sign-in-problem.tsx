"use client";

import { CircleAlert } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl/react";
import { useFormats } from "@/lib/i18n/client";
import type { AuthFailure } from "@/lib/auth/failure";

/** One sentence for the whole form. It takes the focus, so that a screen reader and a keyboard start there. */
export function SignInProblem({ failure }: { failure: AuthFailure | null }) {
  const t = useTranslations("shared.session");
  const formats = useFormats();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (failure) box.current?.focus();
  }, [failure]);
  if (!failure) return null;
  const until = failure.untilMs === null ? null : formats.time(failure.untilMs);
  const isLock = failure.code === "locked" || failure.code === "mail_limit";
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="flex items-start gap-2 rounded-control bg-danger-tint px-3 py-2 text-danger"
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" strokeWidth={1.75} />
      <span>{isLock && until ? t(`until.${failure.code}`, { until }) : t(`problem.${failure.code}`)}</span>
    </div>
  );
}
