import { cn } from "@/lib/cn";

/**
 * A block in the shape of what will come. It appears after 150 ms (the animation's delay), so that quick answers
 * do not flicker, and is nothing to a screen reader: the page says "loading" once.
 */
export function SkeletonBlock({ className }: { className?: string }) {
  return (
    <span aria-hidden className={cn("block h-4 animate-skeleton rounded-control bg-hover", className)} />
  );
}
