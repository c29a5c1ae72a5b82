"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { cn } from "@/lib/cn";
import { CloseButton } from "./close-button";
import type { DialogProps } from "./dialog";
import { footLook, scrimLook } from "./popup";

const widths = { sm: "max-w-md", md: "max-w-xl", lg: "max-w-3xl" };

export default function DialogPopup(props: DialogProps) {
  const {
    open,
    onOpenChange,
    title,
    description,
    closeLabel,
    footer,
    size = "sm",
    required,
    children,
  } = props;
  return (
    <Base.Root open={open} onOpenChange={(next) => (required ? undefined : onOpenChange(next))}>
      <Base.Portal>
        <Base.Backdrop className={cn(scrimLook, "z-40")} />
        <Base.Viewport className="fixed inset-0 z-40 flex items-end justify-center p-2 sm:items-center sm:p-6">
          <Base.Popup
            initialFocus={props.initialFocus}
            className={cn(
              "flex max-h-full w-full flex-col rounded-card edge bg-raised text-text shadow-dialog transition-opacity duration-160 ease-out outline-none data-ending-style:opacity-0 data-ending-style:duration-120 data-starting-style:opacity-0",
              widths[size],
            )}
          >
            <header className="flex items-start gap-3 px-5 pt-4 pb-2">
              <div className="min-w-0 flex-1 pt-0.5">
                <Base.Title className="text-16 font-semibold">{title}</Base.Title>
                {description ? (
                  <Base.Description className="mt-1 text-text-2">{description}</Base.Description>
                ) : null}
              </div>
              {required ? null : <CloseButton label={closeLabel} />}
            </header>
            {children ? <div className="min-h-0 flex-1 overflow-y-auto px-5 py-2">{children}</div> : null}
            {footer ? (
              <footer className={cn(footLook, "px-5 pt-2 pb-5")}>{footer}</footer>
            ) : (
              <div className="h-3" />
            )}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
