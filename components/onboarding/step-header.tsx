"use client";

import { Check } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { cn } from "@/lib/cn";
import { STEPS } from "./steps";
import type { Step } from "./steps";

/** Where one is: three words, the finished ones ticked. */
export function StepHeader({ step }: { step: Step }) {
  const t = useTranslations("onboarding");
  const current = STEPS.indexOf(step);
  return (
    <ol aria-label={t("steps.label")} className="flex gap-2">
      {STEPS.map((name, index) => (
        <li
          key={name}
          aria-current={name === step ? "step" : undefined}
          className={cn(
            "flex flex-1 items-center gap-1.5 border-t-2 pt-2 text-13",
            index <= current ? "border-accent text-text" : "border-border text-text-3",
          )}
        >
          {index < current ? <Check aria-hidden className="size-4 text-accent-text" strokeWidth={2} /> : null}
          {t(`steps.${name}`)}
          {index < current ? <span className="sr-only">{t("steps.done")}</span> : null}
        </li>
      ))}
    </ol>
  );
}
