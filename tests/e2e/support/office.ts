import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { DEMO_ORGANIZATIONS } from "@/scripts/seed/organizations";
import { createWinterDay } from "@/scripts/seed/winter-day";
import { addDays, dateIn, startOfWeek, wallToInstant } from "@/lib/time";
import { createAccount, createCompany, join, openOnHolidays, type Account, type Company } from "./company";
import { installation } from "./installation";
import { ZONE } from "./zone";

export type Row = { id: string; number: string; version: number };

/** A company of one test: two dispatchers, three people who can do everything, one customer with a place. */
export type Office = {
  company: Company;
  owner: Account;
  dispatchers: [Account, Account];
  people: { id: string; name: string }[];
  jobId: string;
  /** Asks the API as the first dispatcher. */
  api: Api;
};
export type Api = <T = Row>(method: string, path: string, body?: unknown) => Promise<T>;

export async function tokenOf({ email, password }: Account): Promise<string> {
  const response = await fetch(`${installation.supabaseUrl}/auth/v1/token?grant_type=password`, {
    method: "POST",
    headers: { apikey: installation.publishableKey, "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

export function apiOf(token: string): Api {
  return async <T>(method: string, path: string, body?: unknown) => {
    const response = await fetch(`${installation.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "if-match": "*" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answers ${response.status}: ${text}`);
    // A deletion answers nothing.
    return (text === "" ? undefined : (JSON.parse(text) as { data: T }).data) as T;
  };
}

/** A token is good for ten minutes; a worker and what its tests share live longer. */
const RENEW_MS = 5 * 60_000;

function apiAs(person: Account): Api {
  let [api, signedInMs] = [null as Api | null, 0];
  return async <T>(method: string, path: string, body?: unknown) => {
    if (!api || Date.now() - signedInMs > RENEW_MS)
      [api, signedInMs] = [apiOf(await tokenOf(person)), Date.now()];
    return api<T>(method, path, body);
  };
}

export async function createOffice(name: string): Promise<Office> {
  const owner = await createAccount(`${name} Owner`);
  const dispatchers: [Account, Account] = [
    await createAccount("Dora Dispatcher"),
    await createAccount("Daniel Desk"),
  ];
  const company = await createCompany(owner, name);
  await openOnHolidays(company);
  for (const account of dispatchers) await join(company, account, "dispatcher");
  const api = apiAs(dispatchers[0]);
  const people = await addPeople(api);
  return { company, owner, dispatchers, people, jobId: await addJob(api), api };
}

async function addPeople(api: Api): Promise<{ id: string; name: string }[]> {
  const skills = await api<{ id: string }[]>("GET", "/skills?limit=200");
  const held = skills.map(({ id }) => ({
    skill_id: id,
    certificate_number: "C-1",
    issued_on: "2020-01-01",
    expires_on: "2040-01-01",
  }));
  const people = [];
  for (const name of ["Ann Able", "Ben Bold", "Cleo Cruz"]) {
    const { id } = await api("POST", "/resources", { kind: "technician", name, skills: held });
    people.push({ id, name });
  }
  return people;
}

async function addJob(api: Api): Promise<string> {
  const customer = await api("POST", "/customers", {
    kind: "person",
    first_name: "Ines",
    last_name: "Quarry",
  });
  const property = await api("POST", "/properties", {
    customer_id: customer.id,
    address: {
      line1: "41-15 45th Street",
      city: "Sunnyside",
      region: "NY",
      postcode: "11104",
      country: "US",
    },
    lat: 40.746409,
    lng: -73.918986,
  });
  const place = { customer_id: customer.id, property_id: property.id };
  return (await api("POST", "/jobs", { ...place, title: "Boiler is cold" })).id;
}

/** From now on the company asks for something of its own of every customer, place, job and visit. */
export async function requireFields({ owner }: Office): Promise<void> {
  const asOwner = apiOf(await tokenOf(owner));
  const asked = { customer: "Found us", property: "Floor", job: "Insured", booking: "Parking" };
  for (const [entity, name] of Object.entries(asked))
    await asOwner("POST", "/custom-fields", { entity, name, type: "text", is_required: true });
}

type WithFields = { custom_fields: Record<string, unknown> };
export type PlannedVisit = Row &
  WithFields & { status: string; job: { id: string; customer: Row; property: Row } };

/** The one visit of a job, and how its own fields and those of its customer, place and job are filled in. */
export async function plannedOf({ api }: Office, jobId: string) {
  const [found] = await api<Row[]>("GET", `/bookings?job_id=${jobId}`);
  if (!found) return null;
  const visit = await api<PlannedVisit>("GET", `/bookings/${found.id}`);
  const { customer, property } = visit.job;
  const of = async (path: string) => (await api<WithFields>("GET", path)).custom_fields;
  const filled = {
    customer: await of(`/customers/${customer.id}`),
    property: await of(`/properties/${property.id}`),
    job: await of(`/jobs/${jobId}`),
    booking: visit.custom_fields,
  };
  return { visit, filled };
}
export const NOTHING_FILLED = { customer: {}, property: {}, job: {}, booking: {} };

type Asking = Row & { name: string };

/** Somebody asked by the website, with everything planning needs. */
export async function addRequest({ api }: Office): Promise<Asking> {
  const name = `Rita ${uniqueWord()}`;
  const [service] = await api<Row[]>("GET", "/service-types?limit=1");
  const body = {
    name,
    phone: "+12125550177",
    address: { line1: "233 Broadway", city: "New York", region: "NY", postcode: "10007", country: "US" },
    lat: 40.7128,
    lng: -74.006,
    service_type_id: service?.id,
    description: "Water in the cellar",
    source: "web",
  };
  return { ...(await api("POST", "/booking-requests", body)), name };
}

/** Of a request that was planned; null before. */
export async function jobOf({ api }: Office, { id }: Asking): Promise<string | null> {
  const { job } = await api<{ job: Row | null }>("GET", `/booking-requests/${id}`);
  return job?.id ?? null;
}

/** The Monday after next, far from today whatever the day; times of that day in the company's zone. */
export const MONDAY = addDays(startOfWeek(dateIn(Date.now(), ZONE)), 14);
export const onMonday = (from: string, to: string) => ({
  starts_at: new Date(wallToInstant(MONDAY, from, ZONE)).toISOString(),
  ends_at: new Date(wallToInstant(MONDAY, to, ZONE)).toISOString(),
});

/** The real requests of a winter day, all of them, into this company. */
export async function receiveWinterDay({ company }: Office): Promise<void> {
  const sql = postgres(installation.adminUrl, { max: 1, onnotice: () => undefined });
  const [demo] = DEMO_ORGANIZATIONS;
  if (!demo) throw new Error("There is no demo company.");
  try {
    await sql.begin((transaction) => createWinterDay(transaction, demo, company.id, new Date()));
  } finally {
    await sql.end();
  }
}

/** Words nobody else uses and none is the beginning of another, so that tests at the same time do not find each other's. */
export const uniqueWord = () =>
  `Zz${randomUUID()
    .replaceAll("-", "")
    .replaceAll(/\d/g, (digit) => "ghijklmnop".charAt(Number(digit)))
    .slice(0, 9)}`;
