"use client";

import { Lock } from "lucide-react";
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

type CellProps = {
  cell: MatrixCell;
  place?: string;
  tabIndex?: number;
  onFocus?: () => void;
  onPress: () => void;
};

/** A press, Enter or Space goes on to the next reach; what cannot be changed stays reachable and says why. */
export function PermissionCell({ cell, place, tabIndex, onFocus, onPress }: CellProps) {
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
