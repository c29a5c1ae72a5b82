/** One event as the outbox names it: "booking.on_site" of the entity "booking". Never values: who listens asks. */
export type LiveItem = { type: string; entity: string; id: string; booking_id?: string };

/** What happened; null: more than can be said, or something may have been missed, so everything is to be asked. */
export type Changed = readonly LiveItem[] | null;

const planning = ["bookings", "jobs", "resources", "visit-work", "time-entries"];

/** The first words of the query keys (lib/<feature>/client.ts) whose answers an entity is part of. */
const headsOf: Readonly<Record<string, readonly string[]>> = {
  // Of what happens to a visit its customer may be told.
  booking: [...planning, "job-checklists", "notifications"],
  job: ["jobs", "bookings", "job-checklists", "visit-work"],
  booking_request: ["booking-requests", "bookings"],
  customer: ["customers", "properties", "jobs", "bookings", "booking-requests"],
  contact: ["contacts", "customers"],
  property: ["properties", "customers", "jobs", "bookings"],
  resource: ["resources", "crews", "bookings", "time-entries"],
  resource_skill: ["resources", "bookings"],
  resource_zone: ["resources"],
  availability: ["availability", "resources", "bookings"],
  daily_limit: ["resources", "bookings"],
  crew: ["crews", "resources", "bookings"],
  crew_member: ["crews", "resources", "bookings"],
  time_off: ["time-off", "resources", "bookings"],
  activity: ["activities", "visit-work"],
  service_type: ["service-types", "jobs", "bookings"],
  skill: ["skills", "resources"],
  checklist: ["checklists", "service-types"],
  service_zone: ["service-zones", "resources"],
  closure: ["closures", "bookings"],
  tag: ["tags", "jobs"],
  custom_field: ["custom-fields"],
  saved_view: ["saved-views"],
  setting: ["settings", "bookings"],
  member: ["members", "permissions", "roles", "me"],
  role: ["roles", "permissions", "members", "me"],
  permission: ["permissions", "roles"],
  user_permission: ["permissions", "me"],
  department: ["departments", "members"],
  invitation: ["invitations"],
  job_checklist: ["job-checklists", "visit-work", "jobs"],
  template: ["templates"],
  photo: ["photos", "visit-work", "service-reports"],
  signature: ["signatures", "visit-work", "service-reports"],
  report: ["service-reports", "notifications"],
  time_entry: ["time-entries", "visit-work", "jobs"],
  operation: ["sync", "visit-work", "bookings"],
  device: ["devices", "sync"],
  import: ["imports", "customers"],
  file: ["files", "photos", "attachments", "signatures"],
  attachment: ["attachments"],
  portal_link: ["portal-links", "notifications"],
  feedback: ["feedback", "resources", "notifications"],
};

/** The first words of the query keys that these events make old; null: any of them. */
export function staleHeads(items: Changed): ReadonlySet<string> | null {
  const heads = new Set<string>();
  for (const { entity } of items ?? []) {
    const touched = headsOf[entity];
    // Of what this page does not know yet it asks too much rather than too little.
    if (!touched) return null;
    for (const head of touched) heads.add(head);
    heads.add("history");
  }
  return items === null ? null : heads;
}
