import type { Feature, Features } from "@/lib/auth/rules";

/** The pages of each part that can be switched off, below `/o/<slug>`. */
const PAGES: readonly (readonly [path: string, feature: Feature])[] = [
  ["/feedback", "feedback"],
  ["/imports", "imports"],
  ["/settings/departments", "departments"],
  ["/settings/templates", "messages"],
  ["/settings/online-booking", "online_booking"],
  ["/settings/customer-links", "customer_links"],
];

/** The switched-off part a page belongs to: then nobody may open it, and no other role would help. */
export function closedFeature(pathname: string, features: Features): Feature | null {
  const path = pathname.replace(/^\/o\/[^/]+/, "");
  const page = PAGES.find(([start]) => path === start || path.startsWith(`${start}/`));
  return page && !features[page[1]] ? page[1] : null;
}
