"use client";

import { TriangleAlert, Truck, Wrench } from "lucide-react";
import { useMemo } from "react";
import { useTranslations } from "use-intl/react";
import type { Column, CompactRow } from "@/components/shared/data-table";
import { Person } from "@/components/shared/person";
import { StateBadge, VISIT_STATES } from "@/components/shared/state-badge";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/lib/cn";
import { useFormats } from "@/lib/i18n/client";
import { UNKNOWN } from "@/lib/i18n/format";
import { worstStanding } from "@/lib/resources/rules";
import type { ResourceRow } from "@/lib/resources/schema";
import { useOpenedDate } from "./use-opened-date";

const THINGS = { vehicle: Truck, tool: Wrench };

/** A person by his initials, a thing by what it is. */
export function ResourceName({ row }: { row: Pick<ResourceRow, "id" | "kind" | "name" | "color"> }) {
  if (row.kind === "technician")
    return <Person id={row.id} color={row.color} name={row.name} size="sm" className="max-w-full" />;
  const Icon = THINGS[row.kind];
  return (
    <span className="inline-flex max-w-full items-center gap-1.5">
      <span className="flex size-5 shrink-0 items-center justify-center rounded-full bg-hover text-text-2">
        <Icon aria-hidden className="size-3" strokeWidth={1.75} />
      </span>
      <span className="truncate">{row.name}</span>
    </span>
  );
}

function NameCell({ row }: { row: ResourceRow }) {
  const t = useTranslations("resources");
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span className={cn("min-w-0", row.deleted_at && "text-text-3 line-through")}>
        <ResourceName row={row} />
      </span>
      {row.is_active ? null : <Badge className="shrink-0">{t("inactive")}</Badge>}
    </span>
  );
}

function StateNow({ state }: { state: ResourceRow["state_now"] }) {
  const t = useTranslations("resources");
  if (!state) return <span className="text-text-3">{t("state.free")}</span>;
  if (state.status === "time_off") return <Badge tone="dashed">{t("state.timeOff")}</Badge>;
  const known = VISIT_STATES.find((status) => status === state.status);
  return (
    <span className="inline-flex max-w-full items-center gap-2">
      {known ? <StateBadge state={known} /> : null}
      <span className="truncate text-13 text-text-2 tabular-nums">{state.booking_number}</span>
    </span>
  );
}

function Skills({ row }: { row: ResourceRow }) {
  const t = useTranslations("resources");
  const standing = worstStanding(row.skills, useOpenedDate(row.time_zone));
  const names = row.skills.map((skill) => skill.name).join(", ");
  if (names === "") return <span className="text-text-3">{UNKNOWN}</span>;
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span className="truncate">{names}</span>
      {standing === "valid" ? null : (
        <Badge
          tone={standing === "ended" ? "danger" : "warning"}
          icon={<TriangleAlert aria-hidden strokeWidth={1.75} />}
          className="shrink-0"
        >
          {t(`standing.${standing}`)}
        </Badge>
      )}
    </span>
  );
}

/** How full the week is, with a bar for the eye and a number for the rest. */
function Booked({ share }: { share: number | null }) {
  const formats = useFormats();
  if (share === null) return <span className="text-text-3">{UNKNOWN}</span>;
  return (
    <span className="flex items-center justify-end gap-2">
      <span aria-hidden className="h-1.5 w-12 overflow-hidden rounded-full bg-sunken">
        <span
          className={cn("block h-full", share > 1 ? "bg-danger" : "bg-text-3")}
          style={{ width: `${Math.min(100, Math.round(share * 100))}%` }}
        />
      </span>
      <span className="w-10 tabular-nums">{formats.percent(share)}</span>
    </span>
  );
}

export function useResourceColumns(): Column<ResourceRow>[] {
  const t = useTranslations("resources");
  return useMemo(
    () => [
      { id: "name", header: t("column.name"), cell: (row) => <NameCell row={row} /> },
      {
        id: "state",
        header: t("column.state"),
        width: "13rem",
        cell: (row) => <StateNow state={row.state_now} />,
      },
      { id: "skills", header: t("column.skills"), width: "28%", cell: (row) => <Skills row={row} /> },
      {
        id: "home",
        header: t("column.home"),
        width: "18%",
        from: "xl",
        cell: (row) => row.home?.address ?? <span className="text-text-3">{UNKNOWN}</span>,
      },
      {
        id: "booked",
        header: t("column.booked"),
        width: "10rem",
        from: "lg",
        align: "end",
        cell: (row) => <Booked share={row.booked_share_week} />,
      },
    ],
    [t],
  );
}

/** On a phone: name, below it what it can do, at the side what it is doing. */
export function useCompactResource(): (row: ResourceRow) => CompactRow {
  const t = useTranslations("resources");
  return (row) => ({
    title: <NameCell row={row} />,
    meta: row.skills.length > 0 ? <Skills row={row} /> : t(`kind.${row.kind}`),
    aside: <StateNow state={row.state_now} />,
  });
}
