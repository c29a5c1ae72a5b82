"use client";

import { Archive, CalendarCheck, Check, CirclePlus, Hammer, Pause, X } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Badge } from "@/components/ui/badge";
import type { JobStatus } from "@/lib/jobs/schema";

type Look = {
  icon: LucideIcon;
  tone: "dashed" | "info" | "accent" | "warning" | "success" | "quiet" | "plain";
};

/** As with visits the fill tells the phase: hollow is not planned, a tint is on its way, quiet is over. */
const LOOKS: Record<JobStatus, Look> = {
  new: { icon: CirclePlus, tone: "dashed" },
  scheduled: { icon: CalendarCheck, tone: "info" },
  in_progress: { icon: Hammer, tone: "success" },
  on_hold: { icon: Pause, tone: "warning" },
  completed: { icon: Check, tone: "quiet" },
  invoiced: { icon: Archive, tone: "quiet" },
  cancelled: { icon: X, tone: "plain" },
};

export function JobState({ status }: { status: JobStatus }) {
  const t = useTranslations("jobs");
  const { icon: Icon, tone } = LOOKS[status];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden strokeWidth={1.75} />} className="shrink-0">
      {t(`status.${status}`)}
    </Badge>
  );
}
