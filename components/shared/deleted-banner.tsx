"use client";

import { Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

type DeletedBannerProps = {
  children: ReactNode;
  /** Absent for who may not restore. */
  restoreLabel?: string;
  isBusy?: boolean;
  onRestore: () => void;
};

/** Above a deleted record: since when, and the way back. Everything below it is read only. */
export function DeletedBanner({ children, restoreLabel, isBusy, onRestore }: DeletedBannerProps) {
  return (
    <div className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-card bg-warning-tint px-4 py-3">
      <Trash2 aria-hidden className="size-4 shrink-0 text-warning" strokeWidth={1.75} />
      <p className="min-w-0 flex-1 text-text">{children}</p>
      {restoreLabel ? (
        <Button variant="primary" busy={isBusy} onClick={onRestore}>
          {restoreLabel}
        </Button>
      ) : null}
    </div>
  );
}
