import { z } from "zod";
import { changes, color, id, instant, listQuery, requiredText, version } from "@/lib/http/fields";

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);

const ring = z
  .array(position)
  .min(4)
  .max(2000)
  .refine((line) => String(line[0]) === String(line.at(-1)), {
    error: "The last position of a ring is its first.",
    params: { code: "ring_open" },
  });

/** GeoJSON (RFC 7946): the outer ring, then holes; positions are [longitude, latitude]. */
export const polygon = z.strictObject({
  type: z.literal("Polygon"),
  coordinates: z.array(ring).min(1).max(20),
});
export type Polygon = z.infer<typeof polygon>;

/** "10115", "SW1A 1AA", or with a star at the end for all that begin so: "101*". */
const postcode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9][A-Z0-9 -]{0,18}\*?$/);

/** Where a company works: by postcodes, by a drawn area, or both. */
export const serviceZone = z.object({
  id,
  name: z.string(),
  color,
  postcodes: z.array(z.string()),
  polygon: polygon.nullable(),
  is_active: z.boolean(),
  version,
  created_at: instant,
  updated_at: instant,
  deleted_at: instant.nullable(),
});
export type ServiceZone = z.infer<typeof serviceZone>;

const fields = {
  name: requiredText(120),
  color: color.optional(),
  postcodes: z
    .array(postcode)
    .max(2000)
    .transform((codes) => [...new Set(codes)])
    .optional(),
  polygon: polygon.nullish(),
  is_active: z.boolean().optional(),
};

export const serviceZoneCreate = z.strictObject(fields);
export type ServiceZoneCreate = z.input<typeof serviceZoneCreate>;

export const serviceZoneUpdate = changes(fields);
export type ServiceZoneUpdate = z.input<typeof serviceZoneUpdate>;

export const serviceZoneListQuery = z.strictObject(listQuery);
export type ServiceZoneFilters = Omit<z.output<typeof serviceZoneListQuery>, "limit" | "cursor">;
