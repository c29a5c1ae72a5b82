"use client";

import { lazy, Suspense, useLayoutEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { loadPart, registerOverlay } from "@/components/ui/lazy-overlay";

const load = () => import("./palette-dialog");
const PaletteDialog = lazy(() => loadPart(load));
registerOverlay(load);

export type PaletteProps = {
  open: boolean;
  initialQuery: string;
  onOpenChange: (open: boolean) => void;
  onHelp: () => void;
};

/** ⌘K: find, create, go to, switch. Empty it shows the last five records. */
export function Palette(props: PaletteProps) {
  // Mounted anew at each opening, so that it starts with its own query and nothing of the last time.
  return props.open ? <OpenPalette key={props.initialQuery} {...props} /> : null;
}

function OpenPalette(props: PaletteProps) {
  const [query, setQuery] = useState(props.initialQuery);
  const leave = () => props.onOpenChange(false);
  return (
    <Suspense fallback={<EarlyField query={query} onType={setQuery} onLeave={leave} />}>
      <PaletteDialog {...props} initialQuery={query} />
    </Suspense>
  );
}

type EarlyFieldProps = { query: string; onType: (query: string) => void; onLeave: () => void };

/** Whoever types on before the dialog has come writes into it: to the page these letters would be commands. */
function EarlyField({ query, onType, onLeave }: EarlyFieldProps) {
  const t = useTranslations("office.palette");
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    field.current?.focus({ preventScroll: true });
    // The dialog gives the focus back to where it finds it.
    return () => (before instanceof HTMLElement ? before.focus({ preventScroll: true }) : undefined);
  }, []);
  return (
    <input
      ref={field}
      className="sr-only"
      aria-label={t("title")}
      value={query}
      onChange={(event) => onType(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === "Escape") onLeave();
      }}
    />
  );
}
