"use client";

import { Toast as Base } from "@base-ui/react/toast";
import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useEffect } from "react";
import { closeToast, consumeToasts } from "./toast-store";
import type { ToastEvent, ToastMessage } from "./toast-store";

/** Above dialogs, but below what somebody opens by hand (menus, lists): a message must not lie over a choice. */
export default function ToastViewport({ closeLabel }: { closeLabel: string }) {
  return (
    <Base.Provider limit={3}>
      <Base.Portal>
        <Base.Viewport className="fixed inset-x-4 bottom-4 z-60 mx-auto flex max-w-96 flex-col gap-2 sm:right-6 sm:bottom-6 sm:left-auto sm:mx-0 sm:w-96">
          <ToastList closeLabel={closeLabel} />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

/** A refusal interrupts the screen reader, a confirmation waits for its turn. */
function optionsOf(id: string, { title, description, tone = "plain", action, timeoutMs }: ToastMessage) {
  const press = () => {
    action?.run();
    closeToast(id);
  };
  return {
    id,
    title,
    description,
    type: tone,
    priority: tone === "danger" ? ("high" as const) : ("low" as const),
    timeout: timeoutMs ?? (action ? 10_000 : 5_000),
    actionProps: action ? { children: action.label, onClick: press } : undefined,
  };
}

function ToastList({ closeLabel }: { closeLabel: string }) {
  const { toasts, add, close } = Base.useToastManager();
  useEffect(
    () =>
      consumeToasts((event: ToastEvent) => {
        if (event.kind === "show") add(optionsOf(event.id, event.message));
        else close(event.id);
      }),
    [add, close],
  );
  return toasts.map((toast) => (
    <Base.Root
      key={toast.id}
      toast={toast}
      swipeDirection={["right", "down"]}
      className="w-full rounded-card edge bg-raised text-text shadow-dialog transition-[opacity,transform] duration-160 ease-out data-ending-style:opacity-0 data-limited:hidden data-starting-style:translate-y-2 data-starting-style:opacity-0"
    >
      <Base.Content className="flex items-start gap-3 p-3 ps-4">
        <ToneIcon tone={toast.type} />
        <div className="min-w-0 flex-1 py-1">
          <Base.Title className="font-medium" />
          <Base.Description className="mt-0.5 text-13 text-text-2" />
        </div>
        {toast.actionProps ? (
          <Base.Action className="touch-target h-7 shrink-0 rounded-control px-2 font-semibold text-accent-text hover:bg-hover" />
        ) : null}
        <Base.Close
          aria-label={closeLabel}
          className="touch-target inline-flex size-7 shrink-0 items-center justify-center rounded-control text-text-3 hover:bg-hover hover:text-text"
        >
          <X aria-hidden className="size-4" strokeWidth={1.75} />
        </Base.Close>
      </Base.Content>
    </Base.Root>
  ));
}

function ToneIcon({ tone }: { tone: string | undefined }) {
  if (tone === "danger")
    return <CircleAlert aria-hidden className="mt-1.5 size-4 shrink-0 text-danger" strokeWidth={1.75} />;
  if (tone === "success")
    return <CircleCheck aria-hidden className="mt-1.5 size-4 shrink-0 text-success" strokeWidth={1.75} />;
  return null;
}
