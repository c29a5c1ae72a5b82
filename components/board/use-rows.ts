"use client";

import { useState } from "react";
import { rowsOf } from "@/lib/board/rules";
import type { BoardRow, Span } from "@/lib/board/rules";
import type { Board } from "@/lib/board/schema";

const sameSpans = (a: readonly Span[], b: readonly Span[]) =>
  a.length === b.length &&
  a.every((span, index) => span.fromMs === b[index]?.fromMs && span.toMs === b[index]?.toMs);

function isSame(a: BoardRow, b: BoardRow): boolean {
  return (
    a.resource === b.resource &&
    a.bars.length === b.bars.length &&
    a.bars.every(({ visit }, index) => visit === b.bars[index]?.visit) &&
    a.anyTime.length === b.anyTime.length &&
    a.anyTime.every((visit, index) => visit === b.anyTime[index]) &&
    sameSpans(a.shifts, b.shifts) &&
    sameSpans(a.timeOff, b.timeOff) &&
    sameSpans(a.holds, b.holds)
  );
}

const keyOf = ({ resource }: BoardRow) => resource?.id ?? null;

type Known = { of: Board | undefined; rows: readonly BoardRow[] };

/** Rows of the board; one in which nothing is new stays the very same object, so that it need not be drawn again. */
export function useRows(board: Board | undefined): readonly BoardRow[] {
  const [known, setKnown] = useState<Known>({ of: undefined, rows: [] });
  if (known.of === board || !board) return board ? known.rows : [];
  const before = new Map(known.rows.map((row) => [keyOf(row), row]));
  const rows = rowsOf(board).map((row) => {
    const old = before.get(keyOf(row));
    return old && isSame(old, row) ? old : row;
  });
  setKnown({ of: board, rows });
  return rows;
}

/** Rows whose person or skills begin with what was typed; the holding row belongs to everybody. */
export function filterRows(rows: readonly BoardRow[], typed: string): readonly BoardRow[] {
  const wanted = typed.trim().toLocaleLowerCase();
  if (wanted === "") return rows;
  return rows.filter(
    ({ resource }) =>
      !resource ||
      [resource.name, ...resource.skills].some((word) => word.toLocaleLowerCase().includes(wanted)),
  );
}
