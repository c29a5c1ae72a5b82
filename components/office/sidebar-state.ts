"use client";

import { createContext, use } from "react";
import { SIDEBAR_COOKIE } from "./sidebar-width";
import type { SidebarWidth } from "./sidebar-width";

export function rememberSidebar(width: SidebarWidth): void {
  document.cookie = `${SIDEBAR_COOKIE}=${width}; path=/; max-age=31536000; samesite=lax`;
}

/** Whether only icons show, so that their names move into tooltips. */
export const CollapsedContext = createContext(false);
export const useIsCollapsed = () => use(CollapsedContext);
