"use client";

import { PanelLeft } from "lucide-react";
import { usePathname } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Sheet } from "@/components/ui/sheet";
import { Sidebar } from "./sidebar";

type DrawerProps = { onSearch: () => void; onHelp: () => void };

/** The sidebar of phones, behind a button. It is open for the page it was opened on; another page closes it. */
export function Drawer({ onSearch, onHelp }: DrawerProps) {
  const t = useTranslations("office");
  const pathname = usePathname();
  const [openedOn, setOpenedOn] = useState<string | null>(null);
  const close = () => setOpenedOn(null);
  const closing = (action: () => void) => () => {
    close();
    action();
  };
  return (
    <>
      <button
        type="button"
        aria-label={t("menu")}
        onClick={() => setOpenedOn(pathname)}
        className="fixed start-1 top-1 z-[11] inline-flex size-12 items-center justify-center rounded-control text-text-2 focus-inset md:hidden"
      >
        <PanelLeft aria-hidden className="size-5" strokeWidth={1.75} />
      </button>
      <Sheet
        side="left"
        open={openedOn === pathname}
        onOpenChange={(isOpen) => setOpenedOn(isOpen ? pathname : null)}
        title={t("menu")}
        closeLabel={t("closeMenu")}
        hideTitle
      >
        <div className="@container h-full">
          <Sidebar onSearch={closing(onSearch)} onHelp={closing(onHelp)} onNavigate={close} />
        </div>
      </Sheet>
    </>
  );
}
