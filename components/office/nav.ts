import {
  BriefcaseBusiness,
  CalendarCheck2,
  CalendarRange,
  HardHat,
  House,
  Inbox,
  RefreshCw,
  ScrollText,
  Settings,
  Star,
  Sunrise,
  Users,
} from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { scopeOf } from "@/lib/auth/rules";
import type { Permission, Permissions, Resource } from "@/lib/auth/rules";

export type NavId =
  | "today"
  | "board"
  | "backlog"
  | "bookings"
  | "jobs"
  | "customers"
  | "properties"
  | "feedback"
  | "resources"
  | "sync"
  | "audit-logs"
  | "settings";
export type NavGroupId = "operate" | "work" | "customers" | "team" | "insight" | "setup";

export type NavEntry = {
  id: NavId;
  /** Below `/o/<slug>`. */
  path: string;
  /** What counts as being there. */
  within: string;
  icon: LucideIcon;
  /** Second key after G. */
  key: string | null;
  needs: {
    permission: Permission;
    resource: Resource;
    /** Of whoever sees only what is his own, a page about everybody's would be empty. */
    ofAll?: boolean;
  } | null;
};

type Reads = Pick<NavEntry, "id" | "icon" | "key"> & { of: Resource; ofAll?: boolean };

/** A page that stands at its own name and needs the right to read one resource. */
function reads({ id, icon, key, of, ofAll }: Reads): NavEntry {
  const path = `/${id}`;
  return { id, path, within: path, icon, key, needs: { permission: "read", resource: of, ofAll } };
}

const GROUPS: readonly { id: NavGroupId; entries: readonly NavEntry[] }[] = [
  {
    id: "operate",
    entries: [
      reads({ id: "today", icon: Sunrise, key: "t", of: "bookings", ofAll: true }),
      reads({ id: "board", icon: CalendarRange, key: "b", of: "bookings", ofAll: true }),
      reads({ id: "backlog", icon: Inbox, key: "l", of: "jobs", ofAll: true }),
    ],
  },
  {
    id: "work",
    entries: [
      reads({ id: "bookings", icon: CalendarCheck2, key: "v", of: "bookings" }),
      reads({ id: "jobs", icon: BriefcaseBusiness, key: "j", of: "jobs" }),
    ],
  },
  {
    id: "customers",
    entries: [
      reads({ id: "customers", icon: Users, key: "c", of: "customers" }),
      reads({ id: "properties", icon: House, key: "p", of: "properties" }),
      reads({ id: "feedback", icon: Star, key: null, of: "feedback", ofAll: true }),
    ],
  },
  {
    id: "team",
    entries: [
      reads({ id: "resources", icon: HardHat, key: null, of: "resources" }),
      reads({ id: "sync", icon: RefreshCw, key: null, of: "sync", ofAll: true }),
    ],
  },
  {
    id: "insight",
    entries: [reads({ id: "audit-logs", icon: ScrollText, key: null, of: "audit_logs", ofAll: true })],
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

function isOpenTo(permissions: Permissions, { needs }: NavEntry): boolean {
  if (!needs) return true;
  const scope = scopeOf({ permissions }, needs.permission, needs.resource);
  return needs.ofAll ? scope === "all" : scope !== null;
}

/** Entries one may not read do not exist; an empty group vanishes. */
export function navigationFor(permissions: Permissions) {
  return GROUPS.map(({ id, entries }) => ({
    id,
    entries: entries.filter((entry) => isOpenTo(permissions, entry)),
  })).filter(({ entries }) => entries.length > 0);
}
