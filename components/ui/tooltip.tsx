"use client";

import { cloneElement, lazy, Suspense, useSyncExternalStore } from "react";
import type { FocusEvent, PointerEvent, ReactElement } from "react";
import { loadPart, registerOverlay } from "./lazy-overlay";
import { askForTooltip, dismissTooltip, leaveTooltip, readTooltip, subscribeTooltip } from "./tooltip-store";
import type { TooltipSide } from "./tooltip-store";

const load = () => import("./tooltip-popup");
const TooltipPopup = lazy(() => loadPart(load));
registerOverlay(load);

/** Shows whatever tooltip is asked for; there is one at a time. */
export function TooltipHost() {
  const request = useSyncExternalStore(subscribeTooltip, readTooltip, () => null);
  if (!request) return null;
  return (
    <Suspense fallback={null}>
      <TooltipPopup request={request} />
    </Suspense>
  );
}

type TriggerProps = {
  onPointerEnter?: (event: PointerEvent<HTMLElement>) => void;
  onPointerLeave?: (event: PointerEvent<HTMLElement>) => void;
  onPointerDown?: (event: PointerEvent<HTMLElement>) => void;
  onFocus?: (event: FocusEvent<HTMLElement>) => void;
  onBlur?: (event: FocusEvent<HTMLElement>) => void;
};

type TooltipProps = {
  /** Finished words: they are shown outside of the page's own tree. */
  content: string;
  keys?: string;
  side?: TooltipSide;
  /** Takes pointer and focus handlers. */
  children: ReactElement<TriggerProps>;
};

/** A short name or exact value on hover and focus. Nothing may be readable only here. */
export function Tooltip({ content, keys, side = "bottom", children }: TooltipProps) {
  const ask = (anchor: HTMLElement, delayMs: number) =>
    askForTooltip({ anchor, content, keys, side }, delayMs);
  const { props } = children;
  return cloneElement(children, {
    onPointerEnter: (event: PointerEvent<HTMLElement>) => {
      props.onPointerEnter?.(event);
      // A finger has no hover: its touch is the press itself.
      if (event.pointerType !== "touch") ask(event.currentTarget, 500);
    },
    onPointerLeave: (event: PointerEvent<HTMLElement>) => {
      props.onPointerLeave?.(event);
      leaveTooltip();
    },
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      props.onPointerDown?.(event);
      dismissTooltip();
    },
    onFocus: (event: FocusEvent<HTMLElement>) => {
      props.onFocus?.(event);
      if (event.currentTarget.matches(":focus-visible")) ask(event.currentTarget, 0);
    },
    onBlur: (event: FocusEvent<HTMLElement>) => {
      props.onBlur?.(event);
      dismissTooltip();
    },
  });
}
