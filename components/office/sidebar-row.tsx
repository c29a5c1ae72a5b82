"use client";

import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { Tooltip } from "@/components/ui/tooltip";
import { useIsCollapsed } from "./sidebar-state";

/**
 * The words beside an icon, out of sight when the sidebar is as narrow as its icons. They stay the row's accessible
 * name, so that what is seen and what is spoken can't differ (WCAG 2.5.3).
 */
export function RowWords({ children }: { children: ReactNode }) {
  return (
    <span className="sr-only min-w-0 flex-1 text-start @min-[10rem]:not-sr-only @min-[10rem]:truncate">
      {children}
    </span>
  );
}

type NamedProps = { label: string; keys?: string; children: Parameters<typeof Tooltip>[0]["children"] };

/** A tooltip where only the icon shows; beside its words only the key is news. */
export function Named({ label, keys, children }: NamedProps) {
  const t = useTranslations("office");
  const isCollapsed = useIsCollapsed();
  if (!isCollapsed && !keys) return children;
  return (
    <Tooltip content={isCollapsed ? label : t("nav.key")} keys={keys} side="right">
      {children}
    </Tooltip>
  );
}
