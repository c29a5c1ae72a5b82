"use client";

import { Progress as Base } from "@base-ui/react/progress";
import { cn } from "@/lib/cn";

type ProgressProps = {
  /** 0 to 100, or null while the amount is unknown. */
  value: number | null;
  label: string;
  hideLabel?: boolean;
  className?: string;
};

export function Progress({ value, label, hideLabel, className }: ProgressProps) {
  return (
    <Base.Root value={value} className={cn("grid gap-1.5", className)}>
      <div className={cn("flex justify-between text-13 text-text-2", hideLabel && "sr-only")}>
        <Base.Label>{label}</Base.Label>
        <Base.Value className="tabular-nums" />
      </div>
      <Base.Track className="h-1 overflow-hidden rounded-full bg-hover">
        <Base.Indicator
          className={cn(
            "block h-full bg-accent",
            value === null && "w-1/3 animate-busy motion-reduce:w-full",
          )}
        />
      </Base.Track>
    </Base.Root>
  );
}
