"use client";

import { useEffect, useRef } from "react";
import { chordOf } from "@/components/shared/shortcuts";

/** How long a second key may take after the first. */
const SECOND_MS = 900;

type Capture = { onKeys: (keys: string) => void; onCancel: () => void };

/** The next key or two keys that are pressed, before anything else hears them. Escape gives up. */
export function useKeyCapture(isOn: boolean, capture: Capture): void {
  const latest = useRef(capture);
  useEffect(() => {
    latest.current = capture;
  });
  useEffect(() => {
    if (!isOn) return;
    let first: string | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      if (["Shift", "Control", "Alt", "Meta", "Tab"].includes(event.key)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.key === "Escape") return latest.current.onCancel();
      const chord = chordOf(event);
      clearTimeout(timer);
      if (first !== null) return latest.current.onKeys(`${first} ${chord}`);
      first = chord;
      timer = setTimeout(() => latest.current.onKeys(chord), SECOND_MS);
    };
    document.addEventListener("keydown", onKeyDown, true);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("keydown", onKeyDown, true);
    };
  }, [isOn]);
}
