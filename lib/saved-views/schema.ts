import { z } from "zod";
import { changes, id, instant, pageQuery, requiredText, version } from "@/lib/http/fields";

/** Which list: the name its address has, as in "bookings". */
const listName = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/);

/** A filtered list under a name. Private unless shared; a private one is its maker's alone. */
export const savedView = z.object({
  id,
  list: z.string(),
  name: z.string(),
  /** The query string of the list's address, without its question mark. */
  query: z.string(),
  /** Names of the columns shown, in order; empty for the list's own. */
  columns: z.array(z.string()),
  is_shared: z.boolean(),
  /** Made by the caller. */
  is_mine: z.boolean(),
  version,
  created_at: instant,
  updated_at: instant,
});
export type SavedView = z.infer<typeof savedView>;

const fields = {
  name: requiredText(60),
  query: z
    .string()
    .max(2000)
    .refine((text) => !/\p{Cc}/u.test(text), { error: "One line only.", params: { code: "invalid_format" } }),
  columns: z.array(requiredText(60)).max(50).optional(),
  /** Takes the right on all views. */
  is_shared: z.boolean().optional(),
};

export const savedViewCreate = z.strictObject({ list: listName, ...fields });
export type SavedViewCreate = z.input<typeof savedViewCreate>;

export const savedViewUpdate = changes(fields);
export type SavedViewUpdate = z.input<typeof savedViewUpdate>;

export const savedViewListQuery = z.strictObject({ ...pageQuery, list: listName.optional() });
export type SavedViewFilters = Omit<z.output<typeof savedViewListQuery>, "limit" | "cursor">;
