"use client";

import { AlarmClock, Hourglass, Layers2 } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/cn";
import { overlayOf, StateIcon } from "./state-badge";
import type { VisitOverlays, VisitState } from "./state-badge";

type VisitBarProps = Omit<ComponentProps<"button">, "children" | "title"> &
  VisitOverlays & {
    state: VisitState;
    isSeen?: boolean;
    /** Whose visit it is. */
    title: string;
    /** What is done there; given up first where there is no room. */
    detail?: ReactNode;
    /** The bar in one sentence: "Claire Moreau, boiler repair, 10:00 to 12:24, on site, Dana Reyes". */
    label: string;
    /** Chosen or open beside: accent tint around it, which is another look than the keyboard's focus. */
    isCurrent?: boolean;
    /** Shown but not confirmed by the server yet. */
    isPending?: boolean;
    /** Two lines where the row has the height for them. */
    lines?: 1 | 2;
  };

/** A visit on a grid of time. Position and size come from the grid, by `style`; focus and keys are its caller's. */
export function VisitBar(props: VisitBarProps) {
  const { state, isSeen, title, detail, label, isCurrent, isPending, lines = 1, className, ...rest } = props;
  const { late, atRisk, overlap, ...button } = rest;
  return (
    <button
      type="button"
      {...button}
      aria-current={isCurrent || undefined}
      data-visit-state={state}
      data-overlay={overlayOf({ late, atRisk })}
      className={cn(
        "state-fill relative flex min-h-6 min-w-0 items-center gap-1.5 rounded-badge px-1.5 text-start text-12 focus-visible:z-1",
        state === "scheduled" && "ps-2",
        state === "dispatched" && "ps-2.5",
        isCurrent && "ring-3 ring-accent",
        className,
      )}
    >
      {/* The sentence is content and no aria-label: what one sees may then be shorter, or say more, than what is read out. */}
      <span className="sr-only">{label}</span>
      {overlap ? <span aria-hidden className="state-hatch absolute inset-0 rounded-badge" /> : null}
      <StateIcon state={state} isSeen={isSeen} className="relative" />
      <span aria-hidden className="relative min-w-0 flex-1 text-(--state-words)">
        <span className={cn("block truncate", state === "cancelled" && "line-through")}>
          {title}
          {lines === 1 && detail ? <span className="font-normal"> {detail}</span> : null}
        </span>
        {lines === 2 && detail ? <span className="block truncate text-11 font-normal">{detail}</span> : null}
      </span>
      <BarSigns late={late} atRisk={atRisk} overlap={overlap} isPending={isPending} />
    </button>
  );
}

/** The bar's sentence says all of it in words. */
function BarSigns({ late, atRisk, overlap, isPending }: VisitOverlays & { isPending?: boolean }) {
  const t = useTranslations("bookings");
  return (
    <span
      aria-hidden
      className="relative flex shrink-0 items-center gap-1 [&_svg]:size-3.5 [&_svg]:stroke-[1.75]"
    >
      {overlap ? <Layers2 aria-hidden /> : null}
      {late || atRisk ? (
        <span
          className={cn(
            "inline-flex items-center gap-0.5 rounded-badge bg-surface px-0.5 tabular-nums",
            late ? "text-danger" : "text-warning",
          )}
        >
          <AlarmClock aria-hidden />
          {late ? t("overlay.short", { minutes: late.minutes }) : null}
        </span>
      ) : null}
      {isPending ? <Hourglass aria-hidden /> : null}
    </span>
  );
}

const secondsUntil = (at: string) => Math.max(0, Math.ceil((Date.parse(at) - Date.now()) / 1000));

type HoldBarProps = { expiresAt: string; style?: ComponentProps<"div">["style"]; className?: string };

/** A time somebody is just giving away on the phone: dotted, and counting down until it is free again. */
export function HoldBar({ expiresAt, style, className }: HoldBarProps) {
  const t = useTranslations("bookings");
  const [seconds, setSeconds] = useState(() => secondsUntil(expiresAt));
  useEffect(() => {
    const timer = setInterval(() => setSeconds(secondsUntil(expiresAt)), 1000);
    return () => clearInterval(timer);
  }, [expiresAt]);
  const left = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return (
    <div
      style={style}
      className={cn(
        "state-hold flex min-h-6 min-w-0 items-center rounded-badge px-1.5 text-12 tabular-nums",
        className,
      )}
    >
      <span className="truncate" suppressHydrationWarning>
        {t("overlay.hold", { left })}
      </span>
    </div>
  );
}
