"use client";

import type { ComponentProps } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";

type BigButtonProps = ComponentProps<typeof Button> & {
  /** 64 px for the one thing to do, 56 for what stands beside it. */
  height?: "primary" | "side";
};

/** For a thumb in a glove: its words wrap instead of being cut, and grow with the system's font. */
export function BigButton({ height = "side", className, ...props }: BigButtonProps) {
  return (
    <Button
      {...props}
      className={cn(
        "h-auto shrink rounded-card px-3 py-2 text-center text-16 whitespace-normal [&_svg]:size-6",
        height === "primary" ? "min-h-16 w-full text-18 font-semibold" : "min-h-14",
        className,
      )}
    />
  );
}
