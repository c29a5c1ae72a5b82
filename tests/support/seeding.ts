import type postgres from "postgres";
import { quote, quoteName } from "./database";
import type { Transaction } from "./database";
import type { Column, Relation } from "./relations";
import { formBound, special } from "./seeding-values";
import type { Ground, Row } from "./seeding-values";

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
  "private.feature_resources": "what goes with which part of the product, shipped with it",
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

/** Of people's accounts, whatever organizations they belong to; those called "neutral" stand between. */
const ofItsPeople = `t.user_id in (
  select m.user_id from public.organization_members m join public.profiles p on p.id = m.user_id
  where m.org_id = $org and p.email not like 'neutral.%')`;

/** How to recognise an organization's rows where no column is called org_id. `$org` is its id as a literal. */
const belonging: Record<string, string> = {
  "public.organizations": "t.id = $org",
  // People called "neutral" stand between organizations; their profiles are nobody's alone.
  "public.profiles": `t.email not like 'neutral.%'
    and t.id in (select m.user_id from public.organization_members m where m.org_id = $org)`,
  "private.idempotency": "t.scope = $org",
  "private.ended_sessions": ofItsPeople,
  "private.session_proofs": ofItsPeople,
  "private.recovery_codes": ofItsPeople,
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

/** What the seeded rows need before they come: the field "note" that their custom fields hold a word in. */
export function rowsBefore({ orgId, word }: Pick<Ground, "orgId" | "word">): string {
  return `insert into public.custom_field_definitions (org_id, entity, key, name, type)
    select ${quote(orgId)}, e, 'note', ${quote(`${word} note`)}, 'text'
    from unnest(array['customer', 'property', 'job', 'booking']) as e`;
}

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
