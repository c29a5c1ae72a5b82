"use client";

import { cloneElement, createContext, use, useEffect, useId, useState } from "react";
import type { KeyboardEvent, MouseEvent, ReactElement, ReactNode } from "react";
import { loadPart, registerOverlay } from "./lazy-overlay";
import type * as MenuParts from "./menu-parts";
import type { MenuChoiceProps, MenuGroupProps, MenuItemProps, MenuStart, SubmenuProps } from "./menu-parts";

type Parts = typeof MenuParts;

const load = () => import("./menu-parts");
registerOverlay(load);

const PartsContext = createContext<Parts | null>(null);

type TriggerProps = {
  id?: string;
  onClick?: (event: MouseEvent<HTMLElement>) => void;
  onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void;
};

type MenuProps = {
  /** The button that opens it; `aria-haspopup` and state are added. */
  trigger: ReactElement<TriggerProps>;
  children: ReactNode;
  side?: "top" | "bottom" | "right" | "left";
  align?: "start" | "center" | "end";
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
};

/** The popup and its items are loaded when a menu is first opened, or before, once the page is at rest. */
export function Menu({ trigger, children, side = "bottom", align = "end", className, ...state }: MenuProps) {
  const ownId = useId();
  const id = trigger.props.id ?? ownId;
  const [parts, setParts] = useState<Parts | null>(null);
  const [ownOpen, setOwnOpen] = useState(false);
  const [start, setStart] = useState<MenuStart | null>(null);
  const isOpen = state.open ?? ownOpen;
  const change = (next: boolean, nextStart: MenuStart | null = null) => {
    setStart(nextStart);
    setOwnOpen(next);
    state.onOpenChange?.(next);
  };
  const isMissing = isOpen && !parts;
  useEffect(() => {
    if (!isMissing) return;
    // What can't be loaded leaves the button as it was, to be pressed again.
    loadPart(load).then(setParts, () => setOwnOpen(false));
  }, [isMissing]);
  return (
    <>
      {cloneElement(trigger, triggerProps({ id, trigger, isOpen, change }))}
      {parts ? (
        <PartsContext value={parts}>
          <parts.Popup
            isOpen={isOpen}
            onOpenChange={change}
            anchorId={id}
            start={start}
            onStarted={() => setStart(null)}
            side={side}
            align={align}
            className={className}
          >
            {children}
          </parts.Popup>
        </PartsContext>
      ) : null}
    </>
  );
}

type TriggerState = {
  id: string;
  trigger: ReactElement<TriggerProps>;
  isOpen: boolean;
  change: (isOpen: boolean, start?: MenuStart | null) => void;
};

/** Opened by a key the menu begins at an item, opened by a pointer at none. */
function triggerProps({ id, trigger, isOpen, change }: TriggerState) {
  return {
    id,
    "data-popup-open": isOpen ? "" : undefined,
    "aria-haspopup": "menu",
    "aria-expanded": isOpen,
    onClick: (event: MouseEvent<HTMLElement>) => {
      trigger.props.onClick?.(event);
      // A click that counts no press comes from Enter or Space.
      change(!isOpen, event.detail === 0 ? "first" : null);
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      trigger.props.onKeyDown?.(event);
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      change(true, event.key === "ArrowDown" ? "first" : "last");
    },
  };
}

export function MenuItem(props: MenuItemProps) {
  const parts = use(PartsContext);
  return parts ? <parts.Item {...props} /> : null;
}

export function MenuSeparator() {
  const parts = use(PartsContext);
  return parts ? <parts.Separator /> : null;
}

export function MenuGroup(props: MenuGroupProps) {
  const parts = use(PartsContext);
  return parts ? <parts.Group {...props} /> : null;
}

/** One of a few values, the present one ticked. The menu stays open, so that the effect can be seen. */
export function MenuChoice<V extends string>(props: MenuChoiceProps<V>) {
  const parts = use(PartsContext);
  return parts ? <parts.Choice {...props} /> : null;
}

export function Submenu(props: SubmenuProps) {
  const parts = use(PartsContext);
  return parts ? <parts.Sub {...props} /> : null;
}
