export type Row = Record<string, unknown>;

/** What seeding must know of an organization; `word` is in every text of its rows and nowhere else. */
export type Ground = { orgId: string; word: string; phone: string; userId: string; rows: Map<string, Row> };

/** Text columns whose form leaves no room for a word; their values are written out. */
export const formBound: Record<string, (ground: Ground) => string> = {
  phone: (ground) => ground.phone,
  phone_digits: (ground) => ground.phone.slice(1),
  country: () => "DE",
  currency: () => "EUR",
  locale: () => "en",
  time_zone: () => "Europe/Berlin",
  brand_color: () => "#123456",
  region: (ground) => `${ground.word} region`,
  method: () => "POST",
  sha256: () => "a".repeat(64),
  declared_sha256: () => "a".repeat(64),
  report_sha256: () => "b".repeat(64),
  document_sha256: () => "d".repeat(64),
  // Of "123456", with the fewest rounds there are.
  code_hash: () => "$2a$04$OeBevrpOhzq5SVM1Dp0Rqu8fiC8/BEeLkLzfUi7d.VBhR2KJpAsbC",
  prefix: () => "abc123",
  scopes: () => "",
  // Sealed: no word is to be read in it.
  wrapped: () => `v1.1.${"A".repeat(16)}.${"B".repeat(43)}.${"C".repeat(22)}`,
  // One of those there are.
  event: () => "visit.booked",
  // GeoJSON: numbers only.
  polygon: () => "",
  // Ids and roles only.
  assigned: () => "[]",
  // Words of the permission system only.
  rights: () => "{}",
  // Digits; words of a fixed list; numbers.
  area_code: () => "030",
  mapping: () => "",
  counts: () => "",
};

