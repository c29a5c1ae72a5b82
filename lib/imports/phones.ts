import { parsePhone } from "@/lib/phone";

/** Where a zero stands before the area code (ITU E.164 national prefixes): a number without it is a local one. */
const DIALS_ZERO: ReadonlySet<string> = new Set(
  "AT AU BE BG CH DE FI FR GB HR IE IL IN JP KR NL NZ RO RS SE SI SK TR UA ZA".split(" "),
);

export type ReadPhone = { phone: string } | { warning: "phone_unreadable" | "phone_without_area_code" };

/**
 * A telephone as it stands in a file. Where people dial a zero before the area code, a number without one is a local
 * number: it is completed by the area code, and without that it is nobody's number, although it would parse as one of
 * another town.
 */
export function readPhone(text: string, country: string, areaCode: string | null): ReadPhone {
  const candidates = [text, ...text.split(/\s+(?:oder|or|und|and)\s+|[;,|\n]|\s\/\s/), ...text.split("/")];
  let isLocal = false;
  for (const candidate of candidates) {
    const digits = candidate.replace(/\D/g, "");
    if (digits.length < 5 || digits.length > 17) continue;
    const bare = candidate.trim().replace(/^[^\d+(]+/, "");
    if (!DIALS_ZERO.has(country) || /^\(?\s*[+0]/.test(bare)) {
      const phone = shortPhone(bare, country);
      if (phone) return { phone };
    } else if (areaCode) {
      const phone = shortPhone(`${areaCode} ${bare}`, country);
      if (phone) return { phone };
    } else isLocal = true;
  }
  return { warning: isLocal ? "phone_without_area_code" : "phone_unreadable" };
}

/** Germany's plan lets two numbers in one cell pass for one; no number of E.164 is longer than fifteen digits. */
function shortPhone(text: string, country: string): string | null {
  const phone = parsePhone(text, country);
  return phone && phone.length <= 16 ? phone : null;
}
