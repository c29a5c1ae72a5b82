import { cn } from "@/lib/cn";
import { controlLook } from "./input";

/** Shut or open, a Select looks the same. */
export const triggerLook = cn(
  controlLook,
  "flex h-(--control) items-center justify-between gap-2 text-start",
);