/** Values that only this column takes, by `table.column`. */
export const special: Record<string, (ground: Ground) => unknown> = {
  "api_requests.status": () => 200,
  "background_jobs.kind": (ground) => ground.word,
  "audit_log_exports.format": () => "csv",
  "audit_log_exports.filters": ({ word }) => ({ entity: word }),
  "background_jobs.problem": (ground) => ground.word,
  "imports.state": () => "ready",
  "imports.problem": () => undefined,
  "imports.encoding": () => "utf-8",
  "imports.separator": () => ",",
  "imports.headings": ({ word }) => [word],
  "imports.mapping": () => ["company_name"],
  "imports.area_code": () => "030",
  "imports.counts": () => undefined,
  "imports.operation_id": () => undefined,
  "imports.imported_at": () => undefined,
  "imports.rows_removed_at": () => undefined,
  "import_rows.row_number": () => 2,
  "import_rows.cells": ({ word }) => [word],
  "import_rows.customer": ({ word }) => ({ kind: "company", company_name: word }),
  "import_rows.property": ({ word }) => ({ line1: word, city: word, country: "DE" }),
  "import_rows.outcome": () => "new",
  "import_rows.reason": () => undefined,
  "number_slots.prefix": ({ word }) =>
    word
      .replaceAll(/[^a-z]/gi, "")
      .slice(0, 5)
      .toUpperCase(),
  "batch_operations.kind": (ground) => ground.word,
  "batch_operations.status": () => "failed",
  "batch_operations.error_code": (ground) => ground.word,
  "batch_operations.ended_at": () => new Date().toISOString(),
  "background_jobs.leased_until": () => new Date().toISOString(),
  "change_log.entity": (ground) => ground.word,
  "organization_invitations.role": () => "viewer",
  "audit_seals.row_count": () => 1,
  "audit_seals.ids": () => ["0197c1a0-0000-7000-8000-000000000001"],
  "audit_seals.leaves": () => `\\x${"01".repeat(32)}`,
  "audit_seals.root": () => `\\x${"02".repeat(32)}`,
  "audit_seals.previous_hash": () => `\\x${"03".repeat(32)}`,
  "audit_seals.hash": () => `\\x${"04".repeat(32)}`,
  "audit_verifications.findings": ({ word }) => [{ kind: "edited", entity: word }],
  "outbox.type": (ground) => `${ground.word}.created`,
  "customers.kind": () => "company",
  "customers.message_consent_source": (ground) => `${ground.word} consent`,
  "bookable_resources.user_id": (ground) => ground.userId,
  "resource_availability.starts": () => "08:00",
  "resource_availability.ends": () => "17:00",
  "daily_limits.max_minutes": () => 480,
  "geocode_cache.places": (ground) => [{ label: `${ground.word} street` }],
  "resource_time_off.starts_at": () => "2030-03-06T09:00:00Z",
  "resource_time_off.ends_at": () => "2030-03-07T09:00:00Z",
  "checklist_templates.items": ({ word }) => [
    { key: "first", label: `${word} item`, kind: "yes_no", required: false },
  ],
  "service_types.duration_min": () => 60,
  "service_types.price_amount": () => 12_900,
  // A day of the week that no shipped week is open on.
  "business_hours.weekday": () => 7,
  "business_hours.opens": () => "08:00",
  "business_hours.closes": () => "24:00",
  "service_zones.polygon": () => ({
    type: "Polygon",
    coordinates: [
      [
        [13.3, 52.4],
        [13.5, 52.4],
        [13.5, 52.6],
        [13.3, 52.4],
      ],
    ],
  }),
  // Of a state the row is not in: a job is new and a visit unscheduled.
  "jobs.status_reason": () => undefined,
  "bookings.status_reason": () => undefined,
  "bookings.outcome": () => undefined,
  "bookings.outcome_reason": () => undefined,
  "bookings.flexible_on": () => undefined,
  "bookings.overlap_by": () => undefined,
  "bookings.assigned": () => [],
  "booking_holds.starts_at": () => "2030-03-05T09:00:00Z",
  "booking_holds.ends_at": () => "2030-03-05T10:00:00Z",
  "booking_holds.expires_at": () => "2030-03-05T08:00:00Z",
  "booking_status_history.booking_version": () => 1_000,
  // A request that is new, and a note about the customer.
  "booking_requests.preferred": (ground) => [{ note: `${ground.word} preferred` }],
  "booking_requests.declined_reason": () => undefined,
  "booking_requests.job_id": () => undefined,
  "booking_requests.decided_by": () => undefined,
  "booking_requests.lat": () => 52.5,
  "booking_requests.lng": () => 13.4,
  "activities.property_id": () => undefined,
  "activities.job_id": () => undefined,
  "activities.booking_id": () => undefined,
  "resource_occupancy.period": () => "[2030-03-05T09:00:00Z,2030-03-05T10:00:00Z)",
  "resource_occupancy.kind": () => "assignment",
  "resource_occupancy.hold_id": () => undefined,
  "resource_occupancy.time_off_id": () => undefined,
  "resource_occupancy.expires_at": () => undefined,
  // A file whose bytes are still to come, which belongs to the customer.
  "file_storage.path": ({ orgId, word }) => `${orgId}/${word}`,
  "file_storage.state_reason": () => undefined,
  "file_storage.expires_at": () => "2040-03-05T09:00:00Z",
  "file_storage.size_bytes": () => 10,
  "attachments.property_id": () => undefined,
  "attachments.job_id": () => undefined,
  "attachments.booking_id": () => undefined,
  "job_checklists.items": ({ word }) => [
    { key: "first", label: `${word} question`, kind: "text", required: false },
  ],
  "job_checklists.answers": ({ word }) => ({
    first: { value: `${word} answer`, at: "2030-03-05T09:00:00Z", by: null, version: 1 },
  }),
  "time_entries.starts_at": () => "2029-03-05T09:00:00Z",
  "time_entries.ends_at": () => "2029-03-05T10:00:00Z",
  "time_entries.corrected_at": () => "2029-03-06T09:00:00Z",
  "field_photos.taken_at": () => "2029-03-05T09:30:00Z",
  "field_photos.lat": () => 52.5,
  "field_photos.lng": () => 13.4,
  "field_photos.item_key": ({ word }) => `${word}_key`,
  "digital_signatures.absent_reason": () => undefined,
  "digital_signatures.report": ({ word }) => ({ customer: `${word} report` }),
  "digital_signatures.verified_by": () => undefined,
  // One that is being made; one that failed comes with the further rows.
  "service_reports.state": () => "pending",
  "service_reports.language": () => "de",
  "service_reports.file_id": () => undefined,
  "service_reports.error": () => undefined,
  "offline_sync_queue.user_id": (ground) => ground.userId,
  "ended_sessions.user_id": (ground) => ground.userId,
  "offline_sync_queue.kind": ({ word }) => `note.${word}`,
  "offline_sync_queue.result": () => "conflict",
  "offline_sync_queue.state": () => "parked",
  "offline_sync_queue.decision": () => undefined,
  "offline_sync_queue.decided_by": () => undefined,
  // Somebody who waits for his code.
  "online_bookings.starts_at": () => "2030-03-05T09:00:00Z",
  "online_bookings.ends_at": () => "2030-03-05T10:00:00Z",
  "online_bookings.code_expires_at": () => "2030-03-05T08:00:00Z",
  // A message about the visit that waits; its customer is nobody's colleague.
  "notification_intents.event": ({ word }) => `visit.${word}`,
  "notification_intents.audience": () => "customer",
  "notification_intents.user_id": () => undefined,
  "notification_intents.booking_request_id": () => undefined,
  "notification_intents.withdrawn_reason": () => undefined,
  "notification_intents.withdrawn_by": () => undefined,
  "notifications.event": ({ word }) => `visit.${word}`,
  "notifications.status": () => "waiting",
  "notifications.locale": () => "en",
  // A link that is open, with a session that has given its code.
  "customer_portal_access.scopes": () => [
    "view",
    "confirm",
    "reschedule",
    "cancel",
    "message",
    "files",
    "feedback",
  ],
  "customer_portal_access.expires_at": () => "2040-03-05T09:00:00Z",
  "portal_sessions.code_passed_at": () => "2040-03-05T09:00:00Z",
  "portal_sessions.expires_at": () => "2040-03-05T09:00:00Z",
  "customer_feedback.replied_at": () => "2030-03-06T09:00:00Z",
  "customer_feedback.flagged_at": () => "2030-03-06T09:00:00Z",
  "privacy_requests.objects": ({ word }) => [{ bucket: "files", path: `${word}/object` }],
  "privacy_requests.summary": ({ word }) => [{ relation: word, action: "keep", count: 1 }],
  "number_slots.kind": () => "request",
  "number_slots.slot": () => 15,
  "sample_records.customer_id": ({ rows }) => rows.get("public.customers")?.id,
  "sample_records.resource_id": () => null,
  "sample_records.tag_id": () => null,
  // In the form of what the app seals; nothing opens it.
  "organization_keys.wrapped": ({ word }) =>
    `v1.1.${"A".repeat(16)}.${word
      .replaceAll(/[^A-Za-z0-9]/g, "")
      .padEnd(43, "B")
      .slice(0, 43)}.${"C".repeat(22)}`,
  "gate_codes.sealed": ({ word }) =>
    `v1.1.${"A".repeat(16)}.${word.replaceAll(/[^A-Za-z0-9]/g, "")}.${"C".repeat(22)}`,
  // Beside the field "note", which the values seeded with each record belong to.
  "custom_field_definitions.key": ({ word }) => word,
  "custom_field_definitions.type": () => "choice",
  "custom_field_definitions.options": ({ word }) => [{ key: "one", label: word, is_active: true }],
  "properties.lat": () => 52.5,
  "properties.lng": () => 13.4,
};
