import { email as emailSchema } from "@/lib/http/fields";
import { countryCode, splitAddress, type AddressParts } from "@/lib/imports/addresses";
import { readOwnCell, type OwnField } from "@/lib/imports/own-fields";
import { readPhone } from "@/lib/imports/phones";
import { isOwnField, ownFieldOf } from "@/lib/imports/rules";
import type { Mapping, RowReason, RowWarning } from "@/lib/imports/rules";
import type { FieldValue } from "@/lib/custom-fields/schema";

/** As columns of the tables: the names are those of public.customers and public.properties. */
export type ReadCustomer = {
  kind: "person" | "company";
  first_name: string | null;
  last_name: string | null;
  company_name: string | null;
  email: string | null;
  phone: string | null;
  source: string | null;
  notes: string | null;
  /** Only where a column is a field of the company's own and has a value. */
  custom_fields?: Record<string, FieldValue>;
};
export type ReadProperty = {
  line1: string;
  line2: string | null;
  city: string;
  region: string | null;
  postcode: string | null;
  country: string;
  lat: number | null;
  lng: number | null;
};
export type ReadRow = {
  customer: ReadCustomer;
  property: ReadProperty | null;
  warnings: RowWarning[];
  error: RowReason | null;
};

export type Reading = {
  mapping: Mapping;
  headings: readonly string[];
  /** Of addresses and telephones that name none. */
  country: string;
  /** Put before numbers that have none, "030"; null: such numbers are kept as words. */
  areaCode: string | null;
  /** The company's own fields of customers, as far as columns may be those. */
  fields?: readonly OwnField[];
};

/** One row as a customer with the place of work. What cannot be read as what it should be goes to the notes. */
export function readRow(cells: readonly string[], reading: Reading): ReadRow {
  const row = sortCells(cells, reading);
  const warnings: RowWarning[] = [];
  const email = firstEmail(row, warnings);
  const country = countryOf(row, reading);
  const phone = firstPhone(row, country, reading.areaCode, warnings);
  const property = propertyOf(row, country, warnings);
  const name = nameOf(row);
  const own = ownValuesOf(row, reading);
  const customer: ReadCustomer = {
    ...name,
    email,
    phone,
    source: row.first("source"),
    notes: row.notes.length > 0 ? row.notes.join("\n") : null,
    ...(own.values ? { custom_fields: own.values } : {}),
  };
  const isWide = cells.slice(reading.headings.length).some((cell) => cell.trim() !== "");
  const hasNoName = !name.company_name && !name.first_name && !name.last_name;
  const error = isWide
    ? "too_many_cells"
    : hasNoName
      ? "no_name"
      : isTooLong(customer, property)
        ? "too_long"
        : own.wrong;
  return { customer, property, warnings: [...new Set(warnings)], error };
}

type Target = NonNullable<Mapping[number]>;
type Sorted = {
  first(field: Target): string | null;
  all(field: Target): { heading: string; value: string }[];
  notes: string[];
};

function sortCells(cells: readonly string[], { mapping, headings }: Reading): Sorted {
  const byField = new Map<Target, { heading: string; value: string }[]>();
  mapping.forEach((field, column) => {
    const hasLines = field === "address" || field === "notes" || isOwnField(field);
    const value = tidy(cells[column] ?? "", hasLines);
    if (!field || value === "") return;
    const held = byField.get(field) ?? [];
    byField.set(field, [...held, { heading: headings[column]?.trim() ?? "", value }]);
  });
  const all = (field: Target) => byField.get(field) ?? [];
  const notes = all("notes");
  return {
    all,
    first: (field) => all(field)[0]?.value ?? null,
    // One column of remarks is remarks; several need to say what they are.
    notes: notes.map(({ heading, value }) => (notes.length > 1 && heading ? `${heading}: ${value}` : value)),
  };
}

