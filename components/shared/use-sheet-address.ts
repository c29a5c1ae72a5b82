"use client";

import { usePathname } from "next/navigation";

/**
 * A sheet with an address of its own over its list (`…/new`). Opening and closing moves no page: the list below
 * keeps its place, its filters and its scroll, and Back closes the sheet.
 */
export function useSheetAddress(listPath: string) {
  const isOpen = usePathname() === `${listPath}/new`;
  return {
    isOpen,
    open: () => window.history.pushState(null, "", `${listPath}/new${window.location.search}`),
    close: () => window.history.replaceState(null, "", `${listPath}${window.location.search}`),
  };
}
