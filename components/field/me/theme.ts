"use client";

import { useSyncExternalStore } from "react";
import { setTheme, THEMES } from "@/components/shared/display";
import { refreshKeptPage } from "../shell/worker";

export const FIELD_THEMES = ["system", "light", "dark", "sun"] as const;
export type FieldTheme = (typeof FIELD_THEMES)[number];

const listeners = new Set<() => void>();

/**
 * Sun belongs to the field alone and has a cookie of its own below /field; the other themes are those of the whole
 * app. The page's first script reads both.
 */
export function setFieldTheme(theme: FieldTheme): void {
  const plain = THEMES.find((each) => each === theme);
  const age = plain ? 0 : 31_536_000;
  document.cookie = `field_theme=sun; path=/field; max-age=${age}; samesite=lax`;
  if (plain) setTheme(plain);
  else document.documentElement.dataset.theme = theme;
  for (const listener of listeners) listener();
  refreshKeptPage();
}

const read = (): FieldTheme =>
  FIELD_THEMES.find((theme) => theme === document.documentElement.dataset.theme) ?? "system";

export function useFieldTheme(): FieldTheme {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    read,
    () => "system",
  );
}
