import type { ChecklistItem } from "@/lib/checklists/schema";
import { type Answers, shownItems } from "@/lib/job-checklists/rules";

/**
 * What a customer signs, as shown to him: strings, integers, booleans, null and arrays only, so that its canonical
 * form is the same on the phone and in the database (private.visit_report). A sum is only ever compared with one made
 * by the same rules; whoever adds a field adds it in both.
 */
export type Report = {
  visit: string;
  job: string;
  title: string;
  customer: string;
  site: string;
  technicians: string[];
  checklist: { name: string; answers: { label: string; value: string | null; note: string | null }[] }[];
  notes_for_customer: string[];
  photos: { category: string; sha256: string }[];
};

type Named = { resource_id: string; name: string; role: string };
type Reported = {
  number: string;
  role: string | null;
  colleagues: readonly Named[];
  job: { number: string; title: string };
  customer: { display_name: string };
  property: {
    line1: string;
    line2: string | null;
    city: string;
    region: string | null;
    postcode: string | null;
    country: string;
  };
  checklists: readonly { id: string; name: string; items: readonly ChecklistItem[]; answers: Answers }[];
  photos: readonly {
    id: string;
    category: string;
    sha256: string;
    checklist_id: string | null;
    item_key: string | null;
  }[];
  notes: readonly { id: string; body: string; is_for_customer: boolean }[];
};
type Self = { me: { resource: { id: string; name: string } | null } };

/** The report of a visit as the phone shows it. Everything is in the order of ids, which no clock can change. */
export function reportOf(visit: Reported, settings: Self): Report {
  const { line1, line2, city, region, postcode, country } = visit.property;
  return {
    visit: visit.number,
    job: visit.job.number,
    title: visit.job.title,
    customer: visit.customer.display_name,
    site: [line1, line2, city, region, postcode, country].filter(Boolean).join(", "),
    technicians: techniciansOf(visit, settings),
    checklist: [...visit.checklists].sort(byId).map((checklist) => ({
      name: checklist.name,
      answers: shownItems(checklist.items, checklist.answers).map((item) => ({
        label: item.label,
        value: valueText(item, checklist, visit.photos),
        note: checklist.answers[item.key]?.note || null,
      })),
    })),
    notes_for_customer: visit.notes
      .filter(({ is_for_customer }) => is_for_customer)
      .sort(byId)
      .map(({ body }) => body),
    photos: [...visit.photos].sort(byId).map(({ category, sha256 }) => ({ category, sha256 })),
  };
}

function byId(a: { id: string }, b: { id: string }): number {
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

/** Who leads comes first. Vehicles and tools sign nothing. */
function techniciansOf({ role, colleagues }: Reported, { me }: Self): string[] {
  const own = me.resource && role ? [{ resource_id: me.resource.id, name: me.resource.name, role }] : [];
  return [...own, ...colleagues]
    .filter((person) => person.role !== "equipment")
    .map((person) => ({ ...person, id: `${person.role === "lead" ? 0 : 1}${person.resource_id}` }))
    .sort(byId)
    .map(({ name }) => name);
}

function valueText(
  item: ChecklistItem,
  checklist: Reported["checklists"][number],
  photos: Reported["photos"],
): string | null {
  if (item.kind === "photo") {
    const count = photos.filter(
      (photo) => photo.checklist_id === checklist.id && photo.item_key === item.key,
    ).length;
    return count > 0 ? String(count) : null;
  }
  const value = checklist.answers[item.key]?.value ?? null;
  if (value === null) return null;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return item.unit ? `${value} ${item.unit}` : String(value);
  return value;
}

/** JSON Canonicalization Scheme, RFC 8785, for values without fractions: keys sorted by UTF-16 units, no spaces. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(",")}}`;
  }
  if (typeof value === "number" && !Number.isSafeInteger(value)) {
    throw new TypeError("Only integers have one canonical form in every language.");
  }
  return JSON.stringify(value ?? null);
}

/** Lower-case hex SHA-256 over the canonical form. WebCrypto, so only on https or localhost. */
export async function reportSha256(report: Report): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(canonicalJson(report)));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
