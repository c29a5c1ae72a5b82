"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { Check, ChevronRight } from "lucide-react";
import Link from "next/link";
import { useRef } from "react";
import type { FocusEvent, KeyboardEvent, ReactNode } from "react";
import { cn } from "@/lib/cn";
import { Kbd } from "./kbd";
import { itemLook, popupLook } from "./popup";

export type MenuItemProps = {
  children: ReactNode;
  icon?: ReactNode;
  keys?: string;
  danger?: boolean;
  disabled?: boolean;
  onSelect?: () => void;
  href?: string;
};

export type MenuGroupProps = { label: string; children: ReactNode };

export type MenuChoiceProps<V extends string> = {
  label?: string;
  value: V;
  onValueChange: (value: V) => void;
  options: readonly { value: V; label: string; icon?: ReactNode }[];
};

export type SubmenuProps = { label: string; icon?: ReactNode; children: ReactNode };

/** The item that has the focus when a menu has been opened by a key. */
export type MenuStart = "first" | "last";

type MenuPopupProps = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  anchorId: string;
  start: MenuStart | null;
  onStarted: () => void;
  side: "top" | "bottom" | "right" | "left";
  align: "start" | "center" | "end";
  className?: string;
  children: ReactNode;
};

/** Anchored to a button that is none of this library's: it was there before this was loaded. */
export function Popup(props: MenuPopupProps) {
  const { isOpen, onOpenChange, anchorId, start, onStarted, side, align, className, children } = props;
  const anchor = () => document.getElementById(anchorId);
  const isTabbed = useRef(false);
  const onFocus = (event: FocusEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget || !start) return;
    const items = event.currentTarget.querySelectorAll<HTMLElement>(
      '[role^="menuitem"]:not([data-disabled])',
    );
    items[start === "first" ? 0 : items.length - 1]?.focus();
    onStarted();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    isTabbed.current = event.key === "Tab";
    if (!isTabbed.current) return;
    // The popup stands at the document's end: the browser's own step begins at the button instead.
    anchor()?.focus();
    onOpenChange(false);
  };
  return (
    <Base.Root
      modal={false}
      open={isOpen}
      onOpenChange={(next, details) => {
        // A press on the button is its own to answer, or the menu would close and open again.
        const target = details.event.target;
        if (!next && target instanceof Node && anchor()?.contains(target)) return;
        onOpenChange(next);
      }}
    >
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          side={side}
          align={align}
          sideOffset={4}
          className="z-65 outline-none"
        >
          <Base.Popup
            aria-labelledby={anchorId}
            finalFocus={() => (isTabbed.current ? false : anchor())}
            onFocus={onFocus}
            onKeyDown={onKeyDown}
            className={cn(popupLook, "max-h-(--available-height) min-w-48 overflow-y-auto p-1", className)}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export function Item({ children, icon, keys, danger, disabled, onSelect, href }: MenuItemProps) {
  const body = (
    <>
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {keys ? <Kbd keys={keys} /> : null}
    </>
  );
  const look = cn(itemLook, danger && "text-danger");
  if (href && !disabled) {
    return (
      <Base.LinkItem render={<Link href={href} />} closeOnClick className={look}>
        {body}
      </Base.LinkItem>
    );
  }
  return (
    <Base.Item disabled={disabled} onClick={onSelect} className={look}>
      {body}
    </Base.Item>
  );
}

export function Separator() {
  return <Base.Separator className="my-1 edge-t" />;
}

export function Group({ label, children }: MenuGroupProps) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2 pt-2 pb-1 text-12 text-text-3">{label}</Base.GroupLabel>
      {children}
    </Base.Group>
  );
}

/** One of a few values, the present one ticked. The menu stays open, so that the effect can be seen. */
export function Choice<V extends string>({ label, value, onValueChange, options }: MenuChoiceProps<V>) {
  const choice = (
    <Base.RadioGroup value={value} onValueChange={(next: V) => onValueChange(next)}>
      {options.map((option) => (
        <Base.RadioItem key={option.value} value={option.value} className={itemLook}>
          {option.icon}
          <span className="min-w-0 flex-1 truncate">{option.label}</span>
          <Base.RadioItemIndicator className="text-accent-text">
            <Check aria-hidden className="size-4" strokeWidth={2} />
          </Base.RadioItemIndicator>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
  return label ? <Group label={label}>{choice}</Group> : choice;
}

export function Sub({ label, icon, children }: SubmenuProps) {
  return (
    <Base.SubmenuRoot>
      <Base.SubmenuTrigger className={cn(itemLook, "data-popup-open:bg-hover")}>
        {icon}
        <span className="flex-1">{label}</span>
        <ChevronRight aria-hidden />
      </Base.SubmenuTrigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} className="z-65 outline-none">
          <Base.Popup className={cn(popupLook, "min-w-40 p-1")}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.SubmenuRoot>
  );
}
