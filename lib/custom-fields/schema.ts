import { z } from "zod";
import { FIELD_ENTITIES, FIELD_TYPES } from "@/lib/custom-fields/rules";
import { changes, id, instant, listQuery, optionalText, requiredText, version } from "@/lib/http/fields";

export const fieldEntity = z.enum(FIELD_ENTITIES);
export const fieldType = z.enum(FIELD_TYPES);

/** A value as it is stored: words, a number, a day ("2026-11-21"), yes or no, a choice's key or several of them. */
export const fieldValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.string()).readonly(),
  z.null(),
]);
export type FieldValue = z.infer<typeof fieldValue>;
export type FieldValues = Readonly<Record<string, FieldValue>>;

const option = z.object({
  key: z.string(),
  label: z.string(),
  /** False for one that was taken back: it is not offered, but values that have it stay readable. */
  is_active: z.boolean(),
});

/** What a company asks of its own of a kind of record. */
export const customField = z.object({
  id,
  entity: fieldEntity,
  /** What the value is called in the record's `custom_fields`. */
  key: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  type: fieldType,
  options: z.array(option),
  is_required: z.boolean(),
  /** Erasing a person clears it. */
  is_personal: z.boolean(),
  is_active: z.boolean(),
  position: z.int(),
  version,
  created_at: instant,
  updated_at: instant,
  deleted_at: instant.nullable(),
});
export type CustomField = z.infer<typeof customField>;

const changeable = {
  name: requiredText(60),
  description: optionalText(200),
  /** All of them; what is not named is offered no more. Without a key a choice is known by its label. */
  options: z
    .array(
      z.strictObject({
        key: z
          .string()
          .regex(/^[a-z0-9][a-z0-9_]{0,39}$/)
          .optional(),
        label: requiredText(100),
        is_active: z.boolean().optional(),
      }),
    )
    .max(200)
    .optional(),
  is_required: z.boolean().optional(),
  is_personal: z.boolean().optional(),
  is_active: z.boolean().optional(),
  position: z.int().min(0).max(100_000).optional(),
};

const fields = {
  entity: fieldEntity,
  type: fieldType,
  /** Made of the name where it is not given. */
  key: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/)
    .optional(),
  ...changeable,
};

/** The database says the same of choices; said here, it stands beside the field. */
export const customFieldCreate = z.strictObject(fields).superRefine(({ type, options }, context) => {
  const isChoice = type === "choice" || type === "multi_choice";
  const offered = (options ?? []).filter(({ is_active }) => is_active !== false);
  if (isChoice === offered.length > 0) return;
  const params = { code: isChoice ? "required" : "invalid" };
  context.addIssue({ code: "custom", path: ["options"], message: "Choices belong to choices.", params });
});
export type CustomFieldCreate = z.input<typeof customFieldCreate>;

export const customFieldUpdate = changes(changeable);
export type CustomFieldUpdate = z.input<typeof customFieldUpdate>;

export const customFieldListQuery = z.strictObject({ ...listQuery, entity: fieldEntity.optional() });
export type CustomFieldFilters = Omit<z.output<typeof customFieldListQuery>, "limit" | "cursor">;

/** How many records hold a value of a field: told before it is removed. */
export const customFieldUsage = z.object({ count: z.int() });
