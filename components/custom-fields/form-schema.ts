import type { z } from "zod";
import { hasValue, problemOf } from "@/lib/custom-fields/rules";
import type { CustomField, FieldValues } from "@/lib/custom-fields/schema";

type WithFields = { custom_fields?: Record<string, unknown> | undefined };

/**
 * A record's schema that also knows the company's fields, so that what is wrong with a value stands beside it while one
 * types. What is empty is sent as null, which clears.
 */
export function withFields<Out extends WithFields, In>(
  schema: z.ZodType<Out, In>,
  fields: readonly CustomField[],
  stored: FieldValues,
): z.ZodType<Out, In> {
  if (fields.length === 0) return schema;
  return schema
    .superRefine(({ custom_fields }, context) => {
      const values = (custom_fields ?? {}) as FieldValues;
      for (const field of fields) {
        const code = problemOf(field, values[field.key], stored[field.key]);
        if (!code) continue;
        context.addIssue({
          code: "custom",
          path: ["custom_fields", field.key],
          message: code,
          params: { code },
        });
      }
    })
    .transform((record) => {
      const entries = Object.entries((record.custom_fields ?? {}) as FieldValues);
      const tidy = entries.map(([key, value]) => [key, hasValue(value) ? value : null] as const);
      return { ...record, custom_fields: Object.fromEntries(tidy) };
    });
}
