import type { PersonPreview } from "@/lib/privacy/schema";

/** What a reader tells apart, in the order of a page; the tables behind it are the database's affair. */
export const heldGroups = [
  "person",
  "work",
  "notes",
  "messages",
  "links",
  "files",
  "reports",
  "access",
  "traces",
] as const;
export type HeldGroup = (typeof heldGroups)[number];

const groupOf: Record<string, HeldGroup> = {
  customers: "person",
  customer_contacts: "person",
  properties: "person",
  profiles: "person",
  organization_members: "person",
  bookable_resources: "person",
  resource_skills: "person",
  resource_time_off: "person",
  customer_tags: "person",
  jobs: "work",
  bookings: "work",
  booking_status_history: "work",
  booking_requests: "work",
  job_checklists: "work",
  time_entries: "work",
  activities: "notes",
  customer_feedback: "notes",
  notifications: "messages",
  notification_intents: "messages",
  customer_portal_access: "links",
  customer_portal_views: "links",
  attachments: "files",
  field_photos: "files",
  file_storage: "files",
  service_reports: "reports",
  digital_signatures: "reports",
  user_permissions: "access",
  user_roles: "access",
  saved_views: "access",
  devices: "access",
  organization_invitations: "access",
};

/** Rows by group; whatever has no group of its own is a trace of requests, searches and edits. */
export function countsByGroup(held: PersonPreview["held"]): { group: HeldGroup; count: number }[] {
  const counts = new Map<HeldGroup, number>();
  for (const { relation, count } of held) {
    const group = groupOf[relation.split(".")[1] ?? ""] ?? "traces";
    counts.set(group, (counts.get(group) ?? 0) + count);
  }
  return heldGroups.flatMap((group) => {
    const count = counts.get(group);
    return count ? [{ group, count }] : [];
  });
}
