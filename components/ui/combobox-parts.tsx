"use client";

import { Combobox as Base } from "@base-ui/react/combobox";
import { Check, ChevronsUpDown, X } from "lucide-react";
import { useLayoutEffect, useRef, useState } from "react";
import type { KeyboardEvent, RefObject } from "react";
import { cn } from "@/lib/cn";
import { clearLook, frameLook, inputLook, signLook } from "./combobox-look";
import type { ComboboxProps } from "./combobox";
import type { LateStart } from "./late-parts";
import { itemLook, popupLook } from "./popup";

type WholeComboboxProps<T> = ComboboxProps<T> & { start: LateStart };

/** Letters go in as if typed now: the list opens, filters and highlights as it does for every other letter. */
function typeInto(input: HTMLInputElement, text: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(input, text);
  // An input event that does not say how the text came would pass for the browser's autofill, which opens no list.
  input.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: text }));
}

/** Takes over what the stand-in was given before this was here. */
function useTakeOver(start: LateStart, inputRef: RefObject<HTMLInputElement | null>) {
  const [isOpen, setIsOpen] = useState(false);
  useLayoutEffect(() => {
    const { isFocused, isPressed, typed, marked } = start.read();
    const input = inputRef.current;
    if (!input || !isFocused) return;
    input.focus();
    if (typed !== null) typeInto(input, typed);
    if (marked) input.setSelectionRange(...marked);
    if (isPressed) queueMicrotask(() => setIsOpen(true));
  }, [start, inputRef]);
  return [isOpen, setIsOpen] as const;
}

export function WholeCombobox<T>({ start, ...props }: WholeComboboxProps<T>) {
  const { items, value, onValueChange, itemKey, itemLabel, onQuery } = props;
  const ownInput = useRef<HTMLInputElement>(null);
  const inputRef = props.inputRef ?? ownInput;
  const [isOpen, setIsOpen] = useTakeOver(start, inputRef);
  return (
    <Base.Root<T>
      items={items}
      value={value}
      open={isOpen}
      onOpenChange={(open) => setIsOpen(open)}
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
      <ComboboxControl {...props} inputRef={inputRef} />
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

/**
 * In an open list Enter chooses what is marked. With nothing marked, because nothing fits or the server still searches,
 * it would close the list, wipe what was typed and send the form.
 */
function isEnterForNothing({
  key,
  ctrlKey,
  metaKey,
  currentTarget,
}: KeyboardEvent<HTMLInputElement>): boolean {
  const isOpen = currentTarget.getAttribute("aria-expanded") === "true";
  return (
    key === "Enter" && !ctrlKey && !metaKey && isOpen && !currentTarget.hasAttribute("aria-activedescendant")
  );
}

function ComboboxControl<T>({ inputRef, ...props }: ComboboxProps<T>) {
  return (
    <Base.InputGroup className={cn(frameLook, props.className)}>
      <Base.Input
        ref={inputRef}
        aria-label={props["aria-label"]}
        placeholder={props.placeholder}
        onKeyDown={(event) => {
          if (!isEnterForNothing(event)) return;
          event.preventDefault();
          event.preventBaseUIHandler();
        }}
        className={inputLook}
      />
      {props.clearLabel ? (
        <Base.Clear aria-label={props.clearLabel} className={clearLook}>
          <X aria-hidden className="size-4" strokeWidth={1.75} />
        </Base.Clear>
      ) : null}
      <Base.Trigger tabIndex={-1} aria-hidden className={signLook}>
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
