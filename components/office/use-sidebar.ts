"use client";

import { useRef, useState } from "react";
import type { RefObject } from "react";
import { rememberSidebar } from "./sidebar-state";
import { useIsNarrow } from "./use-is-narrow";
import type { SidebarWidth } from "./sidebar-width";

export type SidebarControl = {
  ref: RefObject<HTMLElement | null>;
  width: SidebarWidth;
  isCollapsed: boolean;
  toggle: () => void;
};

/** What is seen decides what the key turns it into: also where the window had collapsed it. */
export function useSidebar(initial: SidebarWidth): SidebarControl {
  const ref = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(initial);
  const isCollapsed = useIsNarrow(ref);
  const toggle = () => {
    const next = isCollapsed ? "full" : "icons";
    rememberSidebar(next);
    setWidth(next);
  };
  return { ref, width, isCollapsed, toggle };
}
