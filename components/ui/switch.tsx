"use client";

import { Switch as Base } from "@base-ui/react/switch";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

type SwitchProps = {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  children: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
  className?: string;
};

/** For what takes effect at once; a checkbox is for what is saved with its form. */
export function Switch({ children, hint, className, onCheckedChange, ...props }: SwitchProps) {
  return (
    <label className={cn("flex items-start justify-between gap-4 py-1 control-text", className)}>
      <span>
        <span className="font-medium">{children}</span>
        {hint ? <span className="block text-13 text-text-3">{hint}</span> : null}
      </span>
      <Base.Root
        {...props}
        onCheckedChange={(checked) => onCheckedChange(checked)}
        className="touch-target flex h-6 w-10 shrink-0 items-center rounded-full edge border-border-strong bg-sunken p-0.5 transition-colors duration-100 data-checked:border-accent data-checked:bg-accent data-disabled:opacity-50"
      >
        <Base.Thumb className="size-4 rounded-full bg-border-strong transition-transform duration-160 ease-out data-checked:translate-x-4.5 data-checked:bg-on-accent" />
      </Base.Root>
    </label>
  );
}
