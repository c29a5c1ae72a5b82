import "server-only";
import type { ErrorCode } from "@/lib/errors";

export type Meaning = { field: string; code: string; message: string; conflict?: ErrorCode };

const taken: Meaning = { field: "name", code: "duplicate", message: "This name exists already." };

/** Constraints whose name does not already say what a person should read. */
const MEANING_BY_CONSTRAINT: Record<string, Meaning> = {
  organizations_slug_key: {
    field: "slug",
    code: "slug_taken",
    message: "This address is taken.",
    conflict: "slug_taken",
  },
  bookable_resources_user_id_key: {
    field: "user_id",
    code: "duplicate",
    message: "This person is planned already.",
  },
  crews_name_key: { field: "name", code: "duplicate", message: "There is a crew of this name." },
  // A refused key says its own name and not its table's.
  skills_name_key: taken,
  checklist_templates_name_key: taken,
  service_types_name_key: taken,
  service_zones_name_key: taken,
  tags_name_key: taken,
  custom_field_definitions_name_key: taken,
  custom_field_definitions_key_key: {
    field: "key",
    code: "duplicate",
    message: "This key was given before; a removed field keeps it.",
  },
  customers_name_present: { field: "last_name", code: "required", message: "A name is needed." },
  properties_position_complete: {
    field: "lat",
    code: "half_position",
    message: "A position needs both numbers.",
  },
};

const ADDRESS_LINES = new Set(["line1", "line2", "city", "region", "postcode", "country"]);

/**
 * Which field a refused constraint belongs to. By the table law a constraint is named after its table and column
 * ("customers_phone_check"), which is enough to put the refusal beside the field.
 */
export function meaningOf(table: string, constraint: string): Meaning | null {
  const known = MEANING_BY_CONSTRAINT[constraint];
  if (known) return known;
  const prefix = `${table}_`;
  // A reference inside a tenant is named after both of its columns.
  const name = constraint.startsWith(prefix) ? constraint.slice(prefix.length).replace(/^org_id_/, "") : "";
  const [, column, kind] = /^([a-z_0-9]+)_(check|fkey|key)$/.exec(name) ?? [];
  if (!column || !kind) return null;
  const field = table === "properties" && ADDRESS_LINES.has(column) ? `address.${column}` : column;
  return { field, ...KINDS[kind as keyof typeof KINDS] };
}

const KINDS = {
  check: { code: "invalid", message: "This value is not possible here." },
  fkey: { code: "unknown", message: "There is no such record." },
  key: { code: "duplicate", message: "This value exists already." },
};
