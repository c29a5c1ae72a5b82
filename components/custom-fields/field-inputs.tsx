"use client";

import { Controller } from "react-hook-form";
import type { Control, FieldValues as FormValues, Path } from "react-hook-form";
import type { CustomField, FieldValues } from "@/lib/custom-fields/schema";
import { FieldInput } from "./field-input";

type FieldInputsProps<In extends FormValues> = {
  /** The company's fields of this kind of record, in order. */
  fields: readonly CustomField[];
  stored: FieldValues;
  state: { form: { control: Control<In> }; errorOf: (field: string) => string | null };
};

/** The company's own fields in a record's form, under `custom_fields`. Nothing where there are none. */
export function FieldInputs<In extends FormValues>({ fields, stored, state }: FieldInputsProps<In>) {
  if (fields.length === 0) return null;
  return (
    <div className="grid gap-4">
      {fields.map((field) => {
        const name = `custom_fields.${field.key}`;
        return (
          <Controller
            key={field.id}
            control={state.form.control}
            name={name as Path<In>}
            render={({ field: input }) => (
              <FieldInput
                field={field}
                value={input.value}
                stored={stored[field.key]}
                error={state.errorOf(name)}
                onChange={input.onChange}
                onBlur={input.onBlur}
              />
            )}
          />
        );
      })}
    </div>
  );
}
