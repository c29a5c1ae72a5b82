import type { ReadRow } from "@/lib/imports/read-row";
import type { RowReason } from "@/lib/imports/rules";

type Sameness = { row: number; reason: RowReason };
type Seen = { row: number; name: string; place: string | null };

/** Remembers rows that will become customers; see knownRows. */
export type KnownRows = {
  /** The earlier row this one repeats, or null; then it counts as a customer from now on. */
  add(row: number, read: Pick<ReadRow, "customer" | "property">): Sameness | null;
};

/**
 * The rows of one file that will become customers, to find those that say the same again. The rule is that of
 * private.match_customers: the same mail or telephone, unless both name and place speak against it; the same name and
 * place; the same name alone where a row says nothing else.
 */
export function knownRows(): KnownRows {
  const byWord = new Map<string, Seen[]>();
  return {
    add(row, { customer, property }) {
      const seen = { row, name: nameKey(customer), place: property ? placeKey(property) : null };
      const isBare = !customer.email && !customer.phone && !seen.place;
      const keys: [string | null, RowReason][] = [
        [word("email", customer.email), "same_email"],
        [word("phone", customer.phone), "same_phone"],
        [word("place", seen.place && `${seen.name}\n${seen.place}`), "same_place"],
        [isBare ? word("name", seen.name) : null, "same_name"],
      ];
      for (const [key, reason] of keys) {
        const same = key && byWord.get(key)?.find((other) => agree(seen, other));
        if (same) return { row: same.row, reason };
      }
      // Every name is remembered: a later row may say nothing else.
      for (const key of [
        word("email", customer.email),
        word("phone", customer.phone),
        keys[2]?.[0],
        word("name", seen.name),
      ]) {
        if (key) byWord.set(key, [...(byWord.get(key) ?? []).slice(-MOST_ALIKE), seen]);
      }
      return null;
    },
  };
}

const word = (kind: string, value: string | null) => (value ? `${kind} ${value}` : null);

/** A switchboard's number may stand in each row; the last hundred of them are compared. */
const MOST_ALIKE = 100;

function agree(one: Seen, other: Seen): boolean {
  return one.name === other.name || !one.place || !other.place || one.place === other.place;
}

const fold = (text: string) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replace(/\s+/g, " ")
    .trim();

function nameKey(customer: ReadRow["customer"]): string {
  const person = [customer.first_name, customer.last_name].filter(Boolean).join(" ");
  return fold((customer.kind === "company" && customer.company_name) || person);
}

function placeKey({ line1, line2, city }: NonNullable<ReadRow["property"]>): string {
  return fold([line1, line2, city].filter(Boolean).join(" "));
}
