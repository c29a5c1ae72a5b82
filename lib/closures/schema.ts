import { z } from "zod";
import { changes, date, id, instant, listQuery, requiredText, version } from "@/lib/http/fields";

/** Days the company is closed, both ends included. */
export const closure = z.object({
  id,
  name: z.string(),
  starts_on: date,
  ends_on: date,
  /** preset: a public holiday of the country, added by the product. */
  source: z.enum(["own", "preset"]),
  version,
  created_at: instant,
  updated_at: instant,
  deleted_at: instant.nullable(),
});
export type Closure = z.infer<typeof closure>;

const fields = { name: requiredText(120), starts_on: date, ends_on: date };

type Days = { starts_on?: string | undefined; ends_on?: string | undefined };
/** Dates in ISO form are in order as text. Of a change that names one of both the database knows the other. */
const inOrder = ({ starts_on, ends_on }: Days) => !starts_on || !ends_on || starts_on <= ends_on;
const outOfOrder = {
  error: "The last day is before the first.",
  path: ["ends_on"],
  params: { code: "ends_before_start" },
};

export const closureCreate = z
  .strictObject({ ...fields, ends_on: date.optional() })
  .refine(inOrder, outOfOrder);
export type ClosureCreate = z.input<typeof closureCreate>;

export const closureUpdate = changes(fields).refine(inOrder, outOfOrder);
export type ClosureUpdate = z.input<typeof closureUpdate>;

export const closureListQuery = z.strictObject({
  ...listQuery,
  /** Closures that touch these days, both included. */
  from: date.optional(),
  to: date.optional(),
});
export type ClosureFilters = Omit<z.output<typeof closureListQuery>, "limit" | "cursor">;

/** How many public holidays of the country were added; those that were there, or had been deleted, were left alone. */
export const holidaysAdded = z.object({ added: z.number().int(), until: date });
export type HolidaysAdded = z.infer<typeof holidaysAdded>;
