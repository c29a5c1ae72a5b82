import { z } from "zod";

/** A proposal of the geocoder. What it does not know of an address is empty. */
export const geocodedPlace = z.object({
  label: z.string(),
  lat: z.number(),
  lng: z.number(),
  address: z.object({
    line1: z.string(),
    city: z.string(),
    region: z.string(),
    postcode: z.string(),
    country: z.string(),
  }),
});
export type GeocodedPlace = z.infer<typeof geocodedPlace>;

export const geocodeQuery = z.strictObject({
  q: z.string().trim().min(3).max(200),
  /** ISO 3166 alpha-2: places there come first, as far as the geocoder knows how. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
});

/** `available` is false where the installation has no geocoder; a place is then put on the map by hand. */
export const geocodeAnswer = z.object({
  data: z.array(geocodedPlace),
  available: z.boolean(),
  attribution: z.string().nullable(),
});
export type GeocodeAnswer = z.infer<typeof geocodeAnswer>;
