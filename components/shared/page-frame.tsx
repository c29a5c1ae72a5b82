import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

type PageFrameProps = {
  title: ReactNode;
  /** Number or state beside the title. */
  count?: ReactNode;
  back?: { href: string; label: string };
  filters?: ReactNode;
  /** At most one primary button, preceded by quiet ones. Beside an icon their words leave the room to the title on a phone. */
  actions?: ReactNode;
  /** Tables run to the edges; forms and records keep the gutter. */
  flush?: boolean;
  children: ReactNode;
};

/**
 * Header of 56 px and what is below it. The document scrolls, not a box in it, so that Back restores the place.
 * Under 768 px the left 56 px belong to the sidebar's button and the filters take a line of their own.
 */
export function PageFrame({ title, count, back, filters, actions, flush, children }: PageFrameProps) {
  return (
    <>
      <header className="sticky top-0 z-10 flex min-h-(--header) flex-wrap items-center gap-x-4 edge-b bg-surface ps-14 pe-4 md:px-6">
        <div className="flex h-(--header) min-w-0 flex-1 items-center gap-2 md:flex-none">
          {back ? (
            <Link
              href={back.href}
              className="touch-target flex shrink-0 items-center gap-0.5 text-13 text-text-3 hover:text-text"
            >
              <ChevronLeft aria-hidden className="size-4" strokeWidth={1.75} />
              <span className="max-md:sr-only">{back.label}</span>
            </Link>
          ) : null}
          <h1 className={cn("truncate text-16 font-semibold md:text-20", back && "md:max-w-[40vw]")}>
            {title}
          </h1>
          {count === undefined || count === null ? null : (
            <span className="shrink-0 text-13 text-text-3 tabular-nums">{count}</span>
          )}
        </div>
        {filters ? (
          <div className="order-last flex w-full min-w-0 items-center max-md:-ms-10 max-md:w-[calc(100%+2.5rem)] max-md:pb-3 md:order-none md:w-auto md:flex-1">
            {filters}
          </div>
        ) : null}
        {actions ? (
          <div className="ms-auto flex shrink-0 items-center gap-2 max-md:[&_[data-words]]:sr-only">
            {actions}
          </div>
        ) : null}
      </header>
      <div className={flush ? undefined : "px-4 py-6 md:px-6"}>{children}</div>
    </>
  );
}
