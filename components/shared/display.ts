"use client";

import { useSyncExternalStore } from "react";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];
export const DENSITIES = ["comfortable", "compact"] as const;
export type Density = (typeof DENSITIES)[number];

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The attribute changes at once, the cookie makes the server's next page agree with it. */
function choose(name: "theme" | "density", value: string): void {
  document.documentElement.dataset[name] = value;
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`;
  for (const listener of listeners) listener();
}

export function setTheme(theme: Theme): void {
  choose("theme", theme);
}

export function setDensity(density: Density): void {
  choose("density", density);
}

const readTheme = (): Theme =>
  THEMES.find((theme) => theme === document.documentElement.dataset.theme) ?? "system";
const readDensity = (): Density =>
  DENSITIES.find((density) => density === document.documentElement.dataset.density) ?? "comfortable";

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, readTheme, () => "system");
}

export function useDensity(): Density {
  return useSyncExternalStore(subscribe, readDensity, () => "comfortable");
}
