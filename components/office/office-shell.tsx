"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { OfflineStrip } from "@/components/shared/offline-strip";
import { ShortcutHelp } from "@/components/shared/shortcut-help";
import { useConnection } from "./connection";
import { Drawer } from "./drawer";
import { Palette } from "./palette";
import { Rail } from "./rail";
import { useOfficeKeys } from "./use-office-keys";
import { usePastedPhone } from "./use-pasted-phone";
import { useRememberVisits } from "./use-remember-visits";
import { useSidebar } from "./use-sidebar";
import type { SidebarWidth } from "./sidebar-width";

type OfficeShellProps = { sidebar: SidebarWidth; children: ReactNode };

/** Sidebar, page, strip. The document scrolls; the sidebar stays. */
export function OfficeShell({ sidebar: width, children }: OfficeShellProps) {
  const t = useTranslations("office");
  const sidebar = useSidebar(width);
  const [palette, setPalette] = useState({ isOpen: false, query: "" });
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const search = (query = "") => setPalette({ isOpen: true, query });
  const actions = { onSearch: () => search(), onHelp: () => setIsHelpOpen(true) };
  usePastedPhone(search);
  useRememberVisits();
  useOfficeKeys({ search: actions.onSearch, help: actions.onHelp, toggleSidebar: sidebar.toggle });

  return (
    <div className="flex min-h-dvh bg-surface">
      <a
        href="#content"
        className="fixed start-2 top-2 z-60 -translate-y-16 rounded-control bg-text px-3 py-2 text-bg focus:translate-y-0"
      >
        {t("skip")}
      </a>
      <Rail sidebar={sidebar} {...actions} />
      <Drawer {...actions} />
      <main id="content" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none">
        {children}
        <ConnectionStrip />
      </main>
      <Palette
        open={palette.isOpen}
        initialQuery={palette.query}
        onOpenChange={(isOpen) => setPalette({ isOpen, query: "" })}
        onHelp={actions.onHelp}
      />
      <ShortcutHelp open={isHelpOpen} onOpenChange={setIsHelpOpen} />
    </div>
  );
}

function ConnectionStrip() {
  const { sinceMs, confirmedMs } = useConnection();
  return sinceMs === null ? null : <OfflineStrip sinceMs={sinceMs} confirmedMs={confirmedMs} />;
}
