import type { z } from "zod";
import type { role } from "@/lib/http/fields";

/** The words of the database's domains: `permission_type` and `resource_type`, as far as this app asks for them. */
export type Permission = "read" | "create" | "update" | "delete" | "assign" | "approve" | "export" | "manage";
export type Resource =
  | "organizations"
  | "members"
  | "invitations"
  | "departments"
  | "roles"
  | "permissions"
  | "customers"
  | "contacts"
  | "properties"
  | "tags"
  | "custom_fields"
  | "jobs"
  | "bookings"
  | "booking_requests"
  | "resources"
  | "crews"
  | "skills"
  | "availability"
  | "time_off"
  | "hours"
  | "closures"
  | "saved_views"
  | "slots"
  | "holds"
  | "service_types"
  | "service_zones"
  | "checklists"
  | "files"
  | "attachments"
  | "time_entries"
  | "photos"
  | "signatures"
  | "devices"
  | "sync"
  | "portal_links"
  | "feedback"
  | "notifications"
  | "templates"
  | "audit_logs"
  | "settings"
  | "exports"
  | "imports"
  | "batch_operations";
export type Scope = "all" | "own";
export type Role = z.infer<typeof role>;
export type Permissions = Partial<Record<Resource, Partial<Record<Permission, Scope>>>>;

/**
 * The parts of the product a company may switch off: nobody holds a right on what belongs to one that is off.
 * docs/adr/0029-parts-that-are-switched-off.md says why the others cannot be.
 */
export const FEATURES = [
  "online_booking",
  "customer_links",
  "messages",
  "feedback",
  "imports",
  "departments",
] as const;
export type Feature = (typeof FEATURES)[number];
export type Features = Record<Feature, boolean>;

/** Anything that carries permissions: the member of a page, the answer of GET /me. */
type Holder = { permissions: Permissions };

export function scopeOf(holder: Holder, permission: Permission, resource: Resource): Scope | null {
  return holder.permissions[resource]?.[permission] ?? null;
}

/** For menus and buttons only. Whether a write happens is decided by the database, again, at the write. */
export function can(holder: Holder, permission: Permission, resource: Resource): boolean {
  return scopeOf(holder, permission, resource) !== null;
}

type Landing = { organization: { slug: string; role: Role } | null; permissions: Permissions };

/** Where `/` leads: the first page that exists and may be read. A technician's day is on the phone. */
export function landingPath({ organization, permissions }: Landing): string {
  if (!organization) return "/onboarding";
  const base = `/o/${organization.slug}`;
  if (organization.role === "technician") return "/field";
  // Who keeps the books has no day to run.
  const hasDay = organization.role !== "accountant" && scopeOf({ permissions }, "read", "bookings") === "all";
  if (hasDay) return `${base}/today`;
  return can({ permissions }, "read", "customers") ? `${base}/customers` : `${base}/settings/profile`;
}

/**
 * A `next` parameter is a stranger's text: only a path of this app is followed. "//host", "/\host" and control
 * characters are the known ways to leave an origin through something that starts with a slash.
 */
export function safeNextPath(next: string | null | undefined): string | null {
  if (!next || next.length > 2000 || !next.startsWith("/")) return null;
  // eslint-disable-next-line no-control-regex -- control characters are exactly what is looked for
  if (/^\/[/\\]|[\u0000-\u001f\\]/.test(next)) return null;
  return next;
}
