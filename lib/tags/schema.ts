import { z } from "zod";
import { changes, color, id, instant, listQuery, requiredText, version } from "@/lib/http/fields";

/** A tag as the records that carry it show it. */
export const tagBrief = z.object({ id, name: z.string(), color });
export type TagBrief = z.infer<typeof tagBrief>;

/** A word of one's own for customers and jobs. */
export const tag = tagBrief.extend({
  version,
  created_at: instant,
  updated_at: instant,
  deleted_at: instant.nullable(),
});
export type Tag = z.infer<typeof tag>;

const fields = { name: requiredText(60), color: color.optional() };

export const tagCreate = z.strictObject(fields);
export type TagCreate = z.input<typeof tagCreate>;

export const tagUpdate = changes(fields);
export type TagUpdate = z.input<typeof tagUpdate>;

export const tagListQuery = z.strictObject(listQuery);
export type TagFilters = Omit<z.output<typeof tagListQuery>, "limit" | "cursor">;
