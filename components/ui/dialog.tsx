"use client";

import type { ReactNode, RefObject } from "react";
import { lazyOverlay } from "./lazy-overlay";

export type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** Accessible name of the X. */
  closeLabel: string;
  footer?: ReactNode;
  size?: "sm" | "md" | "lg";
  initialFocus?: RefObject<HTMLElement | null>;
  /** A question that must be answered has no X and ignores Escape and the backdrop. */
  required?: boolean;
  children?: ReactNode;
};

export const Dialog = lazyOverlay<DialogProps>(() => import("./dialog-popup"));
