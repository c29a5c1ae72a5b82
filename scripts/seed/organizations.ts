import { AMERICAN, GERMAN } from "./names";

/** What the two demo companies are; the rest of the demo follows from it. */
export type DemoOrganization = {
  slug: string;
  domain: string;
  owner: { name: string };
  company: {
    name: string;
    slug: string;
    country: string;
    currency: string;
    locale: string;
    time_zone: string;
    trade: string;
  };
  people: Record<string, string>;
  /** Has an invitation and no account yet. */
  invited?: { email: string; role: string; message: string };
  names: typeof AMERICAN | typeof GERMAN;
  addresses: string;
  /** Telephone numbers reserved for fiction, `index` in 0..699 gives each customer one of its own. */
  phone: (index: number) => string;
  seed: number;
};

const AREA_CODES = ["212", "718", "347", "917", "646", "929", "332"];

export const DEMO_ORGANIZATIONS: DemoOrganization[] = [
  {
    slug: "northside",
    domain: "northside.test",
    owner: { name: "Omar Haddad" },
    company: {
      name: "Northside Heating & Cooling",
      slug: "northside",
      country: "US",
      currency: "USD",
      locale: "en",
      time_zone: "America/New_York",
      trade: "hvac",
    },
    people: {
      admin: "Ana Silva",
      dispatcher: "Lee Carter",
      accountant: "Ruth Abrams",
      viewer: "Vera Lindqvist",
      tech1: "Dana Reyes",
      tech2: "Sam Okafor",
      tech3: "Mia Chen",
      tech4: "Leo Baptiste",
      tech5: "Ivan Petrov",
      tech6: "Jo Nakamura",
      tech7: "Kim Walters",
      tech8: "Ray Dominguez",
    },
    invited: {
      email: "june.park@northside.test",
      role: "technician",
      message: "Welcome aboard, June. See you on Monday.",
    },
    names: AMERICAN,
    addresses: "addresses-new-york.csv",
    phone: (index) =>
      `+1${AREA_CODES[Math.floor(index / 100) % AREA_CODES.length]}55501${String(index % 100).padStart(2, "0")}`,
    seed: 20_261,
  },
  {
    slug: "bluewater",
    domain: "bluewater.test",
    owner: { name: "Birgit Seidel" },
    company: {
      name: "Bluewater Plumbing",
      slug: "bluewater",
      country: "DE",
      currency: "EUR",
      locale: "de",
      time_zone: "Europe/Berlin",
      trade: "plumbing",
    },
    people: {
      admin: "Cem Arslan",
      dispatcher: "Greta Vogel",
      accountant: "Heike Böhm",
      viewer: "Paul Winkler",
      tech1: "Emre Demir",
      tech2: "Jonas Pohl",
      tech3: "Lena Brandt",
      tech4: "Moritz Thiele",
      tech5: "Aylin Koç",
      tech6: "Oskar Jahn",
      tech7: "Nadia Nowak",
      tech8: "Tim Fuchs",
    },
    names: GERMAN,
    addresses: "addresses-berlin.csv",
    phone: (index) => `+493023125${String(index).padStart(3, "0")}`,
    seed: 20_262,
  },
];

export const DEMO_PASSWORD = "callout-demo-1";

/** Belongs to both companies, to show how one person switches between them. */
export const SHARED_PERSON = {
  email: "multi@callout.test",
  name: "Robin Fischer",
  locale: "en",
  role: "dispatcher",
} as const;

/** The role of a demo person by the local part of the address. */
export function roleOf(localPart: string): string {
  return localPart.startsWith("tech") ? "technician" : localPart;
}
