"use client";

import { CircleAlert, CloudOff } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import { CopyText } from "./copy-text";
import { knownCode, problemOf } from "./problem";
import type { Problem } from "./problem";
import { useSecondsUntil } from "./use-seconds-until";

type ErrorCardProps = {
  /** What did not happen, e.g. "The customers did not load." */
  title: string;
  error: unknown;
  onRetry?: () => void;
  className?: string;
};

/** Stands in place of the failed part: what, why, what works now; the code last and small. The rest of the page lives. */
export function ErrorCard({ title, error, onRetry, className }: ErrorCardProps) {
  const problem = problemOf(error);
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
      {/* Another refusal counts down anew. */}
      <Explanation key={problem.requestId} title={title} problem={problem} onRetry={onRetry} />
    </section>
  );
}

type ExplanationProps = { title: string; problem: Problem; onRetry?: () => void };

function Explanation({ title, problem, onRetry }: ExplanationProps) {
  const t = useTranslations("shared");
  const [untilMs] = useState(() => (problem.retryAfterS ? Date.now() + problem.retryAfterS * 1000 : null));
  const waitS = useSecondsUntil(untilMs);
  return (
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
  );
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
