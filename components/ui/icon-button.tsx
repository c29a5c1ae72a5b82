"use client";

import { Button as BaseButton } from "@base-ui/react/button";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/cn";
import { Tooltip } from "./tooltip";

type IconButtonProps = Omit<ComponentProps<typeof BaseButton>, "className" | "children"> & {
  /** The accessible name, also shown as a tooltip: an icon never stands alone. */
  label: string;
  children: ReactNode;
  keys?: string;
  size?: "md" | "sm";
  className?: string;
};

export function IconButton({ label, keys, size = "md", className, children, ...props }: IconButtonProps) {
  return (
    <Tooltip content={label} keys={keys}>
      <BaseButton
        type="button"
        aria-label={label}
        {...props}
        className={cn(
          "touch-target inline-flex shrink-0 items-center justify-center rounded-control text-text-2 transition-colors duration-100 not-data-disabled:hover:bg-hover not-data-disabled:hover:text-text data-disabled:opacity-50 data-popup-open:bg-hover [&_svg]:size-4 [&_svg]:stroke-[1.75] pointer-coarse:[&_svg]:size-5",
          size === "md" ? "size-(--control)" : "size-7",
          className,
        )}
      >
        {children}
      </BaseButton>
    </Tooltip>
  );
}
