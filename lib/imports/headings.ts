import type { ImportField, Mapping } from "@/lib/imports/rules";

/** Headings as they stand in people's files, English and German, without case, spaces and signs. */
const HEADINGS: Record<ImportField, string> = {
  company_name:
    "company companyname business businessname organization organisation account accountname programname firm firma " +
    "firmenname unternehmen betrieb einrichtung kundenname",
  full_name:
    "name fullname customer customername clientname contact contactname kunde ansprechpartner vollername",
  first_name: "firstname first givenname forename vorname",
  last_name: "lastname last surname familyname nachname familienname zuname",
  email: "email emailaddress mail emailadresse",
  phone:
    "phone phonenumber telephone tel mobile mobilephone cell cellphone telefon telefonnummer telnr rufnummer mobil " +
    "handy mobiltelefon",
  address: "fulladdress address anschrift adresse serviceaddress",
  line1:
    "street streetaddress address1 addressline1 line1 strasse straße strassehausnummer straßehausnummer straßenr strassenr",
  house_number: "housenumber houseno hausnummer hausnr hnr",
  line2: "address2 addressline2 line2 apartment apt suite unit adresszusatz zusatz",
  postcode: "zip zipcode postcode postalcode plz postleitzahl",
  city: "city town borough ort stadt wohnort",
  region: "state region province county bundesland",
  country: "country countrycode land staat",
  lat: "lat latitude breitengrad",
  lng: "lng lon long longitude längengrad laengengrad",
  source: "source leadsource quelle herkunft",
  notes: "notes note comments comment remarks notizen notiz bemerkung bemerkungen anmerkung",
};

const FIELD_BY_HEADING = new Map(
  Object.entries(HEADINGS).flatMap(([field, words]) =>
    words.split(" ").map((word) => [word, field as ImportField] as const),
  ),
);

const bare = (heading: string) => heading.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

const COMPANY =
  /\b(inc|llc|ltd|corp|co|gmbh|mbh|ag|kg|ohg|gbr|ug|e\.? ?k|e\.? ?v|school|center|centre|academy|church|hotel|praxis|kita|kindergarten|schule|apotheke|restaurant|dental|services?)\b/i;

/** Which column is what, by its heading, and where a heading says too little, by what stands below it. */
export function guessMapping(headings: readonly string[], rows: readonly string[][]): Mapping {
  const below = (column: number) =>
    rows.map((row) => row[column]?.trim() ?? "").filter((cell) => cell !== "");
  const mapping = headings.map((heading, column) => {
    const field = FIELD_BY_HEADING.get(bare(heading)) ?? null;
    if (field === "full_name" && isMostly(below(column), (cell) => COMPANY.test(cell), 0.1))
      return "company_name";
    return field ?? guessByCells(below(column));
  });
  return settleAddress(withoutSecond(mapping), below);
}

/** A heading that says nothing above cells that are all of one kind. */
function guessByCells(cells: string[]): ImportField | null {
  return isMostly(cells, (cell) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell), 0.8) ? "email" : null;
}

/** Of one kind there is one column, but for those that add up: telephones, mails, notes. */
function withoutSecond(mapping: Mapping): Mapping {
  const seen = new Set<Mapping[number]>();
  return mapping.map((field) => {
    if (!field || !seen.has(field)) {
      if (field) seen.add(field);
      return field;
    }
    return field === "phone" || field === "email" || field === "notes" ? field : null;
  });
}

/** "Address" is the street alone where the town has a column of its own and the cells have one line. */
function settleAddress(mapping: Mapping, below: (column: number) => string[]): Mapping {
  const hasTown = mapping.includes("city") || mapping.includes("postcode");
  return mapping.map((field, column) => {
    const isStreet =
      field === "address" && hasTown && !isMostly(below(column), (cell) => cell.includes("\n"), 0.3);
    return isStreet && !mapping.includes("line1") ? "line1" : field;
  });
}

function isMostly(cells: string[], test: (cell: string) => boolean, share: number): boolean {
  return cells.length > 0 && cells.filter(test).length / cells.length >= share;
}

/** The first record names the columns, unless something in it is plainly a customer's own. */
export function looksLikeHeadings(record: readonly string[]): boolean {
  const cells = record.map((cell) => cell.trim()).filter((cell) => cell !== "");
  if (cells.some((cell) => FIELD_BY_HEADING.has(bare(cell)))) return true;
  return cells.length > 0 && !cells.some((cell) => /@.+\.|\d{4,}|\n/.test(cell));
}
