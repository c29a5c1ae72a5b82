import {
  Archive,
  ArrowLeftRight,
  BadgeCheck,
  Blocks,
  Building2,
  CalendarClock,
  Clock,
  DoorClosed,
  Fingerprint,
  Globe,
  Link2,
  ListChecks,
  ListPlus,
  Mail,
  Mails,
  MapPinned,
  MonitorCog,
  MonitorSmartphone,
  Network,
  Palette,
  ShieldCheck,
  Tags,
  UserRound,
  Users,
  Wrench,
} from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { scopeOf } from "@/lib/auth/rules";
import type { Feature, Features, Permissions, Resource } from "@/lib/auth/rules";

export type SettingsPageId =
  | "profile"
  | "sessions"
  | "display"
  | "organization"
  | "branding"
  | "hours"
  | "scheduling"
  | "zones"
  | "service-types"
  | "checklists"
  | "skills"
  | "tags"
  | "custom-fields"
  | "online-booking"
  | "customer-links"
  | "templates"
  | "mail-server"
  | "modules"
  | "members"
  | "departments"
  | "exports"
  | "roles"
  | "retention"
  | "privacy"
  | "close";
export type SettingsGroupId = "you" | "company" | "people" | "data";

/** Whoever the menu is for; without an organization it is the menu as such, with every part there is. */
type Holder = { permissions: Permissions; organization?: { features: Features } };
type Entry = { id: SettingsPageId; icon: LucideIcon; isOpenTo: (holder: Holder) => boolean };

const readers = (resource: Resource) => (holder: Holder) => scopeOf(holder, "read", resource) !== null;

/** Settings of a part that can be switched off, which belong to no right of their own. */
const settingsOf = (feature: Feature) => (holder: Holder) =>
  readers("settings")(holder) && (holder.organization?.features[feature] ?? true);

const GROUPS: readonly { id: SettingsGroupId; entries: readonly Entry[] }[] = [
  {
    id: "you",
    entries: [
      { id: "profile", icon: UserRound, isOpenTo: () => true },
      { id: "sessions", icon: MonitorSmartphone, isOpenTo: () => true },
      { id: "display", icon: MonitorCog, isOpenTo: () => true },
    ],
  },
  {
    id: "company",
    entries: [
      {
        id: "organization",
        icon: Building2,
        isOpenTo: (holder) => scopeOf(holder, "read", "organizations") !== null,
      },
      // Readers find name and address on the page before; this one is for who may change them.
      {
        id: "branding",
        icon: Palette,
        isOpenTo: (holder) => scopeOf(holder, "update", "organizations") !== null,
      },
      { id: "hours", icon: Clock, isOpenTo: readers("hours") },
      { id: "scheduling", icon: CalendarClock, isOpenTo: readers("settings") },
      { id: "zones", icon: MapPinned, isOpenTo: readers("service_zones") },
      { id: "online-booking", icon: Globe, isOpenTo: settingsOf("online_booking") },
      { id: "customer-links", icon: Link2, isOpenTo: settingsOf("customer_links") },
      { id: "service-types", icon: Wrench, isOpenTo: readers("service_types") },
      { id: "checklists", icon: ListChecks, isOpenTo: readers("checklists") },
      { id: "skills", icon: BadgeCheck, isOpenTo: readers("skills") },
      { id: "tags", icon: Tags, isOpenTo: readers("tags") },
      { id: "custom-fields", icon: ListPlus, isOpenTo: readers("custom_fields") },
      { id: "templates", icon: Mail, isOpenTo: readers("templates") },
      // Who gave which server a password is no reading matter.
      {
        id: "mail-server",
        icon: Mails,
        isOpenTo: (holder) => scopeOf(holder, "update", "settings") === "all",
      },
      { id: "modules", icon: Blocks, isOpenTo: readers("settings") },
    ],
  },
  {
    id: "people",
    // Whoever sees only himself among the members needs no list of one.
    entries: [
      { id: "members", icon: Users, isOpenTo: (holder) => scopeOf(holder, "read", "members") === "all" },
      { id: "departments", icon: Network, isOpenTo: readers("departments") },
      {
        id: "roles",
        icon: ShieldCheck,
        isOpenTo: (holder) =>
          scopeOf(holder, "read", "roles") === "all" && scopeOf(holder, "read", "permissions") === "all",
      },
    ],
  },
  {
    id: "data",
    entries: [
      { id: "exports", icon: ArrowLeftRight, isOpenTo: readers("batch_operations") },
      { id: "retention", icon: Archive, isOpenTo: readers("settings") },
      {
        id: "privacy",
        icon: Fingerprint,
        isOpenTo: (holder) => scopeOf(holder, "manage", "organizations") === "all",
      },
      {
        id: "close",
        icon: DoorClosed,
        isOpenTo: (holder) => scopeOf(holder, "delete", "organizations") === "all",
      },
    ],
  },
];

/** Pages one may not read do not exist; an empty group vanishes. */
export function settingsPages(holder: Holder) {
  return GROUPS.map(({ id, entries }) => ({
    id,
    entries: entries.filter((entry) => entry.isOpenTo(holder)),
  })).filter(({ entries }) => entries.length > 0);
}
