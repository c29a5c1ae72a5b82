"use client";

import { useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { cn } from "@/lib/cn";
import { PermissionCards } from "./permission-cards";
import { PermissionCell } from "./permission-cell";
import type { MatrixCell } from "./permission-cell";

/** `brief` says in a line what is held there, for where the cells are folded away. */
export type MatrixRow = { id: string; name: string; brief: string; cells: readonly MatrixCell[] };
export type MatrixGroup = { id: string; name: string; brief: string; rows: readonly MatrixRow[] };

export type MatrixProps = {
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

/** Kinds of records × rights; on a phone they unfold one by one. */
export function PermissionMatrix(props: MatrixProps) {
  return (
    <>
      <Grid {...props} />
      <PermissionCards {...props} />
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
          <PermissionCell
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
