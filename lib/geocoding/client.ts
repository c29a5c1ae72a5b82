import type { GeocodeAnswer } from "@/lib/geocoding/schema";
import { api, queryString } from "@/lib/http/fetch";

export const geocodingKeys = {
  all: ["geocoding"] as const,
  places: (q: string, country: string) => ["geocoding", q, country] as const,
};

/** Pass TanStack Query's signal: typing aborts the last call. */
export function fetchPlaces(q: string, country: string, signal?: AbortSignal): Promise<GeocodeAnswer> {
  return api(`/geocode${queryString({ q, country })}`, { signal });
}
