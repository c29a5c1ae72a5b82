import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

type CardProps = {
  title: string;
  count?: number;
  /** One small action of this part, at its end. */
  action?: ReactNode;
  className?: string;
  children: ReactNode;
};

/** A part of a record's page: a border, a name, its content. It fails and loads alone. */
export function Card({ title, count, action, className, children }: CardProps) {
  return (
    <section aria-label={title} className={cn("rounded-card edge bg-surface", className)}>
      <header className="flex min-h-11 flex-wrap items-center gap-2 px-4 pt-2">
        <h2 className="min-w-28 flex-1 font-semibold break-words">
          {title}
          {count ? <span className="ms-2 text-13 font-normal text-text-3 tabular-nums">{count}</span> : null}
        </h2>
        {action}
      </header>
      <div className="px-4 pt-1 pb-4">{children}</div>
    </section>
  );
}
