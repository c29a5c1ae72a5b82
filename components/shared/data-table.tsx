"use client";

import Link from "next/link";
import { lazy, Suspense, useRef } from "react";
import type { MouseEvent, ReactNode, RefObject } from "react";
import { BusyBar } from "@/components/ui/busy-bar";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/lib/cn";
import { LoadMore, SkeletonRows } from "./data-table-rows";
import { useRowKeys } from "./use-row-keys";
import type { ScrollTo } from "./virtual-rows";
import { InRowContext } from "./when";

export type Column<T> = {
  id: string;
  header: string;
  cell: (row: T) => ReactNode;
  /** Numbers stand at the end, tabular. */
  align?: "start" | "end";
  /** CSS width; the first column takes what is left. */
  width?: string;
  /** Narrower than this the column gives its room to the others. Below 768 px rows have two lines instead. */
  from?: "md" | "lg" | "xl";
  hideHeader?: boolean;
};

export type CompactRow = { title: ReactNode; meta?: ReactNode; aside?: ReactNode };

export type More = {
  hasMore: boolean;
  isLoading: boolean;
  error?: unknown;
  onMore: () => void;
};

export type Selection<T> = {
  ids: ReadonlySet<string>;
  onToggle: (row: T) => void;
  /** Accessible name of a row's box: "Select Claire Moreau". */
  label: (row: T) => string;
  /** On a phone, where rows have no gutter: a press chooses a row instead of opening it. */
  isChoosing?: boolean;
};

type DataTableProps<T> = {
  /** Names the table for screen readers. */
  caption: string;
  columns: readonly Column<T>[];
  /** Undefined while the first page loads. */
  rows: readonly T[] | undefined;
  rowId: (row: T) => string;
  rowHref?: (row: T) => string;
  /** Enter or a press shows the row on this page instead of following its address; a new tab still follows it. */
  onOpen?: (row: T) => void;
  /** The two lines of a row on a phone. */
  compact: (row: T) => CompactRow;
  more?: More;
  /** Space: shows the record beside the list. */
  onPeek?: (row: T) => void;
  /** The peeked row, marked in the list. */
  currentId?: string | null;
  /** X and a box in the gutter choose rows for the bar at the bottom. */
  selection?: Selection<T>;
  /** In place of the rows when there are none. */
  empty: ReactNode;
  /** Old rows stay, as readable as ever, while new ones load; a running line says so. */
  isRefreshing?: boolean;
};

const HIDDEN_BELOW = { md: "max-md:hidden", lg: "max-lg:hidden", xl: "max-xl:hidden" };
/** Up to here all rows are in the document, so that the browser's own search finds them. */
const PLAIN_LIMIT = 200;
const VirtualRows = lazy(() => import("./virtual-rows"));

/**
 * Real rows under a sticky head. J and K move, Enter opens, Space peeks; every row is a link, so that a new tab
 * works as well. Past 200 rows only those near the screen are in the document.
 */
export function DataTable<T>(props: DataTableProps<T>) {
  const { caption, columns, rows, rowId, more, empty, onPeek, selection } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const scrollTo = useRef<ScrollTo>(null);
  const onRow = (action: ((row: T) => void) | undefined) => (id: string) => {
    const row = rows?.find((candidate) => rowId(candidate) === id);
    if (row !== undefined) action?.(row);
  };
  useRowKeys({
    body,
    ids: rows?.map(rowId) ?? [],
    scrollTo: (index) => scrollTo.current?.(index),
    currentId: props.currentId,
    onPeek: onPeek && onRow(onPeek),
    onSelect: selection && onRow(selection.onToggle),
  });

  if (rows && rows.length === 0) return <>{empty}</>;
  return (
    <>
      {props.isRefreshing ? <RefreshBar /> : null}
      <table
        aria-busy={rows === undefined || props.isRefreshing}
        aria-rowcount={more?.hasMore ? -1 : (rows?.length ?? 0) + 1}
        className="w-full table-fixed border-separate border-spacing-0"
      >
        <caption className="sr-only">{caption}</caption>
        <TableHead columns={columns} />
        <tbody ref={body}>
          {rows ? (
            <Rows table={props} rows={rows} scrollTo={scrollTo} />
          ) : (
            <SkeletonRows columns={columns} rows={12} />
          )}
          {more?.isLoading ? <SkeletonRows columns={columns} rows={3} /> : null}
        </tbody>
      </table>
      {more ? <LoadMore {...more} /> : null}
    </>
  );
}

/** Under the page's head and above the sticky column heads; takes no room, so that nothing moves. */
function RefreshBar() {
  return (
    <div aria-hidden className="sticky top-(--header) z-10 h-0 text-accent">
      <div className="absolute inset-x-0 top-0 h-0.5">
        <BusyBar />
      </div>
    </div>
  );
}

type RowsProps<T> = { table: DataTableProps<T>; rows: readonly T[]; scrollTo: RefObject<ScrollTo | null> };

function Rows<T>({ table, rows, scrollTo }: RowsProps<T>) {
  const renderRow = (index: number) => {
    const row = rows[index];
    if (row === undefined) return null;
    const id = table.rowId(row);
    return <TableRow key={id} row={row} id={id} index={index} table={table} />;
  };
  const plain = rows.slice(0, PLAIN_LIMIT).map((_, index) => renderRow(index));
  if (rows.length <= PLAIN_LIMIT) return plain;
  return (
    <Suspense fallback={plain}>
      <VirtualRows
        count={rows.length}
        columns={table.columns.length + 1}
        renderRow={renderRow}
        scrollTo={scrollTo}
      />
    </Suspense>
  );
}

