"use client";

import { Tooltip as Base } from "@base-ui/react/tooltip";
import { useEffect, useId } from "react";
import { Kbd } from "./kbd";
import { dismissTooltip, keepTooltip, leaveTooltip } from "./tooltip-store";
import type { TooltipRequest } from "./tooltip-store";

/** The words beside their anchor, which they describe as long as they are there. */
export default function TooltipPopup({ request }: { request: TooltipRequest }) {
  const id = useId();
  const { anchor, content, keys, side } = request;
  useDescription(anchor, id, content);
  return (
    <Base.Root open onOpenChange={(isOpen) => (isOpen ? undefined : dismissTooltip())}>
      <Base.Portal>
        <Base.Positioner anchor={anchor} side={side} sideOffset={6} className="z-70">
          <Base.Popup
            id={id}
            role="tooltip"
            onPointerEnter={keepTooltip}
            onPointerLeave={leaveTooltip}
            className="flex max-w-80 animate-appear items-center gap-2 rounded-control bg-text px-2 py-1 text-12 text-bg shadow-popover"
          >
            {content}
            {keys ? <Kbd keys={keys} tone="inverse" /> : null}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function useDescription(anchor: HTMLElement, id: string, content: unknown): void {
  useEffect(() => {
    // Where the tooltip is the name itself, a screen reader would hear it twice.
    const isName = anchor.getAttribute("aria-label") === content;
    const before = anchor.getAttribute("aria-describedby");
    if (!isName) anchor.setAttribute("aria-describedby", id);
    const onEscape = (event: KeyboardEvent) => {
      if (event.key === "Escape") dismissTooltip();
    };
    // The anchor may be taken away while its words are shown.
    const watch = setInterval(() => {
      if (!anchor.isConnected) dismissTooltip();
    }, 500);
    document.addEventListener("keydown", onEscape);
    return () => {
      clearInterval(watch);
      document.removeEventListener("keydown", onEscape);
      if (before === null) anchor.removeAttribute("aria-describedby");
      else anchor.setAttribute("aria-describedby", before);
    };
  }, [anchor, id, content]);
}
