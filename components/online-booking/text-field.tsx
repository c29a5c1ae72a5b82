"use client";

import { CircleAlert } from "lucide-react";
import { useId } from "react";
import type { ComponentProps, ReactNode } from "react";
import { INPUT } from "@/components/shared/customer-look";

type TextFieldProps = Omit<ComponentProps<"input">, "onChange" | "value"> & {
  label: ReactNode;
  hint?: string;
  optional?: string;
  error?: string | null;
  value: string;
  onText: (text: string) => void;
  /** So many lines instead of one. */
  rows?: number;
};

export function TextField({ label, hint, optional, error, value, onText, rows, ...input }: TextFieldProps) {
  const id = useId();
  const notes = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  const shared = {
    id,
    value,
    "aria-invalid": error ? true : undefined,
    "aria-describedby": notes || undefined,
    className: INPUT,
  };
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="flex items-baseline gap-2 text-14 font-medium">
        {label}
        {optional ? <span className="font-normal text-text-3">{optional}</span> : null}
      </label>
      {rows ? (
        <textarea
          {...shared}
          name={input.name}
          maxLength={input.maxLength}
          rows={rows}
          onChange={(event) => onText(event.target.value)}
        />
      ) : (
        <input {...input} {...shared} onChange={(event) => onText(event.target.value)} />
      )}
      {hint ? (
        <p id={`${id}-hint`} className="text-14 text-text-3">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="flex items-start gap-1.5 text-14 text-danger">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" strokeWidth={1.75} />
          {error}
        </p>
      ) : null}
    </div>
  );
}
