import { getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min";

/**
 * Whatever a person types ("(518) 555-0142", "030 / 901820", "+49 30 901820") as E.164, or null. Without a leading
 * plus the number is read as one of `country` (ISO 3166 alpha-2). Only length and form are checked, not whether the
 * range is assigned: demo and drama numbers (555-01xx) must be storable.
 */
export function parsePhone(text: string, country: string | null): string | null {
  const defaultCountry = country && isSupportedCountry(country) ? country : undefined;
  const parsed = parsePhoneNumberFromString(text.trim(), { defaultCountry, extract: false });
  return parsed?.isPossible() ? parsed.number : null;
}

/** As people of `country` write it: national within the same plan, international elsewhere. Unreadable text stays. */
export function formatPhone(number: string, country: string | null): string {
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed) return number;
  const home = country && isSupportedCountry(country) ? getCountryCallingCode(country) : null;
  return parsed.countryCallingCode === home ? parsed.formatNational() : parsed.formatInternational();
}
