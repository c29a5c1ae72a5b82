/** The languages that ship. The first is what a visitor gets whose browser asks for none of them. */
export const LOCALES = ["en", "de"] as const;
export type Locale = (typeof LOCALES)[number];
export const DEFAULT_LOCALE: Locale = "en";
export const LANGUAGE_COOKIE = "language";

export function isLocale(value: unknown): value is Locale {
  return typeof value === "string" && (LOCALES as readonly string[]).includes(value);
}

/** Our language for a stored locale such as `de-AT`, or null where it names one we do not speak. */
export function toLocale(value: string | null | undefined): Locale | null {
  const language = value?.split(/[-_]/)[0]?.toLowerCase();
  return isLocale(language) ? language : null;
}

/** The best of our languages for an Accept-Language header (RFC 9110, 12.5.4: weights by `q`, 0 refuses). */
export function negotiateLocale(header: string | null): Locale {
  const wishes = (header ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const quality = parameters.find((parameter) => parameter.trim().startsWith("q="));
      return { locale: toLocale(tag), weight: quality ? Number(quality.split("=")[1]) : 1 };
    })
    .filter((wish) => wish.locale !== null && wish.weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return wishes[0]?.locale ?? DEFAULT_LOCALE;
}
