"use client";

import { Lock } from "lucide-react";
import { useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { cn } from "@/lib/cn";

/** How a cell stands there: what it says, how it is called, and whether it can be changed. */
export type MatrixCell = {
  text: string;
  label: string;
  state: "open" | "locked" | "fixed" | "missing";
  isChanged: boolean;
  /** What another role has in this place, where it differs. */
  other: string | null;
};
export type MatrixRow = { id: string; name: string; cells: readonly MatrixCell[] };
export type MatrixGroup = { id: string; name: string; rows: readonly MatrixRow[] };

type MatrixProps = {
  label: string;
  corner: string;
  columns: readonly { id: string; name: string }[];
  groups: readonly MatrixGroup[];
  onPress: (row: string, column: string) => void;
};

type Place = { row: number; column: number };
const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** One place is in the tab order; arrows, Home and End move it, as in any grid. */
function useRoving(rows: number, columns: number) {
  const grid = useRef<HTMLTableElement>(null);
  const [place, setPlace] = useState<Place>({ row: 0, column: 0 });
  const go = (next: Place) => {
    setPlace(next);
    grid.current?.querySelector<HTMLElement>(`[data-place="${next.row}.${next.column}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const end = event.key === "Home" ? 0 : event.key === "End" ? columns - 1 : null;
    if (!step && end === null) return;
    event.preventDefault();
    const [down, right] = step ?? [0, 0];
    go({
      row: Math.min(Math.max(place.row + down, 0), rows - 1),
      column: end ?? Math.min(Math.max(place.column + right, 0), columns - 1),
    });
  };
  return { grid, place, setPlace, onKeyDown };
}

/** Kinds of records × rights. On a phone each kind is a card with its rights below one another. */
export function PermissionMatrix(props: MatrixProps) {
  return (
    <>
      <Grid {...props} />
      <Cards {...props} />
    </>
  );
}

const head = "sticky top-(--header) z-2 bg-surface py-2 edge-b font-medium text-text-3";

function Grid(props: MatrixProps) {
  const { label, corner, columns, groups } = props;
  const rows = groups.flatMap((group) => group.rows);
  const { grid, place, setPlace, onKeyDown } = useRoving(rows.length, columns.length);
  return (
    <table
      ref={grid}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- one place in the tab order makes it a grid
      role="grid"
      aria-label={label}
      onKeyDown={onKeyDown}
      className="w-full border-separate border-spacing-0 text-13 max-md:hidden"
    >
      <thead>
        <tr>
          <th scope="col" className={cn(head, "pe-3 text-start")}>
            {corner}
          </th>
          {columns.map(({ id, name }) => (
            <th key={id} scope="col" className={cn(head, "w-20 text-center")}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody key={group.id}>
          <tr>
            <th
              colSpan={columns.length + 1}
              scope="rowgroup"
              className="sticky top-[calc(var(--header)+2.25rem)] z-1 bg-sunken px-2 py-1 text-start text-12 font-medium tracking-wide text-text-3 uppercase"
            >
              {group.name}
            </th>
          </tr>
          {group.rows.map((row) => (
            <GridRow
              key={row.id}
              {...props}
              place={place}
              setPlace={setPlace}
              row={row}
              index={rows.indexOf(row)}
            />
          ))}
        </tbody>
      ))}
    </table>
  );
}

type GridRowProps = MatrixProps & {
  place: Place;
  setPlace: (place: Place) => void;
  row: MatrixRow;
  index: number;
};

function GridRow({ row, index, columns, place, setPlace, onPress }: GridRowProps) {
  return (
    <tr className="hover:bg-hover">
      <th scope="row" className="edge-b py-1 ps-2 pe-3 text-start font-medium first-letter:uppercase">
        {row.name}
      </th>
      {row.cells.map((cell, column) => (
        <td key={columns[column]?.id} className="edge-b p-0.5 text-center">
          <CellButton
            cell={cell}
            place={`${index}.${column}`}
            tabIndex={index === place.row && column === place.column ? 0 : -1}
            onFocus={() => setPlace({ row: index, column })}
            onPress={() => onPress(row.id, columns[column]?.id ?? "")}
          />
        </td>
      ))}
    </tr>
  );
}

function Cards({ columns, groups, onPress }: MatrixProps) {
  return (
    <div className="grid gap-6 md:hidden">
      {groups.map((group) => (
        <section key={group.id} aria-label={group.name} className="grid gap-3">
          <h3 className="text-12 font-medium tracking-wide text-text-3 uppercase">{group.name}</h3>
          {group.rows.map((row) => (
            <section key={row.id} aria-label={row.name} className="rounded-card edge bg-surface p-3">
              <h4 className="pb-2 font-medium first-letter:uppercase">{row.name}</h4>
              <ul className="grid gap-1">
                {row.cells.map((cell, column) =>
                  cell.state === "missing" ? null : (
                    <li key={columns[column]?.id} className="flex items-center justify-between gap-3">
                      <span className="text-text-2">{columns[column]?.name}</span>
                      <CellButton cell={cell} onPress={() => onPress(row.id, columns[column]?.id ?? "")} />
                    </li>
                  ),
                )}
              </ul>
            </section>
          ))}
        </section>
      ))}
    </div>
  );
}

type CellProps = {
  cell: MatrixCell;
  place?: string;
  tabIndex?: number;
  onFocus?: () => void;
  onPress: () => void;
};

/** A press, Enter or Space goes on to the next reach; what cannot be changed stays reachable and says why. */
function CellButton({ cell, place, tabIndex, onFocus, onPress }: CellProps) {
  const isOpen = cell.state === "open";
  return (
    <button
      type="button"
      data-place={place}
      tabIndex={tabIndex}
      onFocus={onFocus}
      aria-label={cell.label}
      aria-disabled={isOpen ? undefined : true}
      title={cell.label}
      onClick={isOpen ? onPress : undefined}
      className={cn(
        "inline-flex min-h-8 w-full min-w-16 flex-col items-center justify-center rounded-control px-1 focus-inset max-md:min-h-12 max-md:w-24",
        isOpen ? "hover:bg-hover max-md:edge max-md:border-border-strong" : "cursor-default",
        cell.state === "missing" && "text-text-3",
        cell.state === "locked" && "text-text-3",
        cell.isChanged && "bg-accent-tint font-medium text-accent-text ring-2 ring-accent ring-inset",
      )}
    >
      <span aria-hidden className="inline-flex items-center gap-1">
        {cell.text}
        {cell.state === "locked" ? <Lock className="size-3" strokeWidth={2} /> : null}
      </span>
      {cell.other ? (
        <span aria-hidden className="text-12 text-warning">
          {cell.other}
        </span>
      ) : null}
    </button>
  );
}
