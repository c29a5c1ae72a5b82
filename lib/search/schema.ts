import { z } from "zod";

export const searchKind = z.enum(["customer", "property", "member", "booking", "job", "resource", "request"]);

/** One hit of the palette: `subtitle` places it, `match` says which field was meant. */
export const searchHit = z.object({
  kind: searchKind,
  id: z.guid(),
  title: z.string(),
  subtitle: z.string().nullable(),
  match: z.object({ field: z.string(), text: z.string() }).nullable(),
});
export type SearchHit = z.infer<typeof searchHit>;

export const searchQuery = z.strictObject({
  q: z.string().trim().min(1).max(200),
  per_kind: z.coerce.number().int().min(1).max(20).default(3),
});
export const searchAnswer = z.object({ data: z.array(searchHit) });
