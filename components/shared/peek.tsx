"use client";

import { Maximize2, X } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { useShortcuts } from "./use-shortcuts";

type PeekProps = {
  title: string;
  /** Address of the whole record. */
  href: string;
  onClose: () => void;
  children: ReactNode;
};

/**
 * A record beside its list (480 px). Not modal: J and K go on moving through the list, Escape closes. It takes no
 * focus on opening, because the list keeps it; a screen reader hears the title through the live region.
 */
export function Peek({ title, href, onClose, children }: PeekProps) {
  const t = useTranslations("shared");
  const region = useRef<HTMLElement>(null);
  useShortcuts([
    { keys: "escape", label: t("peek.close"), group: t("keys.list"), run: onClose, inFields: true },
  ]);
  useEffect(() => {
    region.current?.scrollTo({ top: 0 });
  }, [href]);
  return (
    <aside
      ref={region}
      aria-label={t("peek.label", { title })}
      className="fixed top-(--header) right-0 bottom-0 z-30 flex w-[30rem] max-w-full animate-appear flex-col overflow-y-auto edge-l bg-surface shadow-dialog max-md:hidden"
    >
      <header className="sticky top-0 flex h-(--header) shrink-0 items-center gap-1 edge-b bg-surface ps-5 pe-3">
        <h2 className="min-w-0 flex-1 truncate text-16 font-semibold">{title}</h2>
        <Link
          href={href}
          className="inline-flex h-8 items-center gap-1.5 rounded-control px-2 text-13 text-text-2 hover:bg-hover hover:text-text"
        >
          <Maximize2 aria-hidden className="size-4" strokeWidth={1.75} />
          {t("peek.open")}
        </Link>
        <IconButton label={t("close")} keys="escape" onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </header>
      <div className="p-5">{children}</div>
      <p role="status" className="sr-only">
        {t("peek.label", { title })}
      </p>
    </aside>
  );
}
