/** The parts an address of one cell is made of; what is not found is missing. */
export type AddressParts = {
  line1?: string;
  line2?: string;
  postcode?: string;
  city?: string;
  region?: string;
};

const GERMAN_TOWN = /^(?:[A-Z]{1,2}-)?(\d{4,5})\s+(\p{L}.*)$/u;
const AMERICAN_TOWN = /^(.+?)[,\s]\s*([A-Z]{2})\.?\s+(\d{5}(?:-\d{4})?)$/;

/**
 * "Albrechtstr. 20⏎10117 Berlin", "12 Elm St, Apt 4, Troy, NY 12180": street first, town last, whatever stands between
 * is the second line. Other countries' forms are read only where they look like one of these two.
 */
export function splitAddress(text: string): AddressParts {
  const lines = text
    .split(/[\n\r]+|,\s/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const [line1] = lines;
  if (!line1) return {};
  const [, postcode, city] = GERMAN_TOWN.exec(lines.at(-1) ?? "") ?? [];
  if (lines.length > 1 && postcode && city) {
    return { line1, ...between(lines, 1), postcode, city: city.trim() };
  }
  const american = americanTown(lines);
  return american ?? { line1, ...between(lines, 0) };
}

function americanTown(lines: string[]): AddressParts | null {
  const [line1] = lines;
  if (!line1 || lines.length < 2) return null;
  const [, region, zip] = /^([A-Z]{2})\.?\s+(\d{5}(?:-\d{4})?)$/.exec(lines.at(-1) ?? "") ?? [];
  const town = lines.at(-2);
  if (region && zip && town && lines.length > 2) {
    return { line1, ...between(lines, 2), city: town, region, postcode: zip };
  }
  const [, city, state, code] = AMERICAN_TOWN.exec(lines.at(-1) ?? "") ?? [];
  return city && state && code
    ? { line1, ...between(lines, 1), city: city.trim(), region: state, postcode: code }
    : null;
}

function between(lines: string[], last: number): { line2?: string } {
  const rest = lines.slice(1, lines.length - last);
  return rest.length > 0 ? { line2: rest.join(", ") } : {};
}

const COUNTRIES: Record<string, string> = {
  usa: "US",
  "united states": "US",
  "united states of america": "US",
  deutschland: "DE",
  germany: "DE",
  österreich: "AT",
  austria: "AT",
  schweiz: "CH",
  switzerland: "CH",
  uk: "GB",
  "united kingdom": "GB",
};

/** A country as people write it, as its two letters; null where it is none we know. */
export function countryCode(text: string): string | null {
  const word = text.trim();
  return /^[A-Za-z]{2}$/.test(word) && word.toLowerCase() !== "uk"
    ? word.toUpperCase()
    : (COUNTRIES[word.toLowerCase()] ?? null);
}
