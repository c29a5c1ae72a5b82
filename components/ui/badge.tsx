import { cva } from "class-variance-authority";
import type { VariantProps } from "class-variance-authority";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

const badge = cva(
  "rounded-badge text-12 inline-flex h-5 max-w-full items-center gap-1 px-1.5 whitespace-nowrap [&>svg]:size-3.5 [&>svg]:shrink-0",
  {
    variants: {
      tone: {
        plain: "edge border-border-strong text-text-2",
        quiet: "bg-hover text-text-2",
        accent: "bg-accent-tint text-accent-text",
        danger: "bg-danger-tint text-danger",
        warning: "bg-warning-tint text-warning",
        success: "bg-success-tint text-success",
        info: "bg-info-tint text-info",
        dashed: "edge border-border-strong text-text-3 border-dashed",
      },
    },
    defaultVariants: { tone: "quiet" },
  },
);

type BadgeProps = VariantProps<typeof badge> & { icon?: ReactNode; children: ReactNode; className?: string };

export function Badge({ tone, icon, children, className }: BadgeProps) {
  return (
    <span className={cn(badge({ tone }), className)}>
      {icon}
      <span className="truncate">{children}</span>
    </span>
  );
}
