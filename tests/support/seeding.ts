import type postgres from "postgres";
import { quote, quoteName } from "./database";
import type { Transaction } from "./database";
import type { Column, Relation } from "./relations";

export type Row = Record<string, unknown>;

/** What seeding must know of an organization; `word` is in every text of its rows and nowhere else. */
export type Ground = { orgId: string; word: string; phone: string; userId: string; rows: Map<string, Row> };

/** Rows that functions and triggers of the project make themselves; one is looked up instead of inserted. */
export const madeByTheProject: Record<string, string> = {
  "public.organizations": "made by create_organization",
  "public.profiles": "made by the trigger on auth.users",
  "public.organization_members": "made with the cast of the world",
  "public.role_permissions": "copied by create_organization",
  "public.custom_roles": "made with the cast of the world, for a person who has nothing else",
  "public.user_roles": "made with the cast of the world",
  "public.user_permissions": "made with the cast of the world",
  "public.notification_templates": "copied by create_organization",
  "private.session_organizations": "made by create_organization for the founder's session",
  "private.search_documents": "made by the triggers of customers, contacts and properties",
};

/** Rows of no organization: shipped with the product or belonging to the installation. */
export const ofNobody: Record<string, string> = {
  "private.default_role_permissions": "shipped defaults, copied into each organization",
  "private.default_settings": "shipped values of settings",
  "private.default_skills": "shipped presets, copied into each organization",
  "private.default_checklists": "shipped presets, copied into each organization",
  "private.default_service_types": "shipped presets, copied into each organization",
  "private.default_hours": "shipped presets, copied into each organization",
  "private.default_closures": "shipped rules of public holidays",
  "private.default_samples": "shipped samples, copied into an organization that asks for them",
  "private.default_notification_templates": "shipped words of messages, copied into each organization",
  "private.message_events": "what customers are written about, shipped with the product",
  "private.booking_transitions": "the steps of a visit, shipped with the product",
  "private.sync_kinds": "what phones may send, shipped with the product",
  "private.personal_data_columns": "names of columns, shipped with the product",
  "private.personal_data_rows": "names of tables, shipped with the product",
  "private.keys": "keys of the installation",
  "private.encryption_keys": "keys of the installation, for those who encrypt by SQL",
  "private.sealed_columns": "where sealed texts lie, shipped with the product",
  "private.api_rate_limits": "buckets are named by hashes and addresses, and hold counters only",
  "ops.workers": "processes of the installation",
  "ops.schedules": "recurring work of the installation",
  "private.export_datasets": "what can be exported, shipped with the product",
  "ops.alerts": "what the operator of the installation was written about",
  "ops.job_classes": "how jobs are tried again, shipped with the product",
  "ops.job_kinds": "which class a kind of job has, shipped with the product",
  "ops.audit_seal_state": "how far the sealer of the installation came",
  "ops.closed_organizations": "names organizations that no longer exist",
  "private.retention_rules": "what is kept how long, shipped with the product",
  "private.maintenance_steps": "what housekeeping does, shipped with the product",
  "ops.maintenance_runs": "what housekeeping did in the installation",
  "ops.backups": "copies of the installation",
};

/** How to recognise an organization's rows where no column is called org_id. `$org` is its id as a literal. */
const belonging: Record<string, string> = {
  "public.organizations": "t.id = $org",
  // People called "neutral" stand between organizations; their profiles are nobody's alone.
  "public.profiles": `t.email not like 'neutral.%'
    and t.id in (select m.user_id from public.organization_members m where m.org_id = $org)`,
  "private.idempotency": "t.scope = $org",
};

/** A condition on `t` for the organization's rows of a relation; null where the relation is nobody's. */
export function rowsOf(relation: Relation, orgId: string): string | null {
  if (ofNobody[relation.label]) return null;
  const known = belonging[relation.label];
  if (known) return known.replaceAll("$org", `${quote(orgId)}::uuid`);
  if (relation.columns.some((column) => column.name === "org_id")) return `t.org_id = ${quote(orgId)}::uuid`;
  throw new Error(
    `${relation.label} has no org_id: say in seeding.ts how an organization's rows are recognised.`,
  );
}

