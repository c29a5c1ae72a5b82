"use client";

import { Field as Base } from "@base-ui/react/field";
import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

type FieldProps = {
  label: ReactNode;
  /** Says in advance what will be refused, or why we ask. */
  hint?: ReactNode;
  error?: string | null;
  /** The word for "optional", beside the label: most fields are required, so the others are marked. */
  optional?: string;
  hideLabel?: boolean;
  name?: string;
  disabled?: boolean;
  className?: string;
  /** One control of components/ui: label, hint and error are wired to it by id. */
  children: ReactNode;
};

export function Field(props: FieldProps) {
  const { label, hint, error, optional, hideLabel, name, disabled, className, children } = props;
  return (
    <Base.Root
      name={name}
      disabled={disabled}
      invalid={Boolean(error)}
      className={cn("grid gap-1.5", className)}
    >
      <Base.Label
        className={cn("flex items-baseline gap-2 text-13 font-medium text-text", hideLabel && "sr-only")}
      >
        {label}
        {optional ? <span className="text-12 font-normal text-text-3">{optional}</span> : null}
      </Base.Label>
      {children}
      {hint ? <Base.Description className="text-13 text-text-3">{hint}</Base.Description> : null}
      <Base.Error match={Boolean(error)} className="flex items-start gap-1.5 text-13 text-danger">
        <CircleAlert aria-hidden className="mt-px size-4 shrink-0" strokeWidth={1.75} />
        <span>{error}</span>
      </Base.Error>
    </Base.Root>
  );
}
