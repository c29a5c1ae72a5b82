"use client";

import { ChevronRight } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { PermissionCell } from "./permission-cell";
import type { MatrixCell } from "./permission-cell";
import type { MatrixProps, MatrixRow } from "./permission-matrix";

/** Changed and not saved, or other than in the role beside which this one is held. */
const isMarked = ({ isChanged, other }: MatrixCell) => isChanged || other !== null;
const isMarkedRow = ({ cells }: MatrixRow) => cells.some(isMarked);

/**
 * The matrix on a phone: groups that unfold to their kinds of records, and these to their rights, some three hundred
 * in all. Folded, each says what is held; only what differs stands open by itself.
 */
export function PermissionCards({ columns, groups, onPress }: MatrixProps) {
  return (
    <div className="grid gap-3 md:hidden">
      {groups.map((group) => (
        <Fold
          key={group.id}
          isMarked={group.rows.some(isMarkedRow)}
          title={<h3 className="font-semibold">{group.name}</h3>}
          brief={group.brief}
          className="rounded-card edge bg-surface"
        >
          <ul className="edge-t">
            {group.rows.map((row) => (
              <li key={row.id} className="not-last:edge-b">
                <Fold
                  isMarked={isMarkedRow(row)}
                  title={<h4 className="font-medium first-letter:uppercase">{row.name}</h4>}
                  brief={row.brief}
                >
                  <Rights row={row} columns={columns} onPress={onPress} />
                </Fold>
              </li>
            ))}
          </ul>
        </Fold>
      ))}
    </div>
  );
}

type FoldProps = {
  isMarked: boolean;
  title: ReactNode;
  brief: string;
  className?: string;
  children: ReactNode;
};

/** Opens by itself when something in it comes to differ, and is closed by nobody but the reader. */
function Fold({ isMarked: marked, title, brief, className, children }: FoldProps) {
  const [isOpen, setIsOpen] = useState(marked);
  const [wasMarked, setWasMarked] = useState(marked);
  if (marked !== wasMarked) {
    setWasMarked(marked);
    if (marked) setIsOpen(true);
  }
  return (
    <details
      open={isOpen}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
      className={cn("min-w-0", className)}
    >
      <summary className="flex min-h-12 list-none items-start gap-2 rounded-control px-3 py-2.5 focus-inset">
        <ChevronRight
          aria-hidden
          className={cn("mt-0.5 size-4 shrink-0 text-text-3 transition-transform", isOpen && "rotate-90")}
          strokeWidth={1.75}
        />
        <span className="min-w-0 flex-1">
          {title}
          <span className="block text-13 text-text-3">{brief}</span>
        </span>
      </summary>
      {children}
    </details>
  );
}

type RightsProps = Pick<MatrixProps, "columns" | "onPress"> & { row: MatrixRow };

function Rights({ row, columns, onPress }: RightsProps) {
  return (
    <ul aria-label={row.name} className="grid gap-1 ps-9 pe-3 pb-3">
      {row.cells.map((cell, column) =>
        cell.state === "missing" ? null : (
          <li key={columns[column]?.id} className="flex items-center justify-between gap-3">
            <span className="text-text-2">{columns[column]?.name}</span>
            <PermissionCell cell={cell} onPress={() => onPress(row.id, columns[column]?.id ?? "")} />
          </li>
        ),
      )}
    </ul>
  );
}
