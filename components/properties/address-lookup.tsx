"use client";

import { useQuery } from "@tanstack/react-query";
import { MapPin } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { useSettled } from "@/components/shared/use-settled";
import { Button } from "@/components/ui/button";
import { fetchPlaces, geocodingKeys } from "@/lib/geocoding/client";
import type { Coordinates } from "@/lib/properties/rules";

type Address = {
  line1?: string | null;
  city?: string | null;
  region?: string | null;
  postcode?: string | null;
  country?: string | null;
};

/** Street and place: less than that is a guess at half a country. */
function wordsOf({ line1, city, region, postcode }: Address): string {
  const place = [postcode, city].filter(Boolean).join(" ");
  if (!line1?.trim() || line1.trim().length < 3 || !place.trim()) return "";
  return [line1, place, region].filter(Boolean).join(", ").trim();
}

type AddressLookupProps = { address: Address; onTake: (position: Coordinates) => void };

/** Proposals of the geocoder for the address as it is typed; a person takes one, nothing moves by itself. */
export function AddressLookup({ address, onTake }: AddressLookupProps) {
  const t = useTranslations("properties.map");
  const words = useSettled(wordsOf(address), 700);
  const country = address.country ?? "";
  const { data, isError } = useQuery({
    queryKey: geocodingKeys.places(words, country),
    queryFn: ({ signal }) => fetchPlaces(words, country, signal),
    enabled: words !== "",
    staleTime: Infinity,
    retry: false,
  });
  if (isError) return <p className="text-13 text-text-2">{t("failed")}</p>;
  if (!data?.available) return null;
  if (data.data.length === 0) return <p className="text-13 text-text-2">{t("nothing")}</p>;
  return (
    <section aria-label={t("found")} className="grid justify-items-start gap-1">
      {data.data.slice(0, 3).map((place) => (
        <Button
          key={`${place.lat},${place.lng}`}
          size="sm"
          icon={<MapPin aria-hidden />}
          aria-label={t("take", { place: place.label })}
          className="max-w-full"
          onClick={() => onTake({ lat: place.lat, lng: place.lng })}
        >
          <span className="truncate">{place.label}</span>
        </Button>
      ))}
      <p className="text-12 text-text-3">{data.attribution}</p>
    </section>
  );
}
