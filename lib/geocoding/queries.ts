import "server-only";
import { z } from "zod";
import { ATTRIBUTION, askGeocoder, findGeocoder } from "@/lib/geocoding/geocoder";
import { cacheKey } from "@/lib/geocoding/rules";
import { geocodedPlace } from "@/lib/geocoding/schema";
import type { GeocodeAnswer, GeocodedPlace, geocodeQuery } from "@/lib/geocoding/schema";
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

/** What has to stand where places come from a map; null without a geocoder. */
export const placeAttribution = (): string | null => (findGeocoder() ? ATTRIBUTION : null);

/**
 * The place of an address for somebody without an account: nothing is kept for him, and the caller limits how often he
 * asks. Null when the geocoder knows none, or there is no geocoder.
 */
export async function locateAddress(asked: {
  q: string;
  country?: string | undefined;
  locale: string;
}): Promise<GeocodedPlace | null> {
  const geocoder = findGeocoder();
  const [found] = geocoder ? await askGeocoder(geocoder, asked) : [];
  return found ?? null;
}
