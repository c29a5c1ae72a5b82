import type { Role } from "./people";

/** What the kinds of records hang on: a customer of the company and his place, and one who is sent there. */
export type Ground = { customerId: string; propertyId: string; resourceId: string };

export type Kind = {
  path: string;
  /** Who makes and changes such records; a dispatcher unless said otherwise. */
  by?: Role;
  /** Who reads them, where whoever may read may also restore; else a viewer, who may not. */
  reader?: Role;
  create: (ground: Ground) => Record<string, unknown>;
  /** What the record says after creating, written out. */
  created: Record<string, unknown>;
  change: Record<string, unknown>;
  changed: Record<string, unknown>;
  /** Another one, told apart by its number. */
  name: (n: number, ground: Ground) => Record<string, unknown>;
};

const address = { line1: "12 Elm St", city: "Albany", region: "NY", postcode: "12207", country: "US" };

export const kinds: Kind[] = [
  {
    path: "/customers",
    create: () => ({
      kind: "person",
      first_name: " Claire ",
      last_name: "Moreau",
      email: "Claire@Moreau.TEST",
      phone: "(518) 555-0142",
    }),
    created: {
      kind: "person",
      first_name: "Claire",
      last_name: "Moreau",
      display_name: "Claire Moreau",
      email: "claire@moreau.test",
      phone: "+15185550142",
      status: "active",
      do_not_contact: false,
      message_consent: false,
      deleted_at: null,
      version: 1,
    },
    change: { phone: "+49 30 901820", notes: "Rings twice", last_name: "Moreau-Klein" },
    changed: {
      phone: "+4930901820",
      notes: "Rings twice",
      display_name: "Claire Moreau-Klein",
      first_name: "Claire",
      version: 2,
    },
    name: (n) => ({ kind: "company", company_name: `Page ${String(n).padStart(3, "0")}` }),
  },
  {
    path: "/contacts",
    create: ({ customerId }) => ({
      customer_id: customerId,
      name: "Omar",
      role_title: "Caretaker",
      phone: "518 555 0143",
    }),
    created: {
      name: "Omar",
      role_title: "Caretaker",
      phone: "+15185550143",
      deleted_at: null,
      version: 1,
    },
    change: { name: "Omar B.", email: "OMAR@caretakers.test" },
    changed: { name: "Omar B.", email: "omar@caretakers.test", role_title: "Caretaker", version: 2 },
    name: (n, { customerId }) => ({ customer_id: customerId, name: `Page ${n}` }),
  },
  {
    path: "/properties",
    create: ({ customerId }) => ({ customer_id: customerId, address, lat: 42.65, lng: -73.75 }),
    created: {
      address: { ...address, line2: null },
      lat: 42.65,
      lng: -73.75,
      time_zone: "America/New_York",
      deleted_at: null,
      version: 1,
    },
    change: { address: { line2: "Rear entrance" }, access_notes: "Dog.\nGate left." },
    changed: {
      address: { ...address, line2: "Rear entrance" },
      access_notes: "Dog.\nGate left.",
      lat: 42.65,
      version: 2,
    },
    name: (n, { customerId }) => ({
      customer_id: customerId,
      address: { ...address, line1: `${n} Page Rd` },
    }),
  },
];
