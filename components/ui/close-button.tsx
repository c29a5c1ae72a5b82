"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { cn } from "@/lib/cn";

/** The X of a dialog or sheet. */
export function CloseButton({ label, className }: { label: string; className?: string }) {
  return (
    <Base.Close
      aria-label={label}
      className={cn(
        "touch-target -me-2 inline-flex size-8 shrink-0 items-center justify-center rounded-control text-text-3 hover:bg-hover hover:text-text",
        className,
      )}
    >
      <X aria-hidden className="size-4" strokeWidth={1.75} />
    </Base.Close>
  );
}