function TableHead<T>({ columns }: { columns: readonly Column<T>[] }) {
  return (
    <thead className="max-md:sr-only">
      <tr>
        {columns.map((column, index) => (
          <th
            key={column.id}
            scope="col"
            style={{ width: column.width }}
            className={cn(
              "sticky top-(--header) z-[9] h-9 edge-b bg-surface px-3 text-start align-middle text-12 text-text-3 last:pe-6",
              index === 0 && "ps-6",
              column.align === "end" && "text-end",
              column.from && HIDDEN_BELOW[column.from],
            )}
          >
            {column.hideHeader ? <span className="sr-only">{column.header}</span> : column.header}
          </th>
        ))}
      </tr>
    </thead>
  );
}

type TableRowProps<T> = { row: T; id: string; index: number; table: DataTableProps<T> };

function TableRow<T>(props: TableRowProps<T>) {
  return (
    <InRowContext value={true}>
      <RowLine {...props} />
    </InRowContext>
  );
}

function RowLine<T>({ row, id, index, table }: TableRowProps<T>) {
  const { columns, rowHref, onOpen, compact, currentId, selection } = table;
  const href = rowHref?.(row);
  const open = onOpen && (() => onOpen(row));
  return (
    <tr
      data-row-id={id}
      aria-rowindex={index + 2}
      aria-current={currentId === id || undefined}
      className="group relative scroll-mt-28 scroll-mb-16 hover:bg-hover has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-text aria-current:bg-accent-tint"
    >
      {columns.map((column, position) => (
        <td
          key={column.id}
          className={cn(
            "h-(--row) edge-b px-3 py-1 align-middle nth-last-2:pe-6 max-md:hidden",
            position === 0 && "ps-6",
            column.align === "end" && "text-end tabular-nums",
            column.from && HIDDEN_BELOW[column.from],
          )}
        >
          {position === 0 && selection ? <RowBox row={row} id={id} selection={selection} /> : null}
          {position === 0 && href ? (
            <RowLink href={href} onOpen={open}>
              {column.cell(row)}
            </RowLink>
          ) : (
            <div className="truncate">{column.cell(row)}</div>
          )}
        </td>
      ))}
      {selection?.isChoosing ? (
        <ChoiceCell {...compact(row)} row={row} id={id} selection={selection} />
      ) : (
        <PhoneCell {...compact(row)} href={href} onOpen={open} />
      )}
    </tr>
  );
}

/** In the gutter, above the link that spans the row. Shown where it is chosen, pointed at or focused. */
function RowBox<T>({ row, id, selection }: { row: T; id: string; selection: Selection<T> }) {
  const isAnyChosen = selection.ids.size > 0;
  return (
    <Checkbox
      checked={selection.ids.has(id)}
      onCheckedChange={() => selection.onToggle(row)}
      aria-label={selection.label(row)}
      className={cn(
        "absolute top-1/2 left-0 z-1 -translate-y-1/2",
        !isAnyChosen &&
          "not-pointer-coarse:opacity-0 group-hover:opacity-100 group-has-focus-visible:opacity-100 focus-within:opacity-100",
      )}
    />
  );
}

/** A press with a modifier is a wish for another tab and stays the browser's. */
function openHere(onOpen: (() => void) | undefined) {
  if (!onOpen) return undefined;
  return (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onOpen();
  };
}

type Opening = { onOpen?: (() => void) | undefined };

/** The first cell's link spans its row: the whole line is the target, one element carries the name. */
function RowLink({ href, onOpen, children }: Opening & { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      prefetch={false}
      data-row-link
      onClick={openHere(onOpen)}
      className="block truncate font-medium shadow-none! outline-none! after:absolute after:inset-0 after:content-['']"
    >
      {children}
    </Link>
  );
}

function TwoLines({ title, meta, aside }: CompactRow) {
  return (
    <span className="flex items-center gap-3">
      <span className="min-w-0 flex-1">
        <span className="block truncate text-16 font-medium">{title}</span>
        {meta ? <span className="block truncate text-13 text-text-3">{meta}</span> : null}
      </span>
      {aside ? <span className="shrink-0 text-13 text-text-2">{aside}</span> : null}
    </span>
  );
}

/** The whole line is the target of its box. */
function ChoiceCell<T>({
  row,
  id,
  selection,
  ...lines
}: CompactRow & { row: T; id: string; selection: Selection<T> }) {
  return (
    <td className="edge-b md:hidden">
      <Checkbox
        checked={selection.ids.has(id)}
        onCheckedChange={() => selection.onToggle(row)}
        aria-label={selection.label(row)}
        className="min-h-(--row) items-center gap-3 px-4 py-2.5 has-data-checked:bg-accent-tint"
      >
        <TwoLines {...lines} />
      </Checkbox>
    </td>
  );
}

function PhoneCell({ href, onOpen, ...compact }: CompactRow & Opening & { href?: string }) {
  const lines = <TwoLines {...compact} />;
  return (
    <td className="edge-b md:hidden">
      {href ? (
        <Link
          href={href}
          prefetch={false}
          data-row-link
          onClick={openHere(onOpen)}
          className="block min-h-(--row) px-4 py-2.5 shadow-none! outline-none!"
        >
          {lines}
        </Link>
      ) : (
        <div className="min-h-(--row) px-4 py-2.5">{lines}</div>
      )}
    </td>
  );
}
