"use client";

import { useSyncExternalStore } from "react";
import { cn } from "@/lib/cn";
import { keysFor, subscribeKeys } from "./key-map";

const SIGNS_MAC: Record<string, string> = { mod: "⌘", shift: "⇧", alt: "⌥" };
const SIGNS: Record<string, string> = { mod: "Ctrl", shift: "Shift", alt: "Alt" };
const NAMES: Record<string, string> = {
  enter: "Enter",
  space: "Space",
  escape: "Esc",
  arrowup: "↑",
  arrowdown: "↓",
  arrowleft: "←",
  arrowright: "→",
};

const never = () => () => undefined;
const isApple = () => /Mac|iPhone|iPad/.test(navigator.platform);

type KbdProps = {
  /** In the shortcut hook's notation: `mod+k`, `g c`, `?`. */
  keys: string;
  tone?: "plain" | "inverse";
  className?: string;
};

/** Keys as the reader has chosen them and his keyboard prints them. Hidden from screen readers, which announce shortcuts elsewhere. */
export function Kbd({ keys, tone = "plain", className }: KbdProps) {
  const apple = useSyncExternalStore(never, isApple, () => false);
  const own = useSyncExternalStore(
    subscribeKeys,
    () => keysFor(keys),
    () => keys,
  );
  if (own === "") return null;
  const signs = apple ? SIGNS_MAC : SIGNS;
  const caps = own.split(" ").map((chord, position) => ({
    id: `${position} ${chord}`,
    sign: chord
      .split("+")
      .map((key) => signs[key] ?? NAMES[key] ?? key.toUpperCase())
      .join(apple ? "" : " "),
  }));
  return (
    <span aria-hidden className={cn("inline-flex items-center gap-1", className)}>
      {caps.map(({ id, sign }) => (
        <kbd
          key={id}
          className={cn(
            "inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-badge px-1 font-sans text-11",
            tone === "plain" ? "edge bg-surface text-text-3" : "edge border-current/40 opacity-80",
          )}
        >
          {sign}
        </kbd>
      ))}
    </span>
  );
}
