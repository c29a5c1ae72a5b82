"use client";

import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { Tooltip } from "@/components/ui/tooltip";
import { useIsCollapsed } from "./sidebar-state";

/** The words beside an icon, gone when the sidebar is as narrow as its icons. */
export function RowWords({ children }: { children: ReactNode }) {
  return <span className="hidden min-w-0 flex-1 truncate text-start @min-[10rem]:block">{children}</span>;
}

type NamedProps = { label: ReactNode; keys?: string; children: Parameters<typeof Tooltip>[0]["children"] };

/** A tooltip where only the icon shows; otherwise the words stand there already. */
export function Named({ label, keys, children }: NamedProps) {
  const isCollapsed = useIsCollapsed();
  if (!isCollapsed && !keys) return children;
  return (
    <Tooltip content={isCollapsed ? label : <TooltipHint />} keys={keys} side="right">
      {children}
    </Tooltip>
  );
}

function TooltipHint() {
  const t = useTranslations("office");
  return t("nav.key");
}
