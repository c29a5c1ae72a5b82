"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { cn } from "@/lib/cn";
import { CloseButton } from "./close-button";
import { footLook, scrimLook } from "./popup";
import type { SheetProps } from "./sheet";

const sides = {
  right: "right-0 data-ending-style:translate-x-full data-starting-style:translate-x-full edge-l sm:max-w-xl",
  left: "left-0 data-ending-style:-translate-x-full data-starting-style:-translate-x-full edge-r max-w-72",
};

export default function SheetPopup(props: SheetProps) {
  const { open, onOpenChange, title, description, closeLabel, footer, side = "right", children } = props;
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={cn(scrimLook, "z-40")} />
        <Base.Popup
          initialFocus={props.initialFocus}
          className={cn(
            "fixed inset-y-0 z-40 flex w-full flex-col bg-raised text-text shadow-dialog transition-transform duration-240 ease-out outline-none",
            sides[side],
            props.className,
          )}
        >
          {props.hideTitle ? (
            <>
              <Base.Title className="sr-only">{title}</Base.Title>
              <div className="absolute start-full top-2 ms-2 rounded-control bg-raised">
                <CloseButton label={closeLabel} className="m-0 size-10" />
              </div>
            </>
          ) : (
            <header className="flex min-h-(--header) items-center gap-3 edge-b px-5 py-2">
              <div className="min-w-0 flex-1">
                <Base.Title className="truncate text-16 font-semibold">{title}</Base.Title>
                {description ? (
                  <Base.Description className="text-13 text-text-2">{description}</Base.Description>
                ) : null}
              </div>
              <CloseButton label={closeLabel} />
            </header>
          )}
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">{children}</div>
          {footer ? (
            <footer
              className={cn(footLook, "edge-t px-5 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]")}
            >
              {footer}
            </footer>
          ) : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
