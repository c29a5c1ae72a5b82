import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Kind } from "./kinds";

/** Names are unique among what is not deleted. */
const fresh = (name: string) => `${name} ${randomUUID().slice(0, 8)}`;
const named = (name: string) => expect.stringContaining(name) as string;

const square = {
  type: "Polygon",
  coordinates: [
    [
      [-74, 40.7],
      [-73.9, 40.7],
      [-73.9, 40.8],
      [-74, 40.7],
    ],
  ],
};
const gas = { key: "gas", label: "Gas off?", kind: "yes_no", required: true };
const pressure = {
  key: "pressure",
  label: "Pressure",
  kind: "number",
  required: false,
  unit: "bar",
  max: 16,
};

/** What an organization works with. Only its leaders change it. */
export const referenceKinds: Kind[] = [
  {
    path: "/departments",
    by: "admin",
    create: () => ({ name: fresh(" North team") }),
    created: { name: named("North team"), lead_id: null, deleted_at: null, version: 1 },
    get change() {
      return { name: fresh("South team") };
    },
    changed: { name: named("South team"), version: 2 },
    name: (n) => ({ name: fresh(`Page ${n}`) }),
  },
  {
    path: "/roles",
    by: "admin",
    reader: "owner",
    create: () => ({
      name: fresh(" Reads visits"),
      based_on: "viewer",
      rights: { bookings: { read: "all" } },
    }),
    created: {
      name: named("Reads visits"),
      description: null,
      based_on: "viewer",
      rights: { bookings: { read: "all" } },
      people: [],
      deleted_at: null,
      version: 1,
    },
    change: { rights: { jobs: { read: "own" } } },
    changed: { rights: { jobs: { read: "own" } }, version: 2 },
    name: (n) => ({ name: fresh(`Page ${n}`), based_on: "viewer" }),
  },
  {
    path: "/skills",
    by: "admin",
    create: () => ({ name: fresh(" Welding"), description: "With certificate", requires_certificate: true }),
    created: {
      name: named("Welding"),
      description: "With certificate",
      requires_certificate: true,
      deleted_at: null,
      version: 1,
    },
    change: { description: "" },
    changed: { name: named("Welding"), description: null, version: 2 },
    name: (n) => ({ name: fresh(`Page ${n}`) }),
  },
  {
    path: "/checklists",
    by: "owner",
    create: () => ({ name: fresh("Boiler check"), items: [gas] }),
    created: { name: named("Boiler check"), description: null, items: [gas], deleted_at: null, version: 1 },
    change: { items: [gas, { ...pressure, show_if: { key: "gas", equals: true } }] },
    changed: {
      name: named("Boiler check"),
      items: [gas, { ...pressure, show_if: { key: "gas", equals: true } }],
      version: 2,
    },
    name: (n) => ({ name: fresh(`Page ${n}`) }),
  },
  {
    path: "/service-types",
    by: "owner",
    create: () => ({
      name: fresh("Boiler service"),
      duration_min: 90,
      buffer_after_min: 15,
      price: { amount: 14_900, currency: "USD" },
    }),
    created: {
      name: named("Boiler service"),
      description: null,
      duration_min: 90,
      buffer_before_min: 0,
      buffer_after_min: 15,
      priority: "normal",
      price: { amount: 14_900, currency: "USD" },
      checklist: null,
      skills: [],
      is_active: true,
      is_bookable_online: true,
      deleted_at: null,
      version: 1,
    },
    change: { price: null, priority: "high", is_active: false },
    changed: { name: named("Boiler service"), price: null, priority: "high", is_active: false, version: 2 },
    name: (n) => ({ name: fresh(`Page ${n}`), duration_min: 30 }),
  },
  {
    path: "/closures",
    by: "admin",
    create: () => ({ name: "Company trip", starts_on: "2027-06-11" }),
    created: {
      name: "Company trip",
      starts_on: "2027-06-11",
      ends_on: "2027-06-11",
      source: "own",
      deleted_at: null,
      version: 1,
    },
    change: { ends_on: "2027-06-13" },
    changed: { name: "Company trip", starts_on: "2027-06-11", ends_on: "2027-06-13", version: 2 },
    // The same day for each: pages must not lose one of several.
    name: (n) => ({ name: `Page ${n}`, starts_on: "2027-08-02", ends_on: "2027-08-20" }),
  },
  {
    path: "/service-zones",
    by: "owner",
    create: () => ({
      name: fresh("Harbour"),
      color: 4,
      postcodes: ["101*", "sw1a 1aa", "101*"],
      polygon: square,
    }),
    created: {
      name: named("Harbour"),
      color: 4,
      postcodes: ["101*", "SW1A 1AA"],
      polygon: square,
      is_active: true,
      deleted_at: null,
      version: 1,
    },
    change: { polygon: null, is_active: false },
    changed: { postcodes: ["101*", "SW1A 1AA"], polygon: null, is_active: false, version: 2 },
    name: (n) => ({ name: fresh(`Page ${n}`) }),
  },
  {
    path: "/custom-fields",
    by: "admin",
    create: () => ({ entity: "job", name: fresh("Boiler"), type: "choice", options: [{ label: "24 kW" }] }),
    created: {
      entity: "job",
      name: named("Boiler"),
      description: null,
      type: "choice",
      options: [{ key: "24_kw", label: "24 kW", is_active: true }],
      is_required: false,
      is_personal: true,
      is_active: true,
      deleted_at: null,
      version: 1,
    },
    change: { options: [{ label: "18 kW" }], is_personal: false },
    changed: {
      options: [
        { key: "18_kw", label: "18 kW", is_active: true },
        { key: "24_kw", label: "24 kW", is_active: false },
      ],
      is_personal: false,
      version: 2,
    },
    name: (n) => ({ entity: "property", name: fresh(`Page ${n}`), type: "text" }),
  },
  {
    path: "/tags",
    create: () => ({ name: fresh("VIP") }),
    created: { name: named("VIP"), color: 0, deleted_at: null, version: 1 },
    change: { color: 7 },
    changed: { name: named("VIP"), color: 7, version: 2 },
    name: (n) => ({ name: fresh(`Page ${n}`) }),
  },
];
