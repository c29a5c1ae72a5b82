"use client";

import {
  AlarmClock,
  Archive,
  Calendar,
  Check,
  CheckCheck,
  CircleDashed,
  Inbox,
  Layers2,
  Pause,
  Send,
  Truck,
  UserX,
  Wrench,
  X,
} from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl/react";
import { cn } from "@/lib/cn";
import { useFormats } from "@/lib/i18n/client";

/** States of a visit as the API spells them; a request that is no visit yet looks like one that may become one. */
export const VISIT_STATES = [
  "unscheduled",
  "requested",
  "scheduled",
  "dispatched",
  "en_route",
  "on_site",
  "paused",
  "completed",
  "closed",
  "cancelled",
  "no_show",
] as const;
export type VisitState = (typeof VISIT_STATES)[number];

/** What lies over a state: how late and at what, whether it may become late, an overlap somebody accepted. */
export type VisitOverlays = {
  late?: { minutes: number; kind: "departure" | "arrival" | "end" } | null;
  atRisk?: boolean;
  overlap?: { reason: string } | null;
};

const ICONS: Record<VisitState, LucideIcon> = {
  unscheduled: Inbox,
  requested: CircleDashed,
  scheduled: Calendar,
  dispatched: Send,
  en_route: Truck,
  on_site: Wrench,
  paused: Pause,
  completed: Check,
  closed: Archive,
  cancelled: X,
  no_show: UserX,
};

const STRIPES: Partial<Record<VisitState, string>> = { scheduled: "ps-2", dispatched: "ps-2.5" };

type StateIconProps = { state: VisitState; isSeen?: boolean; className?: string };

/** Two ticks once the technician's phone has shown a dispatched visit. */
export function StateIcon({ state, isSeen, className }: StateIconProps) {
  const Icon = state === "dispatched" && isSeen ? CheckCheck : ICONS[state];
  return <Icon aria-hidden className={cn("size-3.5 shrink-0", className)} strokeWidth={1.75} />;
}

export function overlayOf({ late, atRisk }: VisitOverlays): "late" | "risk" | undefined {
  if (late) return "late";
  return atRisk ? "risk" : undefined;
}

type StateBadgeProps = {
  state: VisitState;
  isSeen?: boolean;
  /** When the state began: the badge counts on, "On site 00:42". Only states that happen now run. */
  since?: string | null;
  size?: "sm" | "md";
  className?: string;
};

/** Icon, fill and word of a state: each of the three tells it alone, because no colour does for everybody. */
export function StateBadge({ state, isSeen, since, size = "sm", className }: StateBadgeProps) {
  const t = useTranslations("bookings");
  const isRunning = state === "en_route" || state === "on_site" || state === "paused";
  return (
    <span
      data-visit-state={state}
      className={cn(
        "state-fill inline-flex max-w-full items-center gap-1 rounded-badge whitespace-nowrap",
        size === "sm" ? "h-5 px-1.5 text-12" : "h-7 px-2 text-13 font-medium",
        STRIPES[state],
        className,
      )}
    >
      <StateIcon state={state} isSeen={isSeen} className={size === "md" ? "size-4" : undefined} />
      <span className="truncate">{t(`state.${state}`)}</span>
      {since && isRunning ? <Running since={since} /> : null}
    </span>
  );
}

const minutesSince = (since: string) => Math.max(0, Math.floor((Date.now() - Date.parse(since)) / 60_000));

function Running({ since }: { since: string }) {
  const [minutes, setMinutes] = useState(() => minutesSince(since));
  useEffect(() => {
    const tick = () => setMinutes(minutesSince(since));
    tick();
    const timer = setInterval(tick, 10_000);
    return () => clearInterval(timer);
  }, [since]);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0"));
  return (
    // A server's minute may be over when the browser takes the page up.
    <span className="tabular-nums" suppressHydrationWarning>
      {hours}:{rest}
    </span>
  );
}

/** Late, may be late, overlapping: said in words beside the badge, each with a sign of its own. */
export function StateNotes({ late, atRisk, overlap, className }: VisitOverlays & { className?: string }) {
  const t = useTranslations("bookings");
  const formats = useFormats();
  if (!late && !atRisk && !overlap) return null;
  return (
    <span className={cn("inline-flex min-w-0 items-center gap-2 text-12", className)}>
      {late ? (
        <span className="inline-flex min-w-0 items-center gap-1 text-danger">
          <AlarmClock aria-hidden className="size-3.5 shrink-0" strokeWidth={1.75} />
          <span className="truncate">{t("overlay.late", { duration: formats.duration(late.minutes) })}</span>
        </span>
      ) : null}
      {!late && atRisk ? (
        <span className="inline-flex min-w-0 items-center gap-1 text-warning">
          <AlarmClock aria-hidden className="size-3.5 shrink-0" strokeWidth={1.75} />
          <span className="truncate">{t("overlay.risk")}</span>
        </span>
      ) : null}
      {overlap ? (
        <span className="inline-flex min-w-0 items-center gap-1 text-text-2">
          <Layers2 aria-hidden className="size-3.5 shrink-0" strokeWidth={1.75} />
          <span className="truncate">{t("overlay.overlap", { reason: overlap.reason })}</span>
        </span>
      ) : null}
    </span>
  );
}
