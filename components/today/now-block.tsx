"use client";

import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { useMember } from "@/components/shared/member";
import { StateIcon, StateNotes } from "@/components/shared/state-badge";
import { Age } from "@/components/shared/when";
import { Avatar } from "@/components/ui/avatar";
import type { Booking, BookingStatus } from "@/lib/bookings/schema";
import { cn } from "@/lib/cn";
import { useFormats } from "@/lib/i18n/client";
import type { Today } from "@/lib/today/schema";
import { Block, Rows } from "./block";
import { useMinute } from "./use-minute";

type Line = Today["now"][number];
const RUNNING: readonly BookingStatus[] = ["en_route", "on_site", "paused"];

/** One line per person at work: where, how far, and what comes next. */
type NowBlockProps = { today: Pick<Today, "now" | "date" | "time_zone">; updatedAtMs: number };

export function NowBlock({ today, updatedAtMs }: NowBlockProps) {
  const t = useTranslations("today");
  const states = useTranslations("bookings.state");
  const { organization } = useMember();
  const summary = RUNNING.map((status) => ({
    status,
    count: today.now.filter(({ booking }) => booking?.status === status).length,
  }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => t("nowCount", { count, state: states(status) }));
  return (
    <Block
      title={t("now")}
      note={
        <>
          {summary.join(" · ")}
          {summary.length > 0 ? " · " : null}
          <Age at={updatedAtMs} show="time" />
        </>
      }
      action={
        <Link
          href={`/o/${organization.slug}/board?date=${today.date}`}
          className="text-13 text-accent-text underline-offset-4 hover:underline"
        >
          {t("toBoard")}
        </Link>
      }
    >
      {today.now.length === 0 ? (
        <p className="rounded-card edge bg-surface px-4 py-3 text-text-2">{t("nowNobody")}</p>
      ) : (
        <Rows>
          {today.now.map((line) => (
            <NowRow key={line.resource.id} line={line} zone={today.time_zone} />
          ))}
        </Rows>
      )}
    </Block>
  );
}

function NowRow({ line, zone }: { line: Line; zone: string }) {
  const { resource, booking } = line;
  return (
    <li className="grid min-h-(--row) items-center gap-x-4 gap-y-1 px-4 py-1.5 md:grid-cols-[8.5rem_minmax(0,1fr)_12.5rem_11rem]">
      <span className="flex min-w-0 items-center gap-2">
        <Avatar id={resource.id} color={resource.color} name={resource.name} size="sm" />
        <span className="truncate font-medium">{resource.name}</span>
      </span>
      {booking ? <Doing visit={booking} /> : <Free />}
      {booking ? <Against visit={booking} /> : <span />}
      <Then line={line} zone={zone} />
    </li>
  );
}

function Free() {
  const t = useTranslations("today");
  return <span className="text-text-3">{t("free")}</span>;
}

function Doing({ visit }: { visit: Booking }) {
  const states = useTranslations("bookings.state");
  const { organization } = useMember();
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span
        data-visit-state={visit.status}
        className="state-fill inline-flex size-5 shrink-0 items-center justify-center rounded-badge"
      >
        <StateIcon state={visit.status} />
        <span className="sr-only">{states(visit.status)}</span>
      </span>
      <span className="min-w-0 truncate">
        <Link href={`/o/${organization.slug}/bookings/${visit.id}`} className="hover:underline">
          {visit.job.customer.display_name}
        </Link>
        <span className="text-text-2">, {visit.job.service_type?.name ?? visit.job.title}</span>
      </span>
      <StateNotes late={visit.late} atRisk={visit.at_risk} className="shrink-0 max-lg:hidden" />
    </span>
  );
}

/** Time spent against time planned; on the way, when it is expected. */
function Against({ visit }: { visit: Booking }) {
  const t = useTranslations("today");
  const formats = useFormats();
  const now = useMinute();
  const { starts_at, ends_at, actual_start, arrival_window, job } = visit;
  const zone = job.property.time_zone;
  if (!actual_start || visit.status === "en_route") {
    const from = arrival_window?.starts_at ?? starts_at;
    const to = arrival_window?.ends_at ?? starts_at;
    if (!from || !to) return <span />;
    const expected = from === to ? formats.time(from, zone) : formats.window(from, to, zone);
    return <span className="text-13 text-text-2 tabular-nums">{t("expected", { window: expected })}</span>;
  }
  const spentMin = Math.max(0, Math.floor((now - Date.parse(actual_start)) / 60_000));
  const plannedMin =
    starts_at && ends_at ? Math.round((Date.parse(ends_at) - Date.parse(starts_at)) / 60_000) : null;
  return (
    <span className="grid gap-1 text-13 text-text-2 tabular-nums">
      <span suppressHydrationWarning>
        {plannedMin === null
          ? formats.duration(spentMin)
          : t("spent", { spent: formats.duration(spentMin), planned: formats.duration(plannedMin) })}
      </span>
      {plannedMin ? <Bar share={spentMin / plannedMin} /> : null}
    </span>
  );
}

/** The words beside it say the same; it needs no name of its own. */
function Bar({ share }: { share: number }) {
  return (
    <span aria-hidden className="block h-1 overflow-hidden rounded-full bg-hover">
      <span
        className={cn("block h-full", share > 1 ? "bg-danger" : "bg-text-3")}
        style={{ width: `${Math.min(100, share * 100)}%` }}
        suppressHydrationWarning
      />
    </span>
  );
}

function Then({ line: { next, free_at }, zone }: { line: Line; zone: string }) {
  const t = useTranslations("today");
  const formats = useFormats();
  const words = next
    ? t("then", { name: next.customer_name, time: formats.time(next.starts_at, zone) })
    : free_at
      ? t("freeAt", { time: formats.time(free_at, zone) })
      : t("last");
  return <span className="min-w-0 truncate text-13 text-text-2 tabular-nums md:text-end">{words}</span>;
}
