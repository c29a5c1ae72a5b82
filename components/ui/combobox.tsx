"use client";

import { Field } from "@base-ui/react/field";
import { ChevronsUpDown, X } from "lucide-react";
import { useLayoutEffect, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode, RefObject } from "react";
import { cn } from "@/lib/cn";
import { clearLook, frameLook, inputLook, signLook } from "./combobox-look";
import { createLateStart, lateParts, SHUT } from "./late-parts";
import type { LateStart } from "./late-parts";

export type ComboboxProps<T> = {
  items: readonly T[];
  value: T | null;
  onValueChange: (value: T | null) => void;
  itemKey: (item: T) => string;
  itemLabel: (item: T) => string;
  renderItem?: (item: T) => ReactNode;
  /** Set where the server searches: the list then shows `items` as they come. */
  onQuery?: (query: string) => void;
  /** Shown below the field when nothing fits, or while the server searches. */
  empty: ReactNode;
  clearLabel?: string;
  placeholder?: string;
  "aria-label"?: string;
  /** For a dialog that begins with this field. */
  inputRef?: RefObject<HTMLInputElement | null>;
  disabled?: boolean;
  className?: string;
};

const late = lateParts(() => import("./combobox-parts"));

/** Choose one of many by typing. Long lists (countries, zones, customers) only; up to ten options use Select. */
export function Combobox<T>(props: ComboboxProps<T>) {
  const parts = late.useParts();
  const [start] = useState(createLateStart);
  if (parts) return <parts.WholeCombobox {...props} start={start} />;
  return <ShutCombobox {...props} start={start} />;
}

type ShutComboboxProps<T> = ComboboxProps<T> & { start: LateStart };

function ShutCombobox<T>({ start, inputRef, ...props }: ShutComboboxProps<T>) {
  const { value, itemLabel } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const ownInput = useRef<HTMLInputElement>(null);
  const ref = inputRef ?? ownInput;
  useMarkedText(start, ref);
  const input = (
    <input
      ref={ref}
      type="text"
      {...SHUT}
      aria-autocomplete="list"
      autoComplete="off"
      spellCheck={false}
      placeholder={props.placeholder}
      className={inputLook}
    />
  );
  return (
    <div className={cn(frameLook, props.className)}>
      <Field.Control
        render={input}
        value={typed ?? (value === null ? "" : itemLabel(value))}
        disabled={props.disabled}
        aria-label={props["aria-label"]}
        onFocus={() => {
          start.note({ isFocused: true });
          late.wake();
        }}
        onBlur={() => start.note({ isFocused: false })}
        onKeyDown={(event) => {
          if (event.key === "Enter" && isForTheList(event, start)) event.preventDefault();
        }}
        onPointerDown={late.beginPress}
        onClick={() => {
          start.note({ isPressed: true });
          late.wake();
        }}
        onChange={(event) => {
          start.note({ typed: event.target.value });
          setTyped(event.target.value);
        }}
      />
      <ShutSigns {...props} />
    </div>
  );
}

/** The list would be open by now, with nothing marked yet: Enter waits for it too and sends no form. */
function isForTheList({ ctrlKey, metaKey }: KeyboardEvent, start: LateStart): boolean {
  const { isPressed, typed } = start.read();
  return !ctrlKey && !metaKey && (isPressed || typed !== null);
}

/** What was marked in the stand-in when it went: the next letter takes its place. */
function useMarkedText(start: LateStart, ref: RefObject<HTMLInputElement | null>) {
  useLayoutEffect(() => {
    const input = ref.current;
    return () => {
      if (input) start.note({ marked: [input.selectionStart ?? 0, input.selectionEnd ?? 0] });
    };
  }, [start, ref]);
}

function ShutSigns<T>({ clearLabel, value, onValueChange }: ComboboxProps<T>) {
  return (
    <>
      {clearLabel && value !== null ? (
        <button
          type="button"
          aria-label={clearLabel}
          onClick={() => onValueChange(null)}
          className={clearLook}
        >
          <X aria-hidden className="size-4" strokeWidth={1.75} />
        </button>
      ) : null}
      <span aria-hidden className={signLook}>
        <ChevronsUpDown aria-hidden className="size-4" strokeWidth={1.75} />
      </span>
    </>
  );
}
