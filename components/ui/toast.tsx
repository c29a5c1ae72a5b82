"use client";

import { lazy, Suspense, useSyncExternalStore } from "react";
import { loadPart, registerOverlay } from "./lazy-overlay";
import { closeToast, showToast, subscribeToasts, toastWasUsed } from "./toast-store";
import type { ToastMessage } from "./toast-store";

const load = () => import("./toast-viewport");
const ToastViewport = lazy(() => loadPart(load));
registerOverlay(load);

/** Shows the messages of the whole page; loaded with the first one. */
export function ToastHost({ closeLabel }: { closeLabel: string }) {
  const isUsed = useSyncExternalStore(subscribeToasts, toastWasUsed, () => false);
  if (!isUsed) return null;
  return (
    <Suspense fallback={null}>
      <ToastViewport closeLabel={closeLabel} />
    </Suspense>
  );
}

const toast: { show: (message: ToastMessage) => string; close: (id: string) => void } = {
  show: showToast,
  close: closeToast,
};

/** `toast.show({ title: "Moved to Sam, 14:00.", action: { label: "Undo", run } })` */
export function useToast() {
  return toast;
}
