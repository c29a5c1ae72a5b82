"use client";

import { Checkbox as Base } from "@base-ui/react/checkbox";
import { Check, Minus } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

type CheckboxProps = {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  indeterminate?: boolean;
  disabled?: boolean;
  name?: string;
  /** The words beside the box; where there is no room for any, `aria-label` names it. */
  children?: ReactNode;
  hint?: ReactNode;
  "aria-label"?: string;
  className?: string;
};

export function Checkbox({ children, hint, className, onCheckedChange, ...props }: CheckboxProps) {
  const box = (
    <Base.Root
      {...props}
      onCheckedChange={(checked) => onCheckedChange(checked)}
      className="touch-target mt-0.5 inline-flex size-4 shrink-0 items-center justify-center rounded-badge edge border-border-strong bg-surface data-checked:border-accent data-checked:bg-accent data-disabled:opacity-50 data-indeterminate:border-accent data-indeterminate:bg-accent pointer-coarse:size-5"
    >
      <Base.Indicator className="flex text-on-accent">
        {props.indeterminate ? (
          <Minus aria-hidden className="size-3" strokeWidth={3} />
        ) : (
          <Check aria-hidden className="size-3" strokeWidth={3} />
        )}
      </Base.Indicator>
    </Base.Root>
  );
  if (!children) return <span className={cn("inline-flex p-1", className)}>{box}</span>;
  return (
    <label
      className={cn(
        "flex min-h-6 items-start gap-2 control-text pointer-coarse:min-h-12 pointer-coarse:py-3",
        className,
      )}
    >
      {box}
      <span className="min-w-0 flex-1">
        {children}
        {hint ? <span className="block text-13 text-text-3">{hint}</span> : null}
      </span>
    </label>
  );
}
