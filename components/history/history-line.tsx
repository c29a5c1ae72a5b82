"use client";

import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { Age } from "@/components/shared/when";
import type { Change } from "@/lib/history/schema";

/** Machines have no name of their own: they act for Callout. */
export function useActor(actor: Change["actor"]): string {
  const t = useTranslations("history");
  if (actor?.name) return actor.name;
  if (actor?.kind === "worker" || actor?.kind === "system") return t("by.system");
  return actor?.kind === "operator" ? t("by.operator") : t("by.unknown");
}

type LineProps = { icon: LucideIcon; at: string; children: ReactNode; below?: ReactNode };

/** One sentence of a history, and below it what it is about. */
export function HistoryLine({ icon: Icon, at, children, below }: LineProps) {
  return (
    <li className="flex gap-3">
      <span className="mt-0.5 flex size-6 shrink-0 items-center justify-center rounded-full bg-hover text-text-2">
        <Icon aria-hidden className="size-3.5" strokeWidth={1.75} />
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="min-w-0 break-words">{children}</span>
          <span className="text-13 text-text-3">
            <Age at={at} />
          </span>
        </p>
        {below}
      </div>
    </li>
  );
}
