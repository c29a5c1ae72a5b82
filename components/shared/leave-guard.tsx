"use client";

import { useRouter } from "next/navigation";
import { createContext, use, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { ReactNode, RefObject } from "react";
import { ConfirmEffect } from "@/components/shared/confirm-effect";

type Guard = { set: (id: string, isDirty: boolean) => void };

const GuardContext = createContext<Guard>({ set: () => undefined });

/** Says that a card has words that are not saved, as long as it is on the page. */
export function useUnsaved(id: string, isDirty: boolean): void {
  const guard = use(GuardContext);
  useEffect(() => {
    guard.set(id, isDirty);
    return () => guard.set(id, false);
  }, [guard, id, isDirty]);
}

/** The link a click leads to inside the app; null for new tabs, other sites and anchors of this page. */
function leavingTo(event: MouseEvent): string | null {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  if (link.target && link.target !== "_self") return null;
  const to = new URL(link.href);
  const isHere = to.pathname === window.location.pathname;
  return to.origin === window.location.origin && !isHere ? to.pathname + to.search : null;
}

type Dirty = RefObject<Set<string>>;

/** Holds clicks that would leave, while something is not saved; closing the tab is the browser's own question. */
function useHeldClicks(dirty: Dirty, onHeld: (path: string) => void) {
  const latest = useRef(onHeld);
  useEffect(() => {
    latest.current = onHeld;
  });
  useEffect(() => {
    const hold = (event: MouseEvent) => {
      const path = dirty.current.size > 0 ? leavingTo(event) : null;
      if (path === null) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current(path);
    };
    const ask = (event: BeforeUnloadEvent) => {
      if (dirty.current.size > 0) event.preventDefault();
    };
    document.addEventListener("click", hold, { capture: true });
    window.addEventListener("beforeunload", ask);
    return () => {
      document.removeEventListener("click", hold, { capture: true });
      window.removeEventListener("beforeunload", ask);
    };
  }, [dirty]);
}

/** Leaving with unsaved words asks once. The words survive either way: each card keeps a draft. */
export function LeaveGuard({ children }: { children: ReactNode }) {
  const t = useTranslations("settings");
  const router = useRouter();
  const dirty = useRef(new Set<string>());
  const [to, setTo] = useState<string | null>(null);
  const [guard] = useState<Guard>(() => ({
    set: (id, isDirty) => {
      if (isDirty) dirty.current.add(id);
      else dirty.current.delete(id);
    },
  }));
  useHeldClicks(dirty, setTo);

  const go = () => {
    dirty.current.clear();
    if (to) router.push(to);
    setTo(null);
  };

  return (
    <GuardContext value={guard}>
      {children}
      <ConfirmEffect
        open={to !== null}
        onOpenChange={() => setTo(null)}
        title={t("leave.title")}
        effect={t("leave.text")}
        confirm={t("leave.go")}
        keep={t("leave.stay")}
        tone="primary"
        onConfirm={go}
      />
    </GuardContext>
  );
}
