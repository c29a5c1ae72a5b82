"use client";

import { useTranslations } from "use-intl/react";
import type { Booking } from "@/lib/bookings/schema";
import { VisitWhen } from "./visit-when";

const SHOWN = 8;

/** Whom a change of several visits is about, by name. */
export function VisitLines({ visits }: { visits: readonly Booking[] }) {
  const t = useTranslations("bookings");
  const rest = visits.length - SHOWN;
  return (
    <ul className="grid gap-1 text-13">
      {visits.slice(0, SHOWN).map((visit) => (
        <li key={visit.id} className="flex min-w-0 justify-between gap-4">
          <span className="min-w-0 truncate font-medium">{visit.job.customer.display_name}</span>
          <span className="shrink-0 text-text-2">
            <VisitWhen visit={visit} />
          </span>
        </li>
      ))}
      {rest > 0 ? <li className="text-text-3">{t("andMore", { count: rest })}</li> : null}
    </ul>
  );
}
