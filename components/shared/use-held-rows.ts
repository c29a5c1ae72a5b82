"use client";

import { useEffect, useState } from "react";

type Held<R> = { of: string; rows: readonly R[] | undefined; waiting: number };
type Options = {
  /** True while somebody has a row in hand: focus, a selection, an open menu. Asked when new rows arrive. */
  isHeld: () => boolean;
  /** The question the rows answer: another one replaces everything. */
  of: string;
  /** False while rows of an earlier question are shown. */
  isSettled: boolean;
  /** Decided here: their going moves nothing that its own author does not expect. */
  gone?: ReadonlySet<string>;
};

/** New values at the old places; what is new waits at the end of nothing, what went away stays until let go. */
function inOldPlaces<R extends { id: string }>(before: readonly R[], after: readonly R[]): readonly R[] {
  const byId = new Map(after.map((row) => [row.id, row]));
  return before.map((row) => byId.get(row.id) ?? row);
}

/** More rows below move nothing that is above them. */
const isLonger = <R extends { id: string }>(before: readonly R[], after: readonly R[]) =>
  after.length >= before.length && before.every((row, index) => row.id === after[index]?.id);

/**
 * What somebody else changes must not slide away under a pointer or finger: while a row is in hand, rows keep their
 * places and show their new values; how many wait is said, and `settle` lets them in.
 */
export function useHeldRows<R extends { id: string }>(answered: readonly R[] | undefined, options: Options) {
  const { isHeld, of, isSettled } = options;
  const [held, setHeld] = useState<Held<R>>({ of, rows: answered, waiting: 0 });
  const [source, setSource] = useState(answered);
  if (answered !== source) {
    setSource(answered);
    const rows = held.rows?.filter(({ id }) => !options.gone?.has(id));
    setHeld(nextHeld({ ...held, rows }, { answered, of, isSettled, isHeld: isHeld() }));
  }
  useEffect(() => {
    if (held.waiting === 0) return;
    const settle = () => setHeld((now) => (isHeld() ? now : { of, rows: source, waiting: 0 }));
    const timer = setInterval(settle, 1000);
    return () => clearInterval(timer);
  }, [held.waiting, isHeld, of, source]);
  return {
    rows: held.rows,
    waiting: held.waiting,
    settle: () => setHeld({ of, rows: source, waiting: 0 }),
  };
}

type Arrival<R> = { answered: readonly R[] | undefined; of: string; isSettled: boolean; isHeld: boolean };

function nextHeld<R extends { id: string }>(before: Held<R>, arrival: Arrival<R>): Held<R> {
  const { answered, of, isSettled, isHeld } = arrival;
  const isSame = before.of === of && isSettled;
  if (!answered || !before.rows || !isSame || !isHeld || isLonger(before.rows, answered))
    return { of, rows: answered, waiting: 0 };
  const known = new Set(before.rows.map((row) => row.id));
  const after = new Set(answered.map((row) => row.id));
  const added = answered.filter((row) => !known.has(row.id)).length;
  const gone = before.rows.filter((row) => !after.has(row.id)).length;
  return { of, rows: inOldPlaces(before.rows, answered), waiting: added + gone };
}

/** A row in hand: focused, or something open over the list. */
export function hasRowInHand(): boolean {
  return (
    document.activeElement?.closest("[data-row-id]") != null ||
    document.querySelector("[role='menu'], [role='dialog'], [role='alertdialog']") !== null
  );
}
