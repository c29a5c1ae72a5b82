"use client";

import { useEffect, useRef } from "react";
import { registerShortcuts } from "./shortcuts";
import type { Shortcut } from "./shortcuts";

/** Binds keys while the component is on the page. The list may be written inline: only its keys are compared. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  const signature = shortcuts.map((shortcut) => `${shortcut.keys}=${shortcut.label}`).join("|");
  useEffect(() => {
    const stable = latest.current.map((shortcut, index) => ({
      ...shortcut,
      run: (event: KeyboardEvent) => latest.current[index]?.run(event),
    }));
    return registerShortcuts(stable);
  }, [signature]);
}
