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
 * What ends a page can scroll above a toast, so that no message keeps its last row from the pointer.
 * Under 768 px the left 56 px belong to the sidebar's button, a long title takes a second line, and the filters take one
 * of their own that scrolls away: only title and actions stay.
 */
export function PageFrame({ title, count, back, filters, actions, flush, children }: PageFrameProps) {
  return (
    <>
      <header className="top-0 z-10 gap-x-4 edge-b bg-surface max-md:contents md:sticky md:flex md:h-(--header) md:items-center md:px-6">
        <div className="sticky top-0 z-10 flex h-(--header) items-center gap-3 bg-surface ps-14 pe-4 max-md:edge-b md:contents">
          <div className="flex min-w-0 flex-1 items-center gap-2 md:flex-none">
            {back ? <BackLink {...back} /> : null}
            <h1
              className={cn(
                "text-16 font-semibold max-md:line-clamp-2 max-md:leading-5 max-md:[overflow-wrap:anywhere] md:truncate md:text-20",
                back && "md:max-w-[40vw]",
              )}
            >
              {title}
            </h1>
            {count === undefined || count === null ? null : (
              <span className="shrink-0 text-13 text-text-3 tabular-nums">{count}</span>
            )}
          </div>
          {actions ? (
            <div className="ms-auto flex shrink-0 items-center gap-2 md:order-last max-md:[&_[data-words]]:sr-only">
              {actions}
            </div>
          ) : null}
        </div>
        {filters ? (
          <div className="flex min-w-0 items-center px-4 py-3 max-md:edge-b md:flex-1 md:p-0">{filters}</div>
        ) : null}
      </header>
      <div className={flush ? undefined : "px-4 pt-6 pb-28 md:px-6"}>{children}</div>
    </>
  );
}

function BackLink({ href, label }: { href: string; label: string }) {
  return (
    <Link
      href={href}
      className="touch-target flex shrink-0 items-center gap-0.5 text-13 text-text-3 hover:text-text"
    >
      <ChevronLeft aria-hidden className="size-4" strokeWidth={1.75} />
      <span className="max-md:sr-only">{label}</span>
    </Link>
  );
}
