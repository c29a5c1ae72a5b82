"use client";

import type { ReactNode } from "react";
import { lazyOverlay } from "./lazy-overlay";

export type AlertDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description: ReactNode;
  /** Details of what is affected, below the sentence. */
  children?: ReactNode;
  footer: ReactNode;
};

/** Interrupts for what leaves the house or destroys; a click beside it decides nothing. */
export const AlertDialog = lazyOverlay<AlertDialogProps>(() => import("./alert-dialog-popup"));
