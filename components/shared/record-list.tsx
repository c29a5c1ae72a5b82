"use client";

import { Ellipsis, Pencil, Plus, Trash2 } from "lucide-react";
import { Fragment } from "react";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import type { Resource } from "@/lib/auth/rules";
import { DataTable } from "./data-table";
import type { Column, CompactRow } from "./data-table";
import { Empty } from "./empty";
import { ErrorCard } from "./error-card";
import { useCan } from "./member";
import type { RecordKeys } from "./record-cache";
import { useRecordWrites } from "./use-record-writes";
import { useSheetParam } from "./use-sheet-param";

type Stored = { id: string; name: string; version: number; deleted_at: string | null };

/** A kind of small record that is kept in a list and changed in a sheet over it. */
export type RecordFeature<R extends Stored> = {
  resource: Resource;
  /** Its name in the address: `?sheet=skill:<id>`. */
  sheet: string;
  keys: RecordKeys;
  update: (id: string, version: number, changes: Partial<R>) => Promise<R>;
  remove: (id: string, version: number) => Promise<R>;
  restore: (id: string) => Promise<R>;
  /** Where removing needs a word before: opens the question, which then removes. */
  ask?: (record: R) => void;
};

type RecordListProps<R extends Stored> = {
  feature: RecordFeature<R>;
  /** Names the table for screen readers. */
  caption: string;
  /** Undefined while they load. */
  rows: readonly R[] | undefined;
  error: unknown;
  errorTitle: string;
  onRetry: () => void;
  /** What stands in the first column before the name, and after it. */
  before?: (row: R) => ReactNode;
  beside?: (row: R) => ReactNode;
  columns: readonly Column<R>[];
  nameHeader: string;
  /** The second line on a phone. */
  meta: (row: R) => ReactNode;
  empty: { icon: ReactNode; text: string; action: string; reader: string };
};

export function RecordList<R extends Stored>(props: RecordListProps<R>) {
  const { feature, rows, error, columns, nameHeader, before, beside, meta } = props;
  const t = useTranslations("records");
  if (error && !rows) return <ErrorCard title={props.errorTitle} error={error} onRetry={props.onRetry} />;
  const name = (row: R) => (
    <NameCell row={row} feature={feature} before={before?.(row)}>
      {beside?.(row)}
    </NameCell>
  );
  const all: Column<R>[] = [
    { id: "name", header: nameHeader, cell: name },
    ...columns,
    {
      id: "actions",
      header: t("actionsHeader"),
      hideHeader: true,
      width: "4rem",
      align: "end",
      cell: (row) => <RowMenu row={row} feature={feature} />,
    },
  ];
  const compact = (row: R): CompactRow => ({
    title: name(row),
    meta: meta(row),
    aside: <RowMenu row={row} feature={feature} />,
  });
  return (
    <div className="-mx-4 md:-mx-6 lg:mx-0">
      <DataTable
        caption={props.caption}
        columns={all}
        rows={rows}
        rowId={({ id }) => id}
        compact={compact}
        empty={<NoRecords feature={feature} empty={props.empty} />}
      />
    </div>
  );
}

type CellProps<R extends Stored> = { row: R; feature: RecordFeature<R> };
type NameCellProps<R extends Stored> = CellProps<R> & { before: ReactNode; children: ReactNode };

/** The name opens the sheet, and the whole row with it; who may not change the record reads a name. */
function NameCell<R extends Stored>({ row, feature, before, children }: NameCellProps<R>) {
  const may = useCan();
  const sheet = useSheetParam();
  return (
    <span className="flex min-w-0 items-center gap-2">
      {before}
      {may("update", feature.resource) ? (
        <button
          type="button"
          data-row-link
          onClick={() => sheet.open(feature.sheet, row.id)}
          className="min-w-0 text-start font-medium [overflow-wrap:anywhere] whitespace-normal shadow-none! outline-none! after:absolute after:inset-0 after:content-['']"
        >
          {row.name}
        </button>
      ) : (
        <span className="min-w-0 font-medium [overflow-wrap:anywhere] whitespace-normal">{row.name}</span>
      )}
      {children}
    </span>
  );
}

function RowMenu<R extends Stored>({ row, feature }: CellProps<R>) {
  const t = useTranslations("records");
  const may = useCan();
  const sheet = useSheetParam();
  const { name } = row;
  const { remove } = useRecordWrites<R, Partial<R>>(row.id, {
    ...feature,
    words: {
      deleted: () => t("deleted", { name }),
      restored: () => t("restored", { name }),
      notSaved: t("notSaved"),
      notDeleted: () => t("notDeleted", { name }),
      notRestored: () => t("notRestored", { name }),
    },
  });
  const mayEdit = may("update", feature.resource);
  const mayDelete = may("delete", feature.resource);
  if (!mayEdit && !mayDelete) return null;
  return (
    <span className="relative z-1">
      <Menu
        trigger={
          <IconButton label={t("actions", { name })} size="sm" className="focus-inset">
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        {mayEdit ? (
          <MenuItem icon={<Pencil aria-hidden />} onSelect={() => sheet.open(feature.sheet, row.id)}>
            {t("edit", { name })}
          </MenuItem>
        ) : null}
        {mayDelete ? (
          <MenuItem
            icon={<Trash2 aria-hidden />}
            danger
            onSelect={() => (feature.ask ? feature.ask(row) : void remove(row))}
          >
            {t("delete", { name })}
          </MenuItem>
        ) : null}
      </Menu>
    </span>
  );
}

type NoRecordsProps<R extends Stored> = {
  feature: RecordFeature<R>;
  empty: RecordListProps<R>["empty"];
};

function NoRecords<R extends Stored>({ feature, empty }: NoRecordsProps<R>) {
  const may = useCan();
  const mayAdd = may("create", feature.resource);
  return (
    <Empty
      icon={empty.icon}
      action={
        mayAdd ? (
          <AddRecord resource={feature.resource} sheet={feature.sheet} label={empty.action} isQuiet />
        ) : null
      }
    >
      {mayAdd ? empty.text : empty.reader}
    </Empty>
  );
}

type AddRecordProps = {
  resource: Resource;
  sheet: string;
  label: string;
  /** The page's head has the primary one already. */
  isQuiet?: boolean;
};

/** Absent for who may not. */
export function AddRecord({ resource, sheet, label, isQuiet }: AddRecordProps) {
  const may = useCan();
  const { open } = useSheetParam();
  if (!may("create", resource)) return null;
  return (
    <Button variant={isQuiet ? undefined : "primary"} icon={<Plus aria-hidden />} onClick={() => open(sheet)}>
      {label}
    </Button>
  );
}

type RecordSheetsProps<R extends Stored> = {
  feature: { resource: Resource; sheet: string };
  rows: readonly R[] | undefined;
  /** The sheet of a record, or of a new one. */
  children: (record: R | null, onClose: () => void) => ReactNode;
};

/** The sheet that the address names, for who may use it. */
export function RecordSheets<R extends Stored>({ feature, rows, children }: RecordSheetsProps<R>) {
  const may = useCan();
  const { name, id, close } = useSheetParam();
  if (name !== feature.sheet) return null;
  if (id === null) return may("create", feature.resource) ? children(null, close) : null;
  const record = rows?.find((row) => row.id === id);
  if (!record || !may("update", feature.resource)) return null;
  // Another record is another form, with its own words.
  return <Fragment key={record.id}>{children(record, close)}</Fragment>;
}
