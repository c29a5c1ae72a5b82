"use client";

import { Calendar, Check, Inbox, Truck, Wrench, X } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { cn } from "@/lib/cn";
import { useFormats } from "@/lib/i18n/client";
import { PORTAL_STEPS, standingOf } from "@/lib/portal/rules";
import type { PortalStep, PortalVisit } from "@/lib/portal/schema";

const ICONS = { requested: Inbox, booked: Calendar, on_the_way: Truck, here: Wrench, done: Check };
/** The colours of the visit's states, everywhere the same; a company's own colour is never used for them. */
const MARKS: Record<PortalStep, { mark: string; tint: string }> = {
  requested: { mark: "var(--requested-label)", tint: "var(--requested-tint)" },
  booked: { mark: "var(--scheduled-mark)", tint: "var(--scheduled-tint)" },
  on_the_way: { mark: "var(--on-the-way-mark)", tint: "var(--on-the-way-tint)" },
  here: { mark: "var(--on-site-mark)", tint: "var(--on-site-tint)" },
  done: { mark: "var(--on-site-mark)", tint: "var(--on-site-tint)" },
};

/** Where the visit stands, in five steps. Fill, icon and words each tell it without the colour. */
export function StepTrack({ visit }: { visit: PortalVisit }) {
  const t = useTranslations("portal.step");
  if (visit.over === "cancelled" || visit.over === "no_show") return null;
  return (
    <ol aria-label={t("label")} className="grid grid-cols-5">
      {PORTAL_STEPS.map((step, index) => (
        <Step key={step} step={step} visit={visit} isFirst={index === 0} />
      ))}
    </ol>
  );
}

function Step({ step, visit, isFirst }: { step: PortalStep; visit: PortalVisit; isFirst: boolean }) {
  const t = useTranslations("portal.step");
  const formats = useFormats();
  const standing = standingOf(step, visit);
  const at = visit.steps.find((each) => each.step === step)?.at ?? null;
  return (
    <li
      aria-current={standing === "now" ? "step" : undefined}
      className="relative flex min-w-0 flex-col items-center text-center"
    >
      {isFirst ? null : (
        <span
          aria-hidden
          className={cn(
            "absolute top-[1.1875rem] right-[calc(50%+1rem)] left-[calc(-50%+1rem)] border-t-2",
            standing === "ahead" ? "border-dashed border-border-strong" : "border-text-2",
          )}
        />
      )}
      <Dot step={step} standing={standing} isStopped={visit.over === "incomplete" && step === "done"} />
      <span
        className={cn(
          "mt-2 max-w-full text-12 hyphens-auto sm:text-14",
          standing === "now" ? "font-semibold text-text" : "text-text-2 max-[22rem]:sr-only",
        )}
      >
        {t(step)}
        <span className="sr-only">{`, ${t(`standing.${standing}`)}`}</span>
      </span>
      {at && standing !== "ahead" ? (
        <time
          dateTime={at}
          className="text-12 font-normal text-text-3 tabular-nums max-sm:sr-only"
          suppressHydrationWarning
        >
          {formats.dayTime(at, visit.time_zone)}
        </time>
      ) : null}
    </li>
  );
}

type DotProps = { step: PortalStep; standing: "passed" | "now" | "ahead"; isStopped: boolean };

function Dot({ step, standing, isStopped }: DotProps) {
  const Icon = isStopped ? X : standing === "passed" ? Check : ICONS[step];
  const { mark, tint } = MARKS[step];
  return (
    <span
      aria-hidden
      className={cn(
        "relative grid size-10 place-items-center rounded-full [&_svg]:stroke-2",
        standing === "now" ? "[&_svg]:size-5" : "[&_svg]:size-4",
      )}
      style={standing === "now" && !isStopped ? { background: tint } : undefined}
    >
      <span
        className={cn(
          "grid place-items-center rounded-full",
          standing === "now" && "size-8",
          // What was not finished doesn't look done.
          standing === "now" && (isStopped ? "bg-text-2 text-surface" : "text-on-accent"),
          standing === "passed" && "size-6 bg-text-2 text-surface",
          standing === "ahead" && "size-6 border-2 border-border-strong bg-surface text-text-3",
        )}
        style={standing === "now" && !isStopped ? { background: mark } : undefined}
      >
        {standing === "ahead" ? null : <Icon />}
      </span>
    </span>
  );
}
