"use client";

import { Input as BaseInput } from "@base-ui/react/input";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/cn";
import { useEarlyTyping } from "./use-early-typing";
import { useIsUnfilled } from "./use-filled";

export const controlLook =
  "rounded-control edge border-border-strong bg-surface text-text control-text w-full min-w-0 px-3 transition-colors duration-100 data-disabled:bg-sunken data-disabled:text-text-3 data-invalid:border-danger aria-invalid:border-danger";

type InputProps = Omit<ComponentProps<typeof BaseInput>, "className"> & { className?: string };

export function Input({ className, ref, ...props }: InputProps) {
  const inputRef = useEarlyTyping(props.value, ref);
  const isUnfilled = useIsUnfilled({ ...props, ref });
  return (
    <BaseInput
      {...props}
      readOnly={isUnfilled || props.readOnly}
      ref={inputRef}
      className={cn(controlLook, "h-(--control)", className)}
    />
  );
}

type InputWithProps = InputProps & { before?: ReactNode; after?: ReactNode };

/** An input with a sign before it or a button after it, in one frame that shows the focus of both. */
export function InputWith({ before, after, className, ref, ...props }: InputWithProps) {
  const inputRef = useEarlyTyping(props.value, ref);
  const isUnfilled = useIsUnfilled({ ...props, ref });
  return (
    <div
      className={cn(
        "flex h-(--control) w-full min-w-0 items-center rounded-control edge border-border-strong bg-surface focus-by-child has-data-invalid:border-danger",
        className,
      )}
    >
      {before ? (
        <span className="flex shrink-0 items-center ps-3 text-text-3 [&_svg]:size-4">{before}</span>
      ) : null}
      <BaseInput
        {...props}
        readOnly={isUnfilled || props.readOnly}
        ref={inputRef}
        className="h-full w-full min-w-0 bg-transparent px-3 control-text text-text outline-none"
      />
      {after ? <span className="flex shrink-0 items-center pe-1">{after}</span> : null}
    </div>
  );
}
