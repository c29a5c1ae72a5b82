"use client";

import { cn } from "@/lib/cn";
import { Sidebar } from "./sidebar";
import { CollapsedContext } from "./sidebar-state";
import type { SidebarWidth } from "./sidebar-width";
import type { SidebarControl } from "./use-sidebar";

const WIDTHS: Record<SidebarWidth, string> = { auto: "w-14 xl:w-58", icons: "w-14", full: "w-58" };

type RailProps = { sidebar: SidebarControl; onSearch: () => void; onHelp: () => void };

/** The sidebar of tablets and desks. */
export function Rail({ sidebar: { ref, width, isCollapsed }, ...actions }: RailProps) {
  return (
    <CollapsedContext value={isCollapsed}>
      <aside
        ref={ref}
        className={cn(
          "@container sticky top-0 z-20 h-dvh shrink-0 edge-r bg-bg max-md:hidden",
          WIDTHS[width],
        )}
      >
        <Sidebar {...actions} />
      </aside>
    </CollapsedContext>
  );
}
