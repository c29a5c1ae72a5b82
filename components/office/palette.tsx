"use client";

import { lazy, Suspense } from "react";
import { loadPart, registerOverlay } from "@/components/ui/lazy-overlay";

const load = () => import("./palette-dialog");
const PaletteDialog = lazy(() => loadPart(load));
registerOverlay(load);

export type PaletteProps = {
  open: boolean;
  initialQuery: string;
  onOpenChange: (open: boolean) => void;
  onHelp: () => void;
};

/** ⌘K: find, create, go to, switch. Empty it shows the last five records. */
export function Palette(props: PaletteProps) {
  if (!props.open) return null;
  // Mounted anew at each opening, so that it starts with its own query and nothing of the last time.
  return (
    <Suspense fallback={null}>
      <PaletteDialog key={props.initialQuery} {...props} />
    </Suspense>
  );
}
