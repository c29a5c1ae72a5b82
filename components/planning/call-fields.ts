import { askedOf, hasValue, problemOf } from "@/lib/custom-fields/rules";
import type { FieldEntity } from "@/lib/custom-fields/rules";
import type { CustomField, FieldValues } from "@/lib/custom-fields/schema";
import type { CallForm } from "./call-form";

type Fields = readonly CustomField[];

type Asked = {
  /** Of which records. */
  entities: readonly FieldEntity[];
  /** The call began with a job. */
  hasJob: boolean;
};

/** What exists was asked when it was made; without a time there is no visit yet. */
function isMade(entity: FieldEntity, form: CallForm, hasJob: boolean): boolean {
  switch (entity) {
    case "customer":
      return form.customer === null;
    case "property":
      return form.place === null;
    case "job":
      return !hasJob && form.job === null;
    case "booking":
      return form.mode !== "backlog";
  }
}

/** The company's own fields of those records that this call makes. */
export function askedIn(fields: Fields, form: CallForm, { entities, hasJob }: Asked): CustomField[] {
  return entities
    .filter((entity) => isMade(entity, form, hasJob))
    .flatMap((entity) => askedOf(fields, entity));
}

/** The first of the values that would be refused: what is required is required here as in every form that shows it. */
export function findProblem(
  fields: Fields,
  form: CallForm,
  asked: Asked,
): { name: string; code: string } | null {
  for (const field of askedIn(fields, form, asked)) {
    const code = problemOf(field, form.fields[field.entity]?.[field.key], undefined);
    if (code) return { name: field.name, code };
  }
  return null;
}

/** Values are of the kinds that JSON has. */
type Said = Record<string, string | number | boolean | null | string[]>;

/** As they are sent; nothing where nothing was said. A draft may know a field that is asked no more. */
export function saidOf(fields: Fields, form: CallForm, entity: FieldEntity): { custom_fields?: Said } {
  const values: FieldValues = form.fields[entity] ?? {};
  const said = askedOf(fields, entity).filter(({ key }) => hasValue(values[key]));
  if (said.length === 0) return {};
  return { custom_fields: Object.fromEntries(said.map(({ key }) => [key, values[key]])) as Said };
}
