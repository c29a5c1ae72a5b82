import { House, Settings, Users } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { can } from "@/lib/auth/rules";
import type { Permission, Permissions, Resource } from "@/lib/auth/rules";

export type NavId = "customers" | "properties" | "settings";
export type NavGroupId = "customers" | "setup";

export type NavEntry = {
  id: NavId;
  /** Below `/o/<slug>`. */
  path: string;
  /** What counts as being there. */
  within: string;
  icon: LucideIcon;
  /** Second key after G. */
  key: string | null;
  needs: { permission: Permission; resource: Resource } | null;
};

const GROUPS: readonly { id: NavGroupId; entries: readonly NavEntry[] }[] = [
  {
    id: "customers",
    entries: [
      {
        id: "customers",
        path: "/customers",
        within: "/customers",
        icon: Users,
        key: "c",
        needs: { permission: "read", resource: "customers" },
      },
      {
        id: "properties",
        path: "/properties",
        within: "/properties",
        icon: House,
        key: "p",
        needs: { permission: "read", resource: "properties" },
      },
    ],
  },
  {
    id: "setup",
    entries: [
      {
        id: "settings",
        path: "/settings/profile",
        within: "/settings",
        icon: Settings,
        key: "s",
        needs: null,
      },
    ],
  },
];

/** Entries one may not read do not exist; an empty group vanishes. */
export function navigationFor(permissions: Permissions) {
  return GROUPS.map(({ id, entries }) => ({
    id,
    entries: entries.filter(({ needs }) => !needs || can({ permissions }, needs.permission, needs.resource)),
  })).filter(({ entries }) => entries.length > 0);
}
