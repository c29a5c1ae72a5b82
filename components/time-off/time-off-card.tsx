"use client";

import { useQuery } from "@tanstack/react-query";
import { Ellipsis, Pencil, Plus, Trash2 } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { ErrorCard } from "@/components/shared/error-card";
import { useCan } from "@/components/shared/member";
import { SkeletonLines } from "@/components/shared/skeleton";
import { useRecordWrites } from "@/components/shared/use-record-writes";
import { useSheetParam } from "@/components/shared/use-sheet-param";
import { WhenWindow } from "@/components/shared/when";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useFormats } from "@/lib/i18n/client";
import { dateIn } from "@/lib/time";
import {
  fetchTimeOff,
  removeTimeOff,
  restoreTimeOff,
  timeOffKeys,
  updateTimeOff,
} from "@/lib/time-off/client";
import type { TimeOff, TimeOffUpdate } from "@/lib/time-off/schema";
import { comingFilters } from "./coming";
import { isWholeDays, lastDayOf } from "./days";

const TimeOffSheet = lazyShown(() => import("./time-off-sheet").then((form) => form.TimeOffSheet));

type TimeOffCardProps = { resourceId: string; timeZone: string; isLocked: boolean };

/** When a resource is not there: today and what comes. */
export function TimeOffCard(props: TimeOffCardProps) {
  const { resourceId, timeZone, isLocked } = props;
  const t = useTranslations("resources");
  const may = useCan();
  const sheet = useSheetParam();
  const filters = comingFilters(resourceId, timeZone);
  const { data, error, refetch } = useQuery({
    queryKey: timeOffKeys.list(filters),
    queryFn: ({ signal }) => fetchTimeOff(filters, { limit: 100, signal }),
  });
  const rows = data?.data;
  const mayAdd = may("create", "time_off") && !isLocked;
  const edited = rows?.find((row) => sheet.name === "time-off" && row.id === sheet.id);
  const isOpen = sheet.name === "time-off" && (edited ? may("update", "time_off") : mayAdd && !sheet.id);
  return (
    <Card
      title={t("timeOff.title")}
      count={rows?.length || undefined}
      action={
        mayAdd ? (
          <IconButton label={t("timeOff.add")} size="sm" onClick={() => sheet.open("time-off")}>
            <Plus aria-hidden />
          </IconButton>
        ) : null
      }
    >
      {error && !rows ? (
        <ErrorCard
          title={t("timeOff.error")}
          error={error}
          onRetry={() => void refetch()}
          className="my-0 border-0 p-0"
        />
      ) : rows ? (
        <Rows rows={rows} {...props} mayAdd={mayAdd} />
      ) : (
        <SkeletonLines />
      )}
      {isOpen ? (
        <TimeOffSheet
          key={edited?.id ?? "new"}
          resourceId={resourceId}
          timeZone={timeZone}
          stored={edited ?? null}
          onClose={sheet.close}
        />
      ) : null}
    </Card>
  );
}

type RowsProps = TimeOffCardProps & { rows: readonly TimeOff[]; mayAdd: boolean };

function Rows({ rows, timeZone, isLocked, mayAdd }: RowsProps) {
  const t = useTranslations("resources");
  const sheet = useSheetParam();
  if (rows.length > 0) {
    return (
      <ul className="-mx-2 grid gap-1">
        {rows.map((row) => (
          <Row key={row.id} row={row} timeZone={timeZone} isLocked={isLocked} />
        ))}
      </ul>
    );
  }
  return (
    <div className="grid justify-items-start gap-3">
      <p className="text-text-2">{t("timeOff.empty")}</p>
      {mayAdd ? (
        <Button size="sm" icon={<Plus aria-hidden />} onClick={() => sheet.open("time-off")}>
          {t("timeOff.add")}
        </Button>
      ) : null}
    </div>
  );
}

function Span({ row, timeZone }: { row: TimeOff; timeZone: string }) {
  const formats = useFormats();
  if (!isWholeDays(row, timeZone)) {
    return <WhenWindow from={row.starts_at} to={row.ends_at} timeZone={timeZone} />;
  }
  const first = formats.day(row.starts_at, timeZone);
  const last = formats.day(Date.parse(row.ends_at) - 1, timeZone);
  return dateIn(row.starts_at, timeZone) === lastDayOf(row, timeZone) ? first : `${first} – ${last}`;
}

function Row({ row, timeZone, isLocked }: { row: TimeOff; timeZone: string; isLocked: boolean }) {
  const t = useTranslations("resources");
  return (
    <li className="flex items-start gap-2 rounded-control px-2 py-1.5 hover:bg-hover">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="font-medium tabular-nums">
            <Span row={row} timeZone={timeZone} />
          </span>
          <Badge>{t(`timeOff.kinds.${row.kind}`)}</Badge>
        </p>
        {row.note ? <p className="text-13 break-words whitespace-pre-wrap text-text-2">{row.note}</p> : null}
      </div>
      {isLocked ? null : <RowMenu row={row} />}
    </li>
  );
}

function RowMenu({ row }: { row: TimeOff }) {
  const t = useTranslations("resources");
  const may = useCan();
  const sheet = useSheetParam();
  const { remove } = useRecordWrites<TimeOff, TimeOffUpdate>(row.id, {
    keys: timeOffKeys,
    update: updateTimeOff,
    remove: removeTimeOff,
    restore: restoreTimeOff,
    words: {
      deleted: () => t("timeOff.deleted"),
      restored: () => t("timeOff.restored"),
      notSaved: t("notSaved"),
      notDeleted: () => t("timeOff.notDeleted"),
      notRestored: () => t("timeOff.notRestored"),
    },
  });
  if (!may("update", "time_off")) return null;
  return (
    <Menu
      trigger={
        <IconButton label={t("timeOff.actions")} size="sm">
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      <MenuItem icon={<Pencil aria-hidden />} onSelect={() => sheet.open("time-off", row.id)}>
        {t("timeOff.edit")}
      </MenuItem>
      {may("delete", "time_off") ? (
        <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => void remove(row)}>
          {t("timeOff.delete")}
        </MenuItem>
      ) : null}
    </Menu>
  );
}
