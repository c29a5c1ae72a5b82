import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/lib/cn";

type PersonProps = {
  id: string;
  name: ReactNode;
  /** The name the initials are taken from, where `name` is marked up. */
  initials?: string;
  /** The hue somebody has chosen; without it the id decides. */
  color?: number;
  /** Second line: role, mail. */
  sub?: ReactNode;
  size?: "sm" | "md" | "lg";
  className?: string;
};

export function Person({ id, name, initials, color, sub, size = "md", className }: PersonProps) {
  return (
    <span className={cn("inline-flex min-w-0 items-center gap-2.5", size === "sm" && "gap-1.5", className)}>
      <Avatar id={id} color={color} name={initials ?? (typeof name === "string" ? name : "")} size={size} />
      <span className="min-w-0">
        <span className="block truncate">{name}</span>
        {sub ? <span className="block truncate text-13 text-text-3">{sub}</span> : null}
      </span>
    </span>
  );
}
