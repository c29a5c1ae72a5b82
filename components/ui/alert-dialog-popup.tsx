"use client";

import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import { cn } from "@/lib/cn";
import type { AlertDialogProps } from "./alert-dialog";
import { footLook, scrimLook } from "./popup";

export default function AlertDialogPopup({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
}: AlertDialogProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={cn(scrimLook, "z-40")} />
        <Base.Viewport className="fixed inset-0 z-40 flex items-end justify-center p-2 sm:items-center sm:p-6">
          <Base.Popup className="grid max-h-full w-full max-w-md gap-3 overflow-y-auto rounded-card edge bg-raised p-5 text-text shadow-dialog transition-opacity duration-160 ease-out outline-none data-ending-style:opacity-0 data-starting-style:opacity-0">
            <Base.Title className="text-16 font-semibold">{title}</Base.Title>
            <Base.Description className="text-text-2">{description}</Base.Description>
            {children}
            <div className={cn(footLook, "mt-2")}>{footer}</div>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
