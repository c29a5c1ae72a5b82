"use client";

import { useRef, useState } from "react";
import type { FocusEvent, KeyboardEvent, RefObject } from "react";

const STOPS = "[data-stop]";

type Roving = {
  /** Space on a visit. */
  onPeek: (visitId: string) => void;
  /** The visit under the focus, or null: for keys that act on it, and so that it is not moved from under it. */
  onFocusVisit: (visitId: string | null) => void;
};

function stopsOf(row: Element | null | undefined): HTMLElement[] {
  return row ? [...row.querySelectorAll<HTMLElement>(STOPS)] : [];
}

function middleOf(element: Element): number {
  const { left, width } = element.getBoundingClientRect();
  return left + width / 2;
}

/** The stop of a row that stands nearest below or above. */
function nearest(stops: HTMLElement[], x: number): HTMLElement | undefined {
  return stops.toSorted((a, b) => Math.abs(middleOf(a) - x) - Math.abs(middleOf(b) - x))[0];
}

function target(root: HTMLElement, from: HTMLElement, key: string): HTMLElement | undefined {
  const row = from.closest("[data-row]");
  const inRow = stopsOf(row);
  const here = inRow.indexOf(from);
  if (key === "ArrowLeft") return inRow[here - 1];
  if (key === "ArrowRight") return inRow[here + 1];
  if (key === "Home") return inRow[0];
  if (key === "End") return inRow.at(-1);
  const rows = [...root.querySelectorAll("[data-row]")].filter((each) => stopsOf(each).length > 0);
  const at = rows.indexOf(row as Element);
  const next = key === "ArrowUp" ? rows[at - 1] : key === "ArrowDown" ? rows[at + 1] : undefined;
  return nearest(stopsOf(next), middleOf(from));
}

/**
 * One tab stop for the whole board: it takes the focus and hands it to the bar that had it last; arrows move from
 * there. The bars themselves need no state for it, so moving redraws nothing.
 */
export function useRoving(root: RefObject<HTMLElement | null>, { onPeek, onFocusVisit }: Roving) {
  const last = useRef<string | null>(null);
  const [isWithin, setIsWithin] = useState(false);

  const onFocus = (event: FocusEvent<HTMLElement>) => {
    if (event.target === root.current) {
      const stops = stopsOf(root.current);
      (stops.find(({ dataset }) => dataset.stop === last.current) ?? stops[0])?.focus();
      return;
    }
    setIsWithin(true);
    const stop = event.target.closest<HTMLElement>(STOPS);
    if (stop) last.current = stop.dataset.stop ?? null;
    onFocusVisit(stop?.dataset.visit ?? null);
  };
  const onBlur = (event: FocusEvent<HTMLElement>) => {
    if (root.current?.contains(event.relatedTarget)) return;
    setIsWithin(false);
    onFocusVisit(null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const stop = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>(STOPS) : null;
    if (!stop || !root.current || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === " " && stop.dataset.visit) {
      // The browser would press the button.
      event.preventDefault();
      onPeek(stop.dataset.visit);
      return;
    }
    const next = target(root.current, stop, event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return { tabIndex: isWithin ? -1 : 0, onFocus, onBlur, onKeyDown };
}