/** Text columns whose form leaves no room for a word; their values are written out. */
const formBound: Record<string, (ground: Ground) => string> = {
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
const special: Record<string, (ground: Ground) => unknown> = {
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
  "properties.lat": () => 52.5,
  "properties.lng": () => 13.4,
};

/**
 * Rows beside the seeded one, for texts that no single row can carry at once: a job on hold, a visit that was not
 * finished, one that was called off, and a request that was declined.
 */
export function furtherRows({ orgId, word, rows }: Ground): string {
  const id = (table: string): string => quote(String(rows.get(`public.${table}`)?.id));
  const [job, done, off] = [
    quote(crypto.randomUUID()),
    quote(crypto.randomUUID()),
    quote(crypto.randomUUID()),
  ];
  const people = `jsonb_build_array(jsonb_build_object('resource_id', ${id("bookable_resources")}, 'crew_id', null, 'role', 'lead'))`;
  return `
    insert into public.jobs (org_id, id, number, customer_id, property_id, title)
      values (${quote(orgId)}, ${job}, ${quote(`${word} J`)}, ${id("customers")}, ${id("properties")}, ${quote(word)});
    insert into public.bookings (org_id, id, number, job_id, status, starts_at, ends_at, assigned) values
      (${quote(orgId)}, ${done}, ${quote(`${word} V-1`)}, ${job}, 'scheduled', '2032-03-05 09:00Z', '2032-03-05 10:00Z', ${people}),
      (${quote(orgId)}, ${off}, ${quote(`${word} V-2`)}, ${job}, 'unscheduled', null, null, '[]');
    update public.bookings set status = 'on_site', actual_start = now() where id = ${done};
    update public.bookings set status = 'completed', actual_end = now(), outcome = 'incomplete',
      outcome_reason = ${quote(`${word} outcome`)} where id = ${done};
    update public.bookings set status = 'cancelled', status_reason = ${quote(`${word} reason`)} where id = ${off};
    update public.jobs set status = 'on_hold', status_reason = ${quote(`${word} reason`)} where id = ${job};
    insert into public.digital_signatures (org_id, booking_id, kind, absent_reason, report, report_sha256, signed_at)
      values (${quote(orgId)}, ${done}, 'absent', ${quote(`${word} absent`)}, '{}', repeat('c', 64), now());
    update public.service_reports set state = 'failed', error = ${quote(`${word} error`)} where booking_id = ${done};
    update public.notification_templates set subject = ${quote(word)}, body = ${quote(word)}
      where org_id = ${quote(orgId)} and event = 'visit.booked' and locale = 'de';
    insert into public.booking_requests (org_id, number, name, status, declined_reason, decided_at) values
      (${quote(orgId)}, ${quote(`${word} R-1`)}, ${quote(word)}, 'declined', ${quote(`${word} declined`)}, now());`;
}

export function isFormBound(column: Column): boolean {
  return column.allowed.length > 0 || (column.name in formBound && column.name !== "region");
}

/** One row for the organization, made from the columns' types; every text carries the organization's word. */
export async function insertRow(tx: Transaction, relation: Relation, ground: Ground): Promise<Row> {
  const values = rowFor(relation, ground);
  const names = Object.keys(values);
  const [row] = await tx.unsafe<Row[]>(
    `insert into ${quoteName(relation.schema)}.${quoteName(relation.name)} as t (${names.map(quoteName).join(", ")})
     select ${names.map((name) => `r.${quoteName(name)}`).join(", ")}
     from jsonb_populate_record(null::${quoteName(relation.schema)}.${quoteName(relation.name)}, $1::text::jsonb) r
     returning to_jsonb(t) as row`,
    [JSON.stringify(values)] as postgres.ParameterOrJSON<never>[],
  );
  return row?.row as Row;
}

export function rowFor(relation: Relation, ground: Ground): Row {
  const values: Row = {};
  for (const column of relation.columns) {
    if (column.isGenerated) continue;
    const value = valueFor(relation, column, ground);
    if (value !== undefined) values[column.name] = value;
  }
  return values;
}

function valueFor(relation: Relation, column: Column, ground: Ground): unknown {
  const own = special[`${relation.name}.${column.name}`];
  if (own) return own(ground);
  if (column.name === "org_id" || (relation.label === "private.idempotency" && column.name === "scope"))
    return ground.orgId;
  const referenced = referencedValue(relation, column, ground);
  if (referenced !== undefined) return referenced;
  // Times and people of a state that the row is not in (deleted, accepted, sent) stay empty: truth tables check them.
  if (!column.notNull && (column.type.startsWith("timestamp") || column.type === "uuid")) return undefined;
  if (column.type === "text") return textFor(column, ground);
  if (column.hasDefault && column.type !== "jsonb" && column.type !== "text[]") return undefined;
  return plainValue(column, ground);
}

function referencedValue(relation: Relation, column: Column, ground: Ground): unknown {
  const reference = relation.references.find(
    (candidate) => candidate.columns.includes(column.name) && candidate.target !== "public.organizations",
  );
  if (!reference) return undefined;
  const isState = /^(deleted|accepted|revoked|erased)_by$/.test(column.name);
  if (!column.notNull && (isState || reference.target === relation.label)) return null;
  const position = reference.columns.indexOf(column.name);
  const row = ground.rows.get(reference.target);
  // Shipped rows name shipped rows, of which an organization has none: any value will do for an attempt.
  if (!row && ofNobody[relation.label]) return undefined;
  if (!row)
    throw new Error(`${relation.label}.${column.name}: no row of ${reference.target} was seeded before it.`);
  return row[reference.targetColumns[position] ?? "id"];
}

function textFor(column: Column, ground: Ground): unknown {
  if (column.allowed.length > 0) return column.hasDefault ? undefined : column.allowed[0];
  const bound = formBound[column.name];
  if (bound) return bound(ground);
  if (/(^|_)email$/.test(column.name)) return `${ground.word}@people.test`;
  if (column.name === "slug") return ground.word;
  return `${ground.word} ${column.name.replaceAll("_", " ")}`;
}

function plainValue(column: Column, ground: Ground): unknown {
  switch (column.type) {
    case "uuid":
      return crypto.randomUUID();
    case "jsonb":
      return { note: `${ground.word} ${column.name}` };
    case "text[]":
      return [`${ground.word} ${column.name}`];
    case "boolean":
      return false;
    case "bytea":
      return `\\x${Buffer.from(`${ground.word} ${crypto.randomUUID()}`).toString("hex").padEnd(64, "0").slice(0, 64)}`;
    case "timestamp with time zone":
    case "date":
      return new Date().toISOString();
    case "time without time zone":
      return "08:00";
    case "inet":
      return "192.0.2.1";
    case "interval":
      return "1 day";
    case "smallint":
    case "integer":
    case "bigint":
    case "numeric":
    case "double precision":
      return column.notNull ? 1 : undefined;
    default:
      if (column.notNull) throw new Error(`No seed value for ${column.name} of type ${column.type}.`);
      return undefined;
  }
}
