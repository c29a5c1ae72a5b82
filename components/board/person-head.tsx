"use client";

import { Truck, Wrench } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { useMember } from "@/components/shared/member";
import { StateIcon } from "@/components/shared/state-badge";
import { Avatar } from "@/components/ui/avatar";
import type { BoardRow } from "@/lib/board/rules";
import type { BoardResource } from "@/lib/board/schema";
import type { BookingStatus } from "@/lib/bookings/schema";
import { cn } from "@/lib/cn";
import { useFormats } from "@/lib/i18n/client";

const HAPPENING: readonly BookingStatus[] = ["on_site", "en_route", "paused"];

/** What somebody does right now, where it is one of the board's visits. */
function stateOf(row: BoardRow): BookingStatus | null {
  const running = row.bars.map(({ visit }) => visit.status);
  return HAPPENING.find((status) => running.includes(status)) ?? null;
}

/** The left end of a row: who, what he can, what he does now, how full he is. */
export function PersonHead({ row, isLink }: { row: BoardRow; isLink: boolean }) {
  const { organization } = useMember();
  const { resource } = row;
  if (!resource) return <HoldingHead count={row.bars.length + row.anyTime.length} />;
  const name = <span className="block truncate font-medium">{resource.name}</span>;
  return (
    <div className="flex h-full min-w-0 items-center gap-2 px-3">
      <Sign resource={resource} />
      <div className="min-w-0 flex-1">
        {isLink ? (
          <Link
            href={`/o/${organization.slug}/resources/${resource.id}`}
            tabIndex={-1}
            className="block hover:underline"
          >
            {name}
          </Link>
        ) : (
          name
        )}
        <Second row={row} resource={resource} />
      </div>
      <Share resource={resource} />
    </div>
  );
}

function Sign({ resource: { id, name, kind, color } }: { resource: BoardResource }) {
  const t = useTranslations("board.kind");
  if (kind === "technician") return <Avatar id={id} color={color} name={name} size="sm" />;
  const Icon = kind === "vehicle" ? Truck : Wrench;
  return (
    <span className="inline-flex size-5 shrink-0 items-center justify-center text-text-3">
      <Icon aria-hidden className="size-4" strokeWidth={1.75} />
      <span className="sr-only">{t(kind)}</span>
    </span>
  );
}

function Second({ row, resource }: { row: BoardRow; resource: BoardResource }) {
  const states = useTranslations("bookings.state");
  const state = stateOf(row);
  const skills = resource.skills.join(", ");
  if (!state && !skills) return null;
  return (
    <span className="flex min-w-0 items-center gap-1 text-11 text-text-3 [[data-density=compact]_&]:hidden">
      {state ? (
        <span className="inline-flex shrink-0 items-center gap-1 text-text-2">
          <StateIcon state={state} className="size-3" />
          {states(state)}
        </span>
      ) : null}
      {state && skills ? <span aria-hidden>·</span> : null}
      <span className="truncate" title={skills}>
        {skills}
      </span>
    </span>
  );
}

/** Booked share of the shift; without a shift there is nothing to have a share of. */
function Share({ resource: { booked_min, shift_min } }: { resource: BoardResource }) {
  const t = useTranslations("board");
  const formats = useFormats();
  if (shift_min === 0) return null;
  const share = booked_min / shift_min;
  return (
    <span
      className={cn("shrink-0 text-12 tabular-nums", share > 1 ? "text-danger" : "text-text-2")}
      title={t("booked", { booked: formats.duration(booked_min), shift: formats.duration(shift_min) })}
    >
      {formats.percent(share)}
      <span className="sr-only"> {t("bookedShare")}</span>
    </span>
  );
}

function HoldingHead({ count }: { count: number }) {
  const t = useTranslations("board");
  return (
    <div className="flex h-full min-w-0 items-center gap-2 px-3">
      <span className="inline-flex size-5 shrink-0 items-center justify-center">
        <StateIcon state="unscheduled" className="size-4 text-warning" />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{t("holding")}</span>
        <span className="block truncate text-11 text-text-3 [[data-density=compact]_&]:hidden">
          {t("holdingHint")}
        </span>
      </span>
      <span className="shrink-0 text-12 text-text-2 tabular-nums">{count}</span>
    </div>
  );
}
