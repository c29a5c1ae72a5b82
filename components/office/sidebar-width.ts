/** "auto" follows the window: icons below 1280 px, words above. The key `[` decides otherwise, kept in a cookie. */
export type SidebarWidth = "auto" | "icons" | "full";

export const SIDEBAR_COOKIE = "sidebar";

export function toSidebarWidth(value: string | undefined): SidebarWidth {
  return value === "icons" || value === "full" ? value : "auto";
}
