"use client";

import { PanelLeft } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { useMember } from "@/components/shared/member";
import { OfflineStrip } from "@/components/shared/offline-strip";
import { ShortcutHelp } from "@/components/shared/shortcut-help";
import { undoLast } from "@/components/shared/undo-toast";
import { useShortcuts } from "@/components/shared/use-shortcuts";
import { Sheet } from "@/components/ui/sheet";
import { cn } from "@/lib/cn";
import { useConnection } from "./connection";
import { navigationFor } from "./nav";
import { Palette } from "./palette";
import { usePastedPhone } from "./use-pasted-phone";
import { Sidebar } from "./sidebar";
import { CollapsedContext, rememberSidebar } from "./sidebar-state";
import type { SidebarWidth } from "./sidebar-width";
import { useIsNarrow } from "./use-is-narrow";
import { useRememberVisits } from "./use-remember-visits";

const WIDTHS: Record<SidebarWidth, string> = { auto: "w-14 xl:w-58", icons: "w-14", full: "w-58" };

type OfficeShellProps = { sidebar: SidebarWidth; children: ReactNode };

/** Sidebar, strip, page. The document scrolls; the sidebar stays. */
export function OfficeShell({ sidebar: initial, children }: OfficeShellProps) {
  const t = useTranslations("office");
  const [width, setWidth] = useState(initial);
  const [isDrawerOpen, setIsDrawerOpen] = useState(false);
  const [palette, setPalette] = useState<{ isOpen: boolean; query: string }>({ isOpen: false, query: "" });
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const aside = useRef<HTMLElement>(null);
  const isCollapsed = useIsNarrow(aside);
  const connection = useConnection();
  const search = (query = "") => setPalette({ isOpen: true, query });
  usePastedPhone(search);
  useRememberVisits();
  useDrawerFollows(() => setIsDrawerOpen(false));
  useOfficeKeys({
    search: () => search(),
    help: () => setIsHelpOpen(true),
    toggleSidebar: () => {
      const next = isCollapsed ? "full" : "icons";
      rememberSidebar(next);
      setWidth(next);
    },
  });
  const actions = { onSearch: () => search(), onHelp: () => setIsHelpOpen(true) };

  return (
    <div className="flex min-h-dvh bg-surface">
      <a
        href="#content"
        className="fixed start-2 top-2 z-60 -translate-y-16 rounded-control bg-text px-3 py-2 text-bg focus:translate-y-0"
      >
        {t("skip")}
      </a>
      <CollapsedContext value={isCollapsed}>
        <aside
          ref={aside}
          className={cn(
            "@container sticky top-0 z-20 h-dvh shrink-0 edge-r bg-bg max-md:hidden",
            WIDTHS[width],
          )}
        >
          <Sidebar {...actions} />
        </aside>
      </CollapsedContext>
      <button
        type="button"
        aria-label={t("menu")}
        onClick={() => setIsDrawerOpen(true)}
        className="fixed start-1 top-1 z-[11] inline-flex size-12 items-center justify-center rounded-control text-text-2 focus-inset md:hidden"
      >
        <PanelLeft aria-hidden className="size-5" strokeWidth={1.75} />
      </button>
      <Sheet
        side="left"
        open={isDrawerOpen}
        onOpenChange={setIsDrawerOpen}
        title={t("menu")}
        closeLabel={t("closeMenu")}
        hideTitle
      >
        <div className="@container h-full">
          <Sidebar {...actions} onNavigate={() => setIsDrawerOpen(false)} />
        </div>
      </Sheet>
      <main id="content" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none">
        {children}
        {connection.sinceMs === null ? null : (
          <OfflineStrip sinceMs={connection.sinceMs} confirmedMs={connection.confirmedMs} />
        )}
      </main>
      <Palette
        open={palette.isOpen}
        initialQuery={palette.query}
        onOpenChange={(isOpen) => setPalette({ isOpen, query: "" })}
        onHelp={() => setIsHelpOpen(true)}
      />
      <ShortcutHelp open={isHelpOpen} onOpenChange={setIsHelpOpen} />
    </div>
  );
}

/** A page reached by Back or by the palette closes the drawer too. */
function useDrawerFollows(close: () => void): void {
  const pathname = usePathname();
  const latest = useRef(close);
  useEffect(() => {
    latest.current = close;
  });
  useEffect(() => latest.current(), [pathname]);
}

type OfficeKeys = { search: () => void; help: () => void; toggleSidebar: () => void };

function useOfficeKeys({ search, help, toggleSidebar }: OfficeKeys): void {
  const t = useTranslations("office");
  const keys = useTranslations("office.keys");
  const router = useRouter();
  const { organization, permissions } = useMember();
  const everywhere = keys("everywhere");
  const goTo = navigationFor(permissions)
    .flatMap(({ entries }) => entries)
    .flatMap((entry) =>
      entry.key
        ? {
            keys: `g ${entry.key}`,
            label: t(`nav.${entry.id}`),
            group: keys("goTo"),
            run: () => router.push(`/o/${organization.slug}${entry.path}`),
          }
        : [],
    );
  const canCreate = permissions.customers?.create !== undefined;
  const create = {
    keys: "c c",
    label: t("palette.newCustomer"),
    group: keys("create"),
    run: () => router.push(`/o/${organization.slug}/customers/new`),
  };
  useShortcuts([
    { keys: "mod+k", label: t("search"), group: everywhere, run: search, inFields: true },
    { keys: "?", label: keys("help"), group: everywhere, run: help },
    { keys: "[", label: keys("sidebar"), group: everywhere, run: toggleSidebar },
    { keys: "mod+z", label: keys("undo"), group: everywhere, run: () => void undoLast() },
    ...goTo,
    ...(canCreate ? [create] : []),
  ]);
}
