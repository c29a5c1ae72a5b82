"use client";

import { Field } from "@base-ui/react/field";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";
import { controlLook } from "./input";
import { useIsUnfilled } from "./use-filled";

/** Grows with its text where the browser can (`field-sizing`), scrolls where it cannot. */
export function Textarea({ className, rows = 3, ...props }: ComponentProps<"textarea">) {
  const isUnfilled = useIsUnfilled(props);
  return (
    <Field.Control
      render={<textarea rows={rows} {...props} readOnly={isUnfilled || props.readOnly} />}
      className={cn(controlLook, "field-sizing-content max-h-80 min-h-20 resize-y py-2", className)}
    />
  );
}
