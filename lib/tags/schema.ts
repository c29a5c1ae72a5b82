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

/** The tags of one customer. `version` is the customer's: tags are part of what a form of his shows. */
export const customerTags = z.object({ customer_id: id, version, tags: z.array(tagBrief) });
export type CustomerTags = z.infer<typeof customerTags>;

/** All of them: what is not named is taken off. */
export const customerTagsUpdate = z.strictObject({ tag_ids: z.array(id).max(50) });
export type CustomerTagsUpdate = z.input<typeof customerTagsUpdate>;
