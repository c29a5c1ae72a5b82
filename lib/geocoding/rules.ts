import type { GeocodedPlace } from "@/lib/geocoding/schema";

export type Protocol = "nominatim" | "photon";

const MOST_PLACES = 5;

/** Photon answers at /api; everything else is asked as Nominatim, at /search. */
export function protocolOf(geocoder: URL): Protocol {
  return /\/api\/?$/.test(geocoder.pathname) ? "photon" : "nominatim";
}

type Asked = { q: string; country?: string | undefined; locale: string };

/** https://nominatim.org/release-docs/latest/api/Search/ and https://photon.komoot.io. */
export function geocoderUrl(geocoder: URL, { q, country, locale }: Asked): URL {
  const url = new URL(geocoder);
  if (protocolOf(geocoder) === "photon") {
    // Photon filters by no country; its name among the words ranks places there first.
    url.searchParams.set("q", country ? `${q}, ${countryName(country)}` : q);
    url.searchParams.set("lang", locale);
    url.searchParams.set("limit", String(MOST_PLACES));
    return url;
  }
  if (!/\/search(?:\.php)?\/?$/.test(url.pathname))
    url.pathname = `${url.pathname.replace(/\/+$/, "")}/search`;
  url.searchParams.set("q", q);
  url.searchParams.set("format", "jsonv2");
  url.searchParams.set("addressdetails", "1");
  url.searchParams.set("limit", String(MOST_PLACES));
  url.searchParams.set("accept-language", locale);
  if (country) url.searchParams.set("countrycodes", country.toLowerCase());
  return url;
}

function countryName(code: string): string {
  return new Intl.DisplayNames("en", { type: "region" }).of(code) ?? code;
}

/** The words as a key of the cache: whoever types them with other blanks or capitals means the same. */
export function cacheKey(geocoder: URL, { q, country, locale }: Asked): string {
  const words = q.toLowerCase().replace(/\s+/g, " ").trim();
  return `${geocoder.host}${geocoder.pathname} ${locale} ${country?.toLowerCase() ?? "-"} ${words}`
    .slice(0, 300)
    .toLowerCase();
}

type Fields = Record<string, unknown>;

/** What a stranger's service has answered: only what has the expected form is kept, the rest is left out. */
export function readPlaces(protocol: Protocol, answer: unknown): GeocodedPlace[] {
  const entries =
    protocol === "photon"
      ? arrayOf(fieldsOf(answer).features).map(photonPlace)
      : arrayOf(answer).map(nominatimPlace);
  return entries.filter((place) => place !== null).slice(0, MOST_PLACES);
}

function nominatimPlace(entry: unknown): GeocodedPlace | null {
  const fields = fieldsOf(entry);
  const address = fieldsOf(fields.address);
  return placeOf(
    { lat: Number.parseFloat(textOf(fields.lat)), lng: Number.parseFloat(textOf(fields.lon)) },
    {
      line1: street(textOf(address.house_number), textOf(address.road), textOf(address.country_code)),
      city: firstOf(address, ["city", "town", "village", "municipality", "hamlet"]),
      region: textOf(address.state),
      postcode: textOf(address.postcode),
      country: textOf(address.country_code).toUpperCase(),
    },
    textOf(fields.display_name),
  );
}

function photonPlace(entry: unknown): GeocodedPlace | null {
  const feature = fieldsOf(entry);
  const [lng, lat] = arrayOf(fieldsOf(feature.geometry).coordinates);
  const fields = fieldsOf(feature.properties);
  const address = {
    line1:
      street(textOf(fields.housenumber), textOf(fields.street), textOf(fields.countrycode)) ||
      textOf(fields.name),
    city: firstOf(fields, ["city", "town", "village", "district"]),
    region: textOf(fields.state),
    postcode: textOf(fields.postcode),
    country: textOf(fields.countrycode).toUpperCase(),
  };
  const label = [
    address.line1,
    `${address.postcode} ${address.city}`.trim(),
    address.region,
    textOf(fields.country),
  ];
  const position = { lat: typeof lat === "number" ? lat : NaN, lng: typeof lng === "number" ? lng : NaN };
  return placeOf(position, address, label.filter(Boolean).join(", "));
}

function placeOf(
  { lat, lng }: { lat: number; lng: number },
  address: GeocodedPlace["address"],
  label: string,
): GeocodedPlace | null {
  if (!(Math.abs(lat) <= 90 && Math.abs(lng) <= 180) || label === "") return null;
  return { label: label.slice(0, 300), lat: round(lat), lng: round(lng), address };
}

/** Six decimals are 11 cm, as in a property. */
const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6 + 0;

/** The number leads in the lands that count so, and follows elsewhere. */
function street(number: string, road: string, country: string): string {
  const isLeading = /^(?:us|ca|gb|ie|au|nz|fr|lu)$/i.test(country);
  return (isLeading ? [number, road] : [road, number]).filter(Boolean).join(" ");
}

function firstOf(fields: Fields, names: string[]): string {
  return names.map((name) => textOf(fields[name])).find(Boolean) ?? "";
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value.slice(0, 200) : typeof value === "number" ? String(value) : "";
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function arrayOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