/** An apostrophe before a sign is how a file says "no formula", also one that was written by us. */
function tidy(cell: string, hasLines: boolean): string {
  const bare = cell.replace(/^'(?=[=+\-@])/, "").normalize("NFC");
  return hasLines ? bare.replace(/[^\S\n]+/g, " ").trim() : bare.replace(/\s+/g, " ").trim();
}

function keep(row: Sorted, { heading, value }: { heading: string; value: string }): void {
  row.notes.push(heading ? `${heading}: ${value}` : value);
}

/**
 * What stands in the columns of own fields, each by its kind; the first value of a field counts. What a field says that
 * was removed since the columns were chosen goes to the notes.
 */
function ownValuesOf(
  row: Sorted,
  { mapping, fields = [], country }: Reading,
): { values: Record<string, FieldValue> | null; wrong: RowReason | null } {
  const values: Record<string, FieldValue> = {};
  let wrong: RowReason | null = null;
  for (const target of new Set(mapping.filter(isOwnField))) {
    const field = fields.find(({ key, is_active }) => is_active && ownFieldOf(key) === target);
    const [first, ...others] = row.all(target);
    for (const cell of field ? others : row.all(target)) keep(row, cell);
    if (!field || !first) continue;
    const read = readOwnCell(field, first.value, country);
    if ("value" in read) values[field.key] = read.value;
    else wrong ??= read.wrong;
  }
  return { values: Object.keys(values).length > 0 ? values : null, wrong };
}

/**
 * The first cell that an own field cannot take, to be named beside the reason; null where none is wrong, or no longer:
 * fields may have changed since the row was judged.
 */
export function wrongCell(
  cells: readonly string[],
  reading: Reading,
): { heading: string; value: string } | null {
  const row = sortCells(cells, reading);
  for (const target of new Set(reading.mapping.filter(isOwnField))) {
    const field = reading.fields?.find(({ key, is_active }) => is_active && ownFieldOf(key) === target);
    const [first] = row.all(target);
    if (field && first && "wrong" in readOwnCell(field, first.value, reading.country))
      return { heading: first.heading || field.name, value: first.value };
  }
  return null;
}

function firstEmail(row: Sorted, warnings: RowWarning[]): string | null {
  let found: string | null = null;
  for (const cell of row.all("email")) {
    const parsed = emailSchema.safeParse(cell.value.replace(/^mailto:/i, ""));
    if (parsed.success && !found) found = parsed.data;
    else {
      if (!parsed.success) warnings.push("email_unreadable");
      if (!parsed.success || parsed.data !== found) keep(row, cell);
    }
  }
  return found;
}

function firstPhone(
  row: Sorted,
  country: string,
  areaCode: string | null,
  warnings: RowWarning[],
): string | null {
  let found: string | null = null;
  for (const cell of row.all("phone")) {
    const read = readPhone(cell.value, country, areaCode);
    if ("phone" in read && !found) found = read.phone;
    else {
      if ("warning" in read) warnings.push(read.warning);
      if ("warning" in read || read.phone !== found) keep(row, cell);
    }
  }
  return found;
}

function countryOf(row: Sorted, { country }: Reading): string {
  const word = row.first("country");
  return (word && countryCode(word)) ?? country;
}

function propertyOf(row: Sorted, country: string, warnings: RowWarning[]): ReadProperty | null {
  const whole = row.all("address")[0];
  const parts: AddressParts = whole ? splitAddress(whole.value) : {};
  const street = row.first("line1") ?? parts.line1 ?? null;
  const number = row.first("house_number");
  const line1 = street && number ? `${street} ${number}` : street;
  const city = row.first("city") ?? parts.city ?? null;
  if (!line1 || !city) {
    const known = [line1, row.first("postcode") ?? parts.postcode, city].filter(Boolean).join(", ");
    // A town alone is where a customer lives, not where one could drive to.
    if (known) {
      warnings.push("address_incomplete");
      keep(row, { heading: "", value: whole?.value.replace(/\n+/g, ", ") ?? known });
    }
    return null;
  }
  return {
    line1,
    line2: row.first("line2") ?? parts.line2 ?? null,
    city,
    region: row.first("region") ?? parts.region ?? null,
    postcode: row.first("postcode") ?? parts.postcode ?? null,
    country,
    ...positionOf(row, warnings),
  };
}

function positionOf(row: Sorted, warnings: RowWarning[]): { lat: number | null; lng: number | null } {
  const [lat, lng] = (["lat", "lng"] as const).map((field) => row.first(field));
  if (!lat && !lng) return { lat: null, lng: null };
  const [y, x] = [Number(lat?.replace(",", ".") ?? Number.NaN), Number(lng?.replace(",", ".") ?? Number.NaN)];
  // Zero and zero is what programs write that know no place; nobody lives in that water.
  const isPlace = Math.abs(y) <= 90 && Math.abs(x) <= 180 && (y !== 0 || x !== 0);
  if (isPlace) return { lat: y, lng: x };
  if (Number(lat) !== 0 || Number(lng) !== 0) warnings.push("position_unreadable");
  return { lat: null, lng: null };
}

type Name = Pick<ReadCustomer, "kind" | "first_name" | "last_name" | "company_name">;

function nameOf(row: Sorted): Name {
  const company = row.first("company_name");
  const split = splitName(row.first("full_name"));
  const first = row.first("first_name") ?? split.first;
  const last = row.first("last_name") ?? split.last;
  return { kind: company ? "company" : "person", company_name: company, first_name: first, last_name: last };
}

/** "Moreau, Claire" and "Claire Moreau"; a single word is a family name. */
function splitName(name: string | null): { first: string | null; last: string | null } {
  if (!name) return { first: null, last: null };
  const [family = "", given = ""] = name.split(/,\s*/, 2);
  if (given) return { first: given, last: family || null };
  const cut = name.lastIndexOf(" ");
  return cut < 0 ? { first: null, last: name } : { first: name.slice(0, cut), last: name.slice(cut + 1) };
}

/** The limits of the tables, said as an error of the row before the database would refuse its whole batch. */
function isTooLong(customer: ReadCustomer, property: ReadProperty | null): boolean {
  const short = [customer.first_name, customer.last_name, customer.company_name];
  const place = property ? [property.line1, property.line2, property.city] : [];
  return (
    [...short, ...place].some((text) => (text?.length ?? 0) > 200) ||
    (property?.region?.length ?? 0) > 100 ||
    (property?.postcode?.length ?? 0) > 20 ||
    (customer.source?.length ?? 0) > 100 ||
    (customer.notes?.length ?? 0) > 10_000
  );
}
