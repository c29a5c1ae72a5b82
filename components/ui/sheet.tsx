"use client";

import type { ReactNode } from "react";
import { lazyOverlay } from "./lazy-overlay";

export type SheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  closeLabel: string;
  footer?: ReactNode;
  side?: "right" | "left";
  /** The content says what it is; the way out then stands beside the panel. */
  hideTitle?: boolean;
  /** What gets the focus on opening; by default the first control, which is the X. */
  initialFocus?: () => HTMLElement | null;
  className?: string;
  children: ReactNode;
};

/** A panel over the page's edge: a record's form over its list, the sidebar on a phone. */
export const Sheet = lazyOverlay<SheetProps>(() => import("./sheet-popup"));
