"use client";

import { useCallback, useSyncExternalStore } from "react";
import { formatNorthAmerican } from "@/lib/north-american-phone";

type Format = (number: string, country: string | null) => string;

let format: Format | null = null;
let loading: Promise<void> | null = null;
const listeners = new Set<() => void>();

/** Without them a number stays as it is stored, which can be read and called. */
function loadTables(): void {
  loading ??= import("@/lib/phone").then(
    (tables) => {
      format = tables.formatPhone;
      for (const listener of listeners) listener();
    },
    () => {
      loading = null;
    },
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How numbers are shown. The tables of all plans are loaded when the first number needs them. */
export function usePhoneFormat(): Format {
  const full = useSyncExternalStore(
    subscribe,
    () => format,
    () => null,
  );
  return useCallback(
    (number, country) => {
      const short = formatNorthAmerican(number, country);
      if (short !== null) return short;
      if (full) return full(number, country);
      if (typeof window !== "undefined") loadTables();
      return number;
    },
    [full],
  );
}
