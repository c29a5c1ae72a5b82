import { dateIn, wallToInstant } from "@/lib/time";
import { createAccount, createCompany, join } from "./company";
import type { Account, Company } from "./company";
import { apiOf, tokenOf, uniqueWord } from "./office";
import type { Api, Row } from "./office";
import { ZONE } from "./zone";

export type FieldVisit = Row & { jobId: string; customer: string };
type VisitWishes = { from: string; to: string; customer?: string; isPlain?: boolean; instructions?: string };

/** A company of one test: a technician with a phone, a dispatcher who plans, and work that asks three questions. */
export type FieldCompany = {
  company: Company;
  owner: Account;
  technician: Account;
  dispatcher: Account;
  resourceId: string;
  /** As the dispatcher. */
  api: Api;
  /** A visit of the technician's today; `isPlain` asks nothing. */
  addVisit: (wishes: VisitWishes) => Promise<FieldVisit>;
};

export const QUESTIONS = [
  { key: "leak", label: "Is there a leak?", kind: "yes_no", required: true },
  {
    key: "where",
    label: "Where is the leak?",
    kind: "text",
    required: true,
    show_if: { key: "leak", equals: true },
  },
  { key: "co", label: "CO", kind: "number", required: true, unit: "ppm", min: 0, max: 9 },
  { key: "flue", label: "Flue after the work", kind: "photo", required: true },
];

/** `locale` is the language of its people. */
export async function createFieldCompany(
  name: string,
  technicianName = "Sam Okafor",
  locale = "en",
): Promise<FieldCompany> {
  const owner = await createAccount(`${name} Owner`);
  const [dispatcher, technician] = [
    await createAccount("Dora Dispatcher", locale),
    await createAccount(technicianName, locale),
  ];
  const company = await createCompany(owner, name);
  await join(company, dispatcher, "dispatcher");
  await join(company, technician, "technician");
  const [asOwner, api] = [apiOf(await tokenOf(owner)), apiOf(await tokenOf(dispatcher))];
  const list = await asOwner("POST", "/checklists", { name: "Boiler", items: QUESTIONS });
  const service = await asOwner("POST", "/service-types", {
    name: "Boiler repair",
    duration_min: 60,
    checklist_id: list.id,
  });
  const person = { kind: "technician", name: technicianName, user_id: technician.id };
  const { id: resourceId } = await asOwner("POST", "/resources", person);
  const addVisit = (wishes: VisitWishes) => planVisit(api, { resourceId, serviceId: service.id }, wishes);
  return { company, owner, technician, dispatcher, resourceId, api, addVisit };
}

type Planned = { resourceId: string; serviceId: string };

async function planVisit(api: Api, planned: Planned, wishes: VisitWishes): Promise<FieldVisit> {
  const last = wishes.customer ?? `Moreau ${uniqueWord()}`;
  const customer = await api("POST", "/customers", {
    kind: "person",
    first_name: "Claire",
    last_name: last,
    phone: "+15185550142",
  });
  const property = await api("POST", "/properties", {
    customer_id: customer.id,
    address: { line1: "12 Elm Street", city: "Albany", region: "NY", postcode: "12203", country: "US" },
    lat: 42.6526,
    lng: -73.7562,
    access_notes: "Gate code 4711. Dog in the yard.",
  });
  const job = await api("POST", "/jobs", {
    customer_id: customer.id,
    property_id: property.id,
    title: "Boiler repair",
    duration_min: 60,
    ...(wishes.isPlain ? {} : { service_type_id: planned.serviceId }),
  });
  const today = dateIn(Date.now(), ZONE);
  const at = (time: string) => new Date(wallToInstant(today, time, ZONE)).toISOString();
  const visit = await api("POST", "/bookings", {
    job_id: job.id,
    starts_at: at(wishes.from),
    ends_at: at(wishes.to),
    assignments: [{ resource_id: planned.resourceId }],
    ...(wishes.instructions ? { instructions: wishes.instructions } : {}),
  });
  return { ...visit, jobId: job.id, customer: `Claire ${last}` };
}
