"use client";

import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { ErrorCard } from "@/components/shared/error-card";
import { Loading } from "@/components/shared/loading";
import { SkeletonBlock } from "@/components/ui/skeleton";
import { cn } from "@/lib/cn";
import type { Today, TodayPart } from "@/lib/today/schema";
import { Block } from "./block";
import { useTodayParts } from "./use-today";

type Known<Part extends TodayPart> = Pick<Today, "date" | "time_zone" | Part>;

type DayPartProps<Part extends TodayPart> = {
  title: string;
  parts: readonly Part[];
  /** About as high as it will be, so that nothing jumps. */
  height: string;
  children: (day: Known<Part>, updatedAtMs: number) => ReactNode;
};

/** A block of the day that loads and fails alone. */
export function DayPart<Part extends TodayPart>({ title, parts, height, children }: DayPartProps<Part>) {
  const t = useTranslations("today");
  const { data, updatedAtMs, error, retry } = useTodayParts(parts);
  if (data) return children(data, updatedAtMs);
  if (!error)
    return (
      <Loading>
        <div className="grid gap-2">
          <SkeletonBlock className="h-5 w-32" />
          <SkeletonBlock className={cn("w-full", height)} />
        </div>
      </Loading>
    );
  return (
    <Block title={title}>
      <ErrorCard title={t("failedPart")} error={error} onRetry={retry} className="my-0 max-w-none" />
    </Block>
  );
}
