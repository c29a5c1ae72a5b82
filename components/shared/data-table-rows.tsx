"use client";

import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";
import { SkeletonBlock } from "@/components/ui/skeleton";
import { cn } from "@/lib/cn";
import { ErrorCard } from "./error-card";
import type { Column, More } from "./data-table";

const WIDTHS = ["w-3/5", "w-4/5", "w-1/2", "w-2/3"];

export function SkeletonRows<T>({ columns, rows }: { columns: readonly Column<T>[]; rows: number }) {
  return Array.from({ length: rows }, (_, row) => (
    <tr key={row} aria-hidden>
      {columns.map((column, index) => (
        <td
          key={column.id}
          className={cn(
            "h-(--row) edge-b px-3 max-md:hidden",
            index === 0 && "ps-6",
            column.from === "lg" && "max-lg:hidden",
            column.from === "xl" && "max-xl:hidden",
          )}
        >
          <SkeletonBlock className={cn("h-3.5", WIDTHS[(row + index) % WIDTHS.length])} />
        </td>
      ))}
      <td className="h-(--row) edge-b px-4 md:hidden">
        <SkeletonBlock className="mb-2 h-3.5 w-2/5" />
        <SkeletonBlock className="h-3 w-3/5" />
      </td>
    </tr>
  ));
}

/** Loads the next page before the reader reaches it, and offers a button to whoever does not scroll. */
export function LoadMore({ hasMore, isLoading, error, onMore }: More) {
  const t = useTranslations("shared");
  const sentinel = useRef<HTMLDivElement>(null);
  const latest = useRef(onMore);
  useEffect(() => {
    latest.current = onMore;
  });
  const isArmed = hasMore && !isLoading && !error;
  useEffect(() => {
    if (!isArmed || !sentinel.current) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) latest.current();
      },
      { rootMargin: "800px 0px" },
    );
    observer.observe(sentinel.current);
    return () => observer.disconnect();
  }, [isArmed]);
  if (error) return <ErrorCard title={t("table.moreFailed")} error={error} onRetry={onMore} />;
  if (!hasMore) return null;
  return (
    <div ref={sentinel} className="flex justify-center p-4">
      <Button variant="ghost" busy={isLoading} onClick={onMore}>
        {t("table.more")}
      </Button>
    </div>
  );
}
