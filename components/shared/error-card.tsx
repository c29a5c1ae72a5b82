"use client";

import { CircleAlert, CloudOff } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import { CopyText } from "./copy-field";
import { knownCode, problemOf } from "./problem";

type ErrorCardProps = {
  /** What did not happen, e.g. "The customers did not load." */
  title: string;
  error: unknown;
  onRetry?: () => void;
  className?: string;
};

/** Stands in place of the failed part: what, why, what works now; the code last and small. The rest of the page lives. */
export function ErrorCard({ title, error, onRetry, className }: ErrorCardProps) {
  const t = useTranslations("shared");
  const problem = problemOf(error);
  const waitS = useCountdown(problem.retryAfterS);
  const Icon = problem.code === "offline" ? CloudOff : CircleAlert;
  return (
    <section
      role="alert"
      className={cn(
        "mx-auto my-6 flex max-w-lg items-start gap-3 rounded-card edge bg-surface p-4",
        className,
      )}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" strokeWidth={1.75} />
      <div className="grid min-w-0 flex-1 gap-3">
        <div>
          <p className="font-medium">{title}</p>
          <p className="mt-0.5 text-text-2">
            {waitS > 0 ? t("problems.waiting", { seconds: waitS }) : t(`problems.${knownCode(problem)}`)}
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-3">
          {onRetry ? (
            <Button size="sm" onClick={onRetry} disabled={waitS > 0}>
              {t("retry")}
            </Button>
          ) : null}
          {problem.requestId ? <CopyText text={problem.requestId} label={t("copyRequestId")} /> : null}
        </div>
      </div>
    </section>
  );
}

/** Seconds left of a 429, counted down once a second. */
function useCountdown(fromS: number | null): number {
  const [leftS, setLeftS] = useState(fromS ?? 0);
  useEffect(() => {
    setLeftS(fromS ?? 0);
    if (!fromS) return;
    const timer = setInterval(() => setLeftS((left) => Math.max(0, left - 1)), 1000);
    return () => clearInterval(timer);
  }, [fromS]);
  return leftS;
}

/** One line inside a form: the whole save was refused. */
export function FormProblem({ error, className }: { error: unknown; className?: string }) {
  const t = useTranslations("shared");
  if (!error) return null;
  const problem = problemOf(error);
  return (
    <div
      role="alert"
      className={cn("flex items-start gap-2 rounded-control bg-danger-tint px-3 py-2 text-danger", className)}
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" strokeWidth={1.75} />
      <span className="min-w-0 flex-1">
        {t(`problems.${knownCode(problem)}`)}
        {problem.requestId ? (
          <span className="mt-1 block">
            <CopyText text={problem.requestId} label={t("copyRequestId")} />
          </span>
        ) : null}
      </span>
    </div>
  );
}
