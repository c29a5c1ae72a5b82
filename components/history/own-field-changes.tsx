"use client";

import { useFieldText } from "@/components/custom-fields/field-text";
import { useFields } from "@/components/custom-fields/use-fields";
import { FieldChange } from "@/components/shared/diff-fields";
import type { CustomField, FieldValue, FieldValues } from "@/lib/custom-fields/schema";
import type { Change } from "@/lib/history/schema";
import { ownFieldsOf } from "./late-fields";

const valuesIn = (side: Change["new"]) => (side?.custom_fields ?? {}) as FieldValues;

/** Whoever may not read the fields, or removed them since, has their keys and the values as they are stored. */
const plainText = (value: FieldValue | undefined): string | null =>
  value === null || value === undefined ? null : Array.isArray(value) ? value.join(", ") : String(value);

/** Each of the company's own fields that was changed, by its name, from what to what. */
export function OwnFieldChanges({ change }: { change: Change }) {
  const fields = useFields();
  const textOf = useFieldText();
  if (!fields) return null;
  const [before, after] = [valuesIn(change.old), valuesIn(change.new)];
  const known = (key: string): CustomField | undefined =>
    fields.find((field) => field.entity === change.entity && field.key === key);
  return ownFieldsOf(change).map((key) => {
    const field = known(key);
    const text = (value: FieldValue | undefined) => (field ? textOf(field, value) : plainText(value));
    return (
      <FieldChange key={key} label={field?.name ?? key} before={text(before[key])} after={text(after[key])} />
    );
  });
}
