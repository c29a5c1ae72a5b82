"use client";

import type { ComponentProps } from "react";
import { Field } from "@/components/ui/field";
import { cn } from "@/lib/cn";

/** A field whose label and hint are read at arm's length. */
export function BigField({ className, ...props }: ComponentProps<typeof Field>) {
  return <Field {...props} className={cn("[&>*]:text-16", className)} />;
}
