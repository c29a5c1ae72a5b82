import "server-only";
import { z } from "zod";
import { ATTRIBUTION, askGeocoder, findGeocoder } from "@/lib/geocoding/geocoder";
import { cacheKey } from "@/lib/geocoding/rules";
import { geocodedPlace } from "@/lib/geocoding/schema";
import type { GeocodeAnswer, geocodeQuery } from "@/lib/geocoding/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

/** What is kept for these words, else what the geocoder says now. The database decides who may look up at all. */
export async function findPlaces(
  client: Client,
  { q, country }: z.output<typeof geocodeQuery>,
  locale: string,
): Promise<GeocodeAnswer> {
  const geocoder = findGeocoder();
  if (!geocoder) return { data: [], available: false, attribution: null };
  const asked = { q, country, locale };
  const query = cacheKey(geocoder, asked);
  const kept = z
    .array(geocodedPlace)
    .nullable()
    .parse(unwrap(await client.rpc("find_geocode", { query })));
  if (kept) return { data: kept, available: true, attribution: ATTRIBUTION };
  const places = await askGeocoder(geocoder, asked);
  unwrap(await client.rpc("keep_geocode", { query, places }));
  return { data: places, available: true, attribution: ATTRIBUTION };
}
