import type { SeedAddress } from "./addresses";
import type { DemoOrganization } from "./organizations";
import type { Random } from "./random";

/** Rows as the tables take them, without keys of the organization. `id`s are made here so that the parts can refer. */
export type DemoCustomer = {
  id: string;
  kind: "person" | "company";
  first_name: string | null;
  last_name: string | null;
  company_name: string | null;
  email: string | null;
  phone: string | null;
  status: "lead" | "active" | "inactive";
  source: string;
  notes: string | null;
  message_consent: boolean;
  message_consent_at: string | null;
  payment_terms_days: number;
  created_at: string;
};

export type DemoContact = {
  customer_id: string;
  name: string;
  role_title: string;
  email: string;
  phone: string;
  is_primary: boolean;
};

export type DemoProperty = {
  customer_id: string;
  name: string | null;
  line1: string;
  line2: string | null;
  city: string;
  region: string | null;
  postcode: string;
  country: string;
  lat: number | null;
  lng: number | null;
  time_zone: string;
  access_notes: string | null;
  is_primary: boolean;
};

export type DemoRecords = { customers: DemoCustomer[]; contacts: DemoContact[]; properties: DemoProperty[] };

const DAY_MS = 86_400_000;
const SOURCES = ["phone", "referral", "website", "walk-in"];
const ROLES = { en: ["Office", "Superintendent", "Owner"], de: ["Büro", "Hausmeister", "Inhaberin"] };

/** Letters of an address: umlauts written out, everything else outside a–z dropped. */
function mailbox(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll("ä", "ae")
    .replaceAll("ö", "oe")
    .replaceAll("ü", "ue")
    .replaceAll("ß", "ss")
    .normalize("NFD");
  return plain.replaceAll(/[^a-z0-9]+/g, ".").replaceAll(/^\.+|\.+$/g, "");
}

/** An id that depends on the seed alone: version 4 in form, so that it says nothing about a time. */
export function identifier(random: Random): string {
  const hex = Array.from({ length: 32 }, () => random.integer(0, 15).toString(16));
  hex[12] = "4";
  hex[16] = random.pick(["8", "9", "a", "b"]);
  return hex.join("").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function customer(demo: DemoOrganization, random: Random, index: number, now: Date): DemoCustomer {
  const company = random.chance(0.28);
  const first = random.pick(demo.names.first);
  const last = random.pick(demo.names.last);
  const companyName = `${random.pick(demo.names.companyHeads)} ${random.pick(demo.names.companyTails)}`;
  const consent = random.chance(0.7);
  const created = new Date(
    now.getTime() - random.integer(2, 900) * DAY_MS - random.integer(0, 9) * 3_600_000,
  );
  return {
    id: identifier(random),
    kind: company ? "company" : "person",
    first_name: company ? null : first,
    last_name: company ? null : last,
    company_name: company ? companyName : null,
    email: random.chance(0.85)
      ? `${mailbox(company ? companyName : `${first} ${last}`)}.${index}@example.com`
      : null,
    phone: random.chance(0.95) ? demo.phone(index) : null,
    status: random.chance(0.9) ? "active" : random.pick(["lead", "inactive"]),
    source: random.pick(SOURCES),
    notes: random.chance(0.3) ? random.pick(demo.names.notes) : null,
    message_consent: consent,
    message_consent_at: consent ? created.toISOString() : null,
    payment_terms_days: company ? 30 : 14,
    created_at: created.toISOString(),
  };
}

function propertiesOf(
  demo: DemoOrganization,
  random: Random,
  owner: DemoCustomer,
  next: () => SeedAddress,
): DemoProperty[] {
  const count = owner.kind === "company" && random.chance(0.35) ? random.integer(2, 4) : 1;
  return Array.from({ length: count }, (_, position) => {
    const address = next();
    const located = random.chance(0.96);
    return {
      customer_id: owner.id,
      name: position === 0 ? null : `${owner.company_name ?? ""} ${position + 1}`.trim(),
      line1: address.line1,
      line2:
        owner.kind === "person" && demo.company.country === "US" && random.chance(0.4)
          ? `Apt ${random.integer(1, 9)}${random.pick(["A", "B", "C"])}`
          : null,
      city: address.city,
      region: address.region,
      postcode: address.postcode,
      country: demo.company.country,
      lat: located ? address.lat : null,
      lng: located ? address.lng : null,
      time_zone: demo.company.time_zone,
      access_notes: random.chance(0.25) ? random.pick(demo.names.access) : null,
      is_primary: position === 0,
    };
  });
}

/** Two hundred customers of one company with their contacts and properties, the same for the same date. */
export function makeRecords(
  demo: DemoOrganization,
  random: Random,
  addresses: SeedAddress[],
  now: Date,
): DemoRecords {
  let used = 0;
  const next = () => {
    const address = addresses[used % addresses.length];
    if (!address) throw new Error(`No addresses in ${demo.addresses}`);
    used += 1;
    return address;
  };
  const records: DemoRecords = { customers: [], contacts: [], properties: [] };
  const roles = demo.company.locale === "de" ? ROLES.de : ROLES.en;
  for (let index = 0; index < 200; index += 1) {
    const owner = customer(demo, random, index, now);
    records.customers.push(owner);
    records.properties.push(...propertiesOf(demo, random, owner, next));
    if (owner.kind === "company" || random.chance(0.1)) {
      const name = `${random.pick(demo.names.first)} ${random.pick(demo.names.last)}`;
      records.contacts.push({
        customer_id: owner.id,
        name,
        role_title: random.pick(roles),
        email: `${mailbox(name)}.${index}@example.com`,
        phone: demo.phone(200 + index),
        is_primary: true,
      });
    }
  }
  return records;
}
