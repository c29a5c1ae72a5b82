"use client";

import { Combobox as Base } from "@base-ui/react/combobox";
import { Check, ChevronsUpDown, X } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { cn } from "@/lib/cn";
import { itemLook, popupLook } from "./popup";

type ComboboxProps<T> = {
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

/** Choose one of many by typing. Long lists (countries, zones, customers) only; up to ten options use Select. */
export function Combobox<T>(props: ComboboxProps<T>) {
  const { items, value, onValueChange, itemKey, itemLabel, onQuery } = props;
  return (
    <Base.Root<T>
      items={items}
      value={value}
      onValueChange={(next) => onValueChange(next ?? null)}
      itemToStringLabel={itemLabel}
      isItemEqualToValue={(a, b) => itemKey(a) === itemKey(b)}
      onInputValueChange={
        onQuery ? (query, details) => details.reason !== "item-press" && onQuery(query) : undefined
      }
      filter={onQuery ? null : undefined}
      autoHighlight
      limit={100}
      disabled={props.disabled}
    >
      <ComboboxControl {...props} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} className="z-65 outline-none">
          <Base.Popup className={cn(popupLook, "w-(--anchor-width) max-w-(--available-width)")}>
            <Base.Empty>
              <div className="px-3 py-2.5 text-13 text-text-3">{props.empty}</div>
            </Base.Empty>
            <ComboboxList {...props} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function ComboboxControl<T>({ inputRef, ...props }: ComboboxProps<T>) {
  return (
    <Base.InputGroup
      className={cn(
        "flex h-(--control) w-full min-w-0 items-center rounded-control edge border-border-strong bg-surface focus-by-child has-data-invalid:border-danger",
        props.className,
      )}
    >
      <Base.Input
        ref={inputRef}
        aria-label={props["aria-label"]}
        placeholder={props.placeholder}
        className="h-full w-full min-w-0 bg-transparent px-3 control-text text-text outline-none"
      />
      {props.clearLabel ? (
        <Base.Clear
          aria-label={props.clearLabel}
          className="inline-flex size-6 shrink-0 items-center justify-center text-text-3 focus-inset hover:text-text"
        >
          <X aria-hidden className="size-4" strokeWidth={1.75} />
        </Base.Clear>
      ) : null}
      <Base.Trigger
        tabIndex={-1}
        aria-hidden
        className="inline-flex w-8 shrink-0 items-center justify-center self-stretch text-text-3"
      >
        <ChevronsUpDown aria-hidden className="size-4" strokeWidth={1.75} />
      </Base.Trigger>
    </Base.InputGroup>
  );
}

function ComboboxList<T>({ itemKey, itemLabel, renderItem }: ComboboxProps<T>) {
  return (
    <Base.List className="max-h-[min(20rem,var(--available-height))] overflow-y-auto p-1 data-empty:p-0">
      {(item: T) => (
        <Base.Item key={itemKey(item)} value={item} className={itemLook}>
          <span className="min-w-0 flex-1">{renderItem ? renderItem(item) : itemLabel(item)}</span>
          <Base.ItemIndicator className="text-accent-text">
            <Check aria-hidden className="size-4" strokeWidth={2} />
          </Base.ItemIndicator>
        </Base.Item>
      )}
    </Base.List>
  );
}
