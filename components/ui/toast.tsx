"use client";

import { Toast as Base } from "@base-ui/react/toast";
import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useMemo } from "react";
import type { ReactNode } from "react";

export type ToastMessage = {
  title: ReactNode;
  description?: ReactNode;
  tone?: "plain" | "success" | "danger";
  action?: { label: string; run: () => void };
  /** Milliseconds until it goes; 0 keeps it. A toast with an action stays 10 s, others 5 s. */
  timeoutMs?: number;
};

export function ToastProvider({ closeLabel, children }: { closeLabel: string; children: ReactNode }) {
  return (
    <Base.Provider limit={3}>
      {children}
      <Base.Portal>
        <Base.Viewport className="fixed inset-x-4 bottom-4 z-60 mx-auto flex max-w-96 flex-col gap-2 sm:right-6 sm:bottom-6 sm:left-auto sm:mx-0 sm:w-96">
          <ToastList closeLabel={closeLabel} />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

/** `toast.show({ title: "Moved to Sam, 14:00.", action: { label: "Undo", run } })` */
export function useToast() {
  const manager = Base.useToastManager();
  const { add, close } = manager;
  return useMemo(
    () => ({
      show: ({ title, description, tone = "plain", action, timeoutMs }: ToastMessage): string => {
        const id: string = add({
          title,
          description,
          type: tone,
          // A refusal interrupts the screen reader, a confirmation waits for its turn.
          priority: tone === "danger" ? "high" : "low",
          timeout: timeoutMs ?? (action ? 10_000 : 5_000),
          actionProps: action
            ? {
                children: action.label,
                onClick: () => {
                  action.run();
                  close(id);
                },
              }
            : undefined,
        });
        return id;
      },
      close,
    }),
    [add, close],
  );
}

function ToastList({ closeLabel }: { closeLabel: string }) {
  const { toasts } = Base.useToastManager();
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
