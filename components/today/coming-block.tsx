"use client";

import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { useMember } from "@/components/shared/member";
import { StateBadge, StateNotes } from "@/components/shared/state-badge";
import { InRowContext, WhenWindow } from "@/components/shared/when";
import type { Booking } from "@/lib/bookings/schema";
import { leadOf } from "@/lib/planning/rules";
import { Block, Rows } from "./block";

export function ComingBlock({ visits }: { visits: readonly Booking[] }) {
  const t = useTranslations("today");
  return (
    <Block title={t("coming")} note={visits.length > 0 ? visits.length : null}>
      {visits.length === 0 ? (
        <p className="rounded-card edge bg-surface px-4 py-3 text-text-2">{t("comingNone")}</p>
      ) : (
        <Rows>
          {visits.map((visit) => (
            <ComingRow key={visit.id} visit={visit} />
          ))}
        </Rows>
      )}
    </Block>
  );
}

/** The whole line is the way to the visit. */
function ComingRow({ visit }: { visit: Booking }) {
  const t = useTranslations("today");
  const { organization } = useMember();
  const { customer, service_type, title, property } = visit.job;
  const window = visit.arrival_window;
  return (
    <li>
      <Link
        href={`/o/${organization.slug}/bookings/${visit.id}`}
        className="grid min-h-(--row) items-center gap-x-4 gap-y-0.5 px-4 py-1.5 focus-inset hover:bg-hover md:grid-cols-[10rem_minmax(0,1fr)_9rem_auto]"
      >
        <InRowContext value>
          <span className="text-13 text-text-2 tabular-nums">
            <WhenWindow
              from={window?.starts_at ?? visit.starts_at}
              to={window?.ends_at ?? visit.ends_at}
              timeZone={property.time_zone}
              show="time"
            />
          </span>
        </InRowContext>
        <span className="min-w-0 truncate">
          <span className="font-medium">{customer.display_name}</span>
          <span className="text-text-2">, {service_type?.name ?? title}</span>
        </span>
        <span className="truncate text-text-2">{leadOf(visit)?.name ?? t("nobody")}</span>
        <span className="flex min-w-0 items-center gap-2 md:justify-end">
          <StateNotes late={visit.late} atRisk={visit.at_risk} />
          <StateBadge state={visit.status} />
        </span>
      </Link>
    </li>
  );
}
