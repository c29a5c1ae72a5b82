export const TRADES = ["hvac", "plumbing", "electrical", "cleaning", "inspection", "other"] as const;

/** A first suggestion for the address of an organization; whether it is free, the database says. */
export function suggestSlug(name: string): string {
  const words = name
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/ß/g, "ss")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return words.slice(0, 50).replace(/-+$/, "");
}

const CURRENCY_BY_COUNTRY: Record<string, string> = {
  US: "USD", CA: "CAD", GB: "GBP", IE: "EUR", DE: "EUR", AT: "EUR", CH: "CHF", FR: "EUR", NL: "EUR", BE: "EUR",
  LU: "EUR", IT: "EUR", ES: "EUR", PT: "EUR", FI: "EUR", GR: "EUR", SI: "EUR", SK: "EUR", HR: "EUR", EE: "EUR",
  LV: "EUR", LT: "EUR", CY: "EUR", MT: "EUR", PL: "PLN", CZ: "CZK", HU: "HUF", RO: "RON", BG: "EUR", DK: "DKK",
  SE: "SEK", NO: "NOK", AU: "AUD", NZ: "NZD", JP: "JPY", IN: "INR", BR: "BRL", MX: "MXN", ZA: "ZAR",
}; // prettier-ignore

/** What onboarding fills in for a country; the person can change it before the organization exists, not later. */
export function currencyOf(country: string): string {
  return CURRENCY_BY_COUNTRY[country] ?? "USD";
}
