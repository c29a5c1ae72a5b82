import { z } from "zod";
import { changes, id, instant, listQuery, optionalProse, requiredText, version } from "@/lib/http/fields";

export const checklistItemKind = z.enum(["yes_no", "number", "text", "choice", "photo"]);
export type ChecklistItemKind = z.infer<typeof checklistItemKind>;

const answer = z.union([z.string().max(100), z.number(), z.boolean()]);

export const checklistItem = z.strictObject({
  /** Names the answer for good; the label may be reworded, in any language. */
  key: z.string().regex(/^[a-z][a-z0-9_]{0,59}$/),
  label: requiredText(300),
  kind: checklistItemKind,
  required: z.boolean(),
  unit: requiredText(20).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  options: z.array(requiredText(100)).min(2).max(30).optional(),
  /** Shown only while the earlier question `key` is answered so. */
  show_if: z.strictObject({ key: z.string(), equals: answer }).optional(),
});
export type ChecklistItem = z.infer<typeof checklistItem>;

/** What the database's is_checklist says, with the place of the mistake. */
const items = z
  .array(checklistItem)
  .max(200)
  .check((context) => {
    const earlier = new Set<string>();
    for (const [index, each] of context.value.entries()) {
      for (const [field, code] of mistakesOf(each, earlier)) {
        const params = { code };
        context.issues.push({
          code: "custom",
          input: each,
          path: [index, field],
          params,
          message: MESSAGES[code],
        });
      }
      earlier.add(each.key);
    }
  });

const MESSAGES = {
  repeated: "This key names an earlier question.",
  not_for_kind: "Questions of this kind have none.",
  required: "A choice needs its answers.",
  wrong_order: "The least is above the most.",
  unknown: "This names no earlier question.",
};

function mistakesOf(each: ChecklistItem, earlier: Set<string>): [string, keyof typeof MESSAGES][] {
  const found: [string, keyof typeof MESSAGES][] = [];
  if (earlier.has(each.key)) found.push(["key", "repeated"]);
  for (const field of ["unit", "min", "max"] as const) {
    if (each[field] !== undefined && each.kind !== "number") found.push([field, "not_for_kind"]);
  }
  if (each.min !== undefined && each.max !== undefined && each.min > each.max)
    found.push(["min", "wrong_order"]);
  if (each.kind === "choice" && !each.options) found.push(["options", "required"]);
  if (each.kind !== "choice" && each.options) found.push(["options", "not_for_kind"]);
  if (each.options && new Set(each.options).size < each.options.length) found.push(["options", "repeated"]);
  if (each.show_if && !earlier.has(each.show_if.key)) found.push(["show_if", "unknown"]);
  return found;
}

/** What is checked, measured and shown during a visit. A visit takes a copy, so a template may change at any time. */
export const checklist = z.object({
  id,
  name: z.string(),
  description: z.string().nullable(),
  items: z.array(checklistItem),
  version,
  created_at: instant,
  updated_at: instant,
  deleted_at: instant.nullable(),
});
export type Checklist = z.infer<typeof checklist>;

const fields = { name: requiredText(120), description: optionalProse(2000), items };

export const checklistCreate = z.strictObject({ ...fields, items: items.optional() });
export type ChecklistCreate = z.input<typeof checklistCreate>;

export const checklistUpdate = changes(fields);
export type ChecklistUpdate = z.input<typeof checklistUpdate>;

export const checklistListQuery = z.strictObject(listQuery);
export type ChecklistFilters = Omit<z.output<typeof checklistListQuery>, "limit" | "cursor">;
