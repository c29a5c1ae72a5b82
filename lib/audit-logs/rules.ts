/** Keys of a stored record that say nothing to a person, and what only follows from another of its values. */
const SILENT: ReadonlySet<string> = new Set([
  "id",
  "org_id",
  "version",
  "created_at",
  "created_by",
  "updated_at",
  "updated_by",
  "sort_name",
  "phone_digits",
  "status_since",
  "freed_at",
  "is_assigned",
  "is_encrypted",
]);

export const toldFields = (fields: readonly string[]) => fields.filter((field) => !SILENT.has(field));
