"use client";

import { useEffect, useState } from "react";
import type { RefObject } from "react";

/** Whether an element is too narrow for words (the same 160 px as the container query of its rows). */
export function useIsNarrow(element: RefObject<HTMLElement | null>): boolean {
  const [isNarrow, setIsNarrow] = useState(false);
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setIsNarrow(entry.contentRect.width > 0 && entry.contentRect.width < 160);
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return isNarrow;
}
