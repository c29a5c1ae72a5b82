"use client";

import { Check } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { CARD, LINK } from "@/components/shared/customer-look";
import type { StepId } from "./booking-actions";

type StepFrameProps = {
  step: StepId;
  number: number;
  state: "done" | "open" | "ahead";
  /** The answer in a line, once it is given. */
  summary?: ReactNode;
  onChange: () => void;
  children: ReactNode;
};

/** One question. Answered it is a line that can be opened again; what lies ahead is a name only. */
export function StepFrame({ step, number, state, summary, onChange, children }: StepFrameProps) {
  const t = useTranslations("online-booking");
  const id = useId();
  const heading = useFocusWhen(state === "open");
  const name = t(`step.${step}`);
  return (
    <li>
      <section aria-labelledby={id} className={state === "ahead" ? "px-4 py-2 sm:px-6" : CARD}>
        <div className="flex items-start gap-3">
          <span
            aria-hidden
            className={`grid size-7 shrink-0 place-items-center rounded-full text-14 font-semibold tabular-nums ${
              state === "ahead" ? "border border-border-strong text-text-3" : "bg-accent text-on-accent"
            }`}
          >
            {state === "done" ? <Check className="size-4" strokeWidth={2.5} /> : number}
          </span>
          <div className="min-w-0 flex-1">
            <h2
              ref={heading}
              id={id}
              tabIndex={-1}
              className={`scroll-mt-4 text-18 outline-none ${state === "ahead" ? "font-normal text-text-2" : "font-semibold"}`}
            >
              {name}
            </h2>
            {state === "done" ? <div className="mt-0.5 break-words text-text-2">{summary}</div> : null}
          </div>
          {state === "done" ? (
            <button
              type="button"
              onClick={onChange}
              aria-label={t("changeStep", { step: name })}
              className={`${LINK} -my-2.5 min-h-12 shrink-0 px-1`}
            >
              {t("change")}
            </button>
          ) : null}
        </div>
        {state === "open" ? <div className="mt-4">{children}</div> : null}
      </section>
    </li>
  );
}

/** The next question takes the focus, so that keyboard and screen reader go on where the eye does; not at first. */
function useFocusWhen(isOpen: boolean) {
  const ref = useRef<HTMLHeadingElement>(null);
  const was = useRef(isOpen);
  useEffect(() => {
    if (isOpen && !was.current) ref.current?.focus();
    was.current = isOpen;
  }, [isOpen]);
  return ref;
}
