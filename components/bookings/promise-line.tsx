"use client";

import { CircleCheck, CircleHelp, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { WhenWindow } from "@/components/shared/when";
import { cn } from "@/lib/cn";
import type { Booking } from "@/lib/bookings/schema";
import type { TimeRange } from "@/lib/slots/schema";

const isWithin = (at: string, range: TimeRange) =>
  Date.parse(at) >= Date.parse(range.starts_at) && Date.parse(at) <= Date.parse(range.ends_at);

const LOOKS = {
  kept: { icon: CircleCheck, tone: "text-success" },
  holds: { icon: CircleCheck, tone: "text-success" },
  risk: { icon: CircleHelp, tone: "text-warning" },
  broken: { icon: TriangleAlert, tone: "text-danger" },
  missed: { icon: TriangleAlert, tone: "text-danger" },
};

/** Kept or missed where somebody has arrived, and early is kept, as Today counts it; before that what is known: late, at risk, or planned within. */
function verdictOf(visit: Booking, window: TimeRange): keyof typeof LOOKS | null {
  if (visit.actual_start)
    return Date.parse(visit.actual_start) <= Date.parse(window.ends_at) ? "kept" : "missed";
  if (visit.status === "cancelled" || visit.status === "no_show" || !visit.starts_at) return null;
  // Late in leaving is not late yet: the window decides, and until it is over nobody knows.
  if (visit.late) return Date.now() > Date.parse(window.ends_at) ? "broken" : "risk";
  if (visit.at_risk) return "risk";
  return isWithin(visit.starts_at, window) ? "holds" : "broken";
}

/** What the customer was told, told apart from what is planned, and whether it will be so. */
export function PromiseLine({ visit }: { visit: Booking }) {
  const t = useTranslations("bookings.promise");
  const window = visit.arrival_window ?? visit.promised_window;
  const verdict = window ? verdictOf(visit, window) : null;
  if (!window) return null;
  const { icon: Icon, tone } = LOOKS[verdict ?? "holds"];
  return (
    <p className="flex items-start gap-2">
      {verdict ? (
        <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", tone)} strokeWidth={1.75} />
      ) : null}
      <span>
        {t("told")}{" "}
        <span className="font-medium">
          <WhenWindow from={window.starts_at} to={window.ends_at} timeZone={visit.job.property.time_zone} />
        </span>
        {verdict ? <span className="text-text-2">. {t(verdict)}</span> : null}
        {visit.confirmed_at ? <span className="text-text-2"> {t("confirmed")}</span> : null}
      </span>
    </p>
  );
}

/** While a visit is being moved: what the customer was told moves along, and somebody has to tell. */
export function PromiseShift({ visit, startsAt }: { visit: Booking; startsAt: string }) {
  const t = useTranslations("bookings.promise");
  const window = visit.arrival_window;
  if (!window || !visit.starts_at) return null;
  const shiftMs = Date.parse(startsAt) - Date.parse(visit.starts_at);
  if (shiftMs === 0) return null;
  const moved = (at: string) => Date.parse(at) + shiftMs;
  const zone = visit.job.property.time_zone;
  const name = visit.job.customer.display_name;
  return (
    <p className="flex items-start gap-2 text-13 text-text-2">
      <TriangleAlert aria-hidden className="mt-px size-4 shrink-0 text-warning" strokeWidth={1.75} />
      <span>
        {t("shifts", { name })} <WhenWindow from={window.starts_at} to={window.ends_at} timeZone={zone} />
        {" → "}
        <WhenWindow from={moved(window.starts_at)} to={moved(window.ends_at)} timeZone={zone} />
      </span>
    </p>
  );
}
