"use client";

import { Field } from "@base-ui/react/field";
import { ChevronsUpDown } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { createLateStart, lateParts, SHUT } from "./late-parts";
import type { LateStart } from "./late-parts";
import { triggerLook } from "./select-look";

export type Option<V extends string = string> = {
  value: V;
  label: string;
  hint?: string;
  icon?: ReactNode;
  disabled?: boolean;
};

export type SelectProps<V extends string> = {
  options: readonly Option<V>[];
  value: V | null;
  onValueChange: (value: V) => void;
  placeholder?: string;
  /** Needed where no Field gives the name. */
  "aria-label"?: string;
  name?: string;
  disabled?: boolean;
  className?: string;
};

const late = lateParts(() => import("./select-parts"));

export function Select<V extends string>(props: SelectProps<V>) {
  const parts = late.useParts();
  const [start] = useState(createLateStart);
  if (parts) return <parts.WholeSelect {...props} start={start} />;
  return <ShutSelect {...props} start={start} />;
}

type ShutSelectProps<V extends string> = SelectProps<V> & { start: LateStart };

function ShutSelect<V extends string>({ options, value, start, ...props }: ShutSelectProps<V>) {
  const chosen = options.find((option) => option.value === value);
  const open = () => {
    start.note({ isPressed: true });
    late.wake();
  };
  const button = (
    <button
      type="button"
      {...SHUT}
      onPointerDown={late.beginPress}
      onClick={open}
      onKeyDown={(event) => {
        if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
        event.preventDefault();
        open();
      }}
    >
      <span className={cn("truncate", !chosen && "text-text-3")}>{chosen?.label ?? props.placeholder}</span>
      <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-text-3" strokeWidth={1.75} />
    </button>
  );
  return (
    <Field.Control
      render={button}
      value={value ?? ""}
      disabled={props.disabled}
      aria-label={props["aria-label"]}
      onFocus={() => {
        start.note({ isFocused: true });
        late.wake();
      }}
      onBlur={() => start.note({ isFocused: false })}
      className={cn(triggerLook, props.className)}
    />
  );
}
