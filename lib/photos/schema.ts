import { z } from "zod";
import { changes, id, instant, optionalProse, version } from "@/lib/http/fields";

export const photoCategory = z.enum(["before", "after", "problem", "equipment", "document", "other"]);
export type PhotoCategory = z.infer<typeof photoCategory>;

/** How far the bytes have come: known but on the phone, sent, checked and shown, refused. */
export const photoFileState = z.enum(["pending", "uploaded", "ready", "rejected"]);
export type PhotoFileState = z.infer<typeof photoFileState>;

/** A picture of a visit. Its bytes are the file's; `sha256` is the sum of those the phone sent. */
export const photo = z.object({
  id,
  booking_id: id,
  file_id: id,
  file_state: photoFileState,
  category: photoCategory,
  caption: z.string().nullable(),
  taken_at: instant,
  lat: z.number().nullable(),
  lng: z.number().nullable(),
  sha256: z.string(),
  /** The question of a checklist it answers. */
  checklist_id: id.nullable(),
  item_key: z.string().nullable(),
  author: z.object({ id, name: z.string().nullable() }).nullable(),
  version,
  created_at: instant,
  updated_at: instant,
});
export type Photo = z.infer<typeof photo>;

export const photoUpdate = changes({ category: photoCategory.optional(), caption: optionalProse(500) });
export type PhotoUpdate = z.input<typeof photoUpdate>;
