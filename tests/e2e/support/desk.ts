import type { Page } from "@playwright/test";
import { createOffice, onMonday, uniqueWord } from "./office";
import type { Api, Office, Row } from "./office";
import { test as base } from "./people";

export type Work = { jobId: string; customer: string };
export type Visit = Row & Work;
type Times = { starts_at: string; ends_at: string };

/** A company shared by the tests of one worker. What a test changes it makes itself, or two would meet. */
export type Desk = Office & {
  /** Begins every address of the company. */
  base: string;
  /** Somebody whose calendar no other test looks at. */
  addPerson: () => Promise<{ id: string; name: string }>;
  /** A job of a new customer. */
  addWork: () => Promise<Work>;
  /** A visit of new work, on Monday at ten unless said otherwise; without a person nobody goes yet. */
  addVisit: (personId: string | null, times?: Times) => Promise<Visit>;
};

type Seat = "dispatcher" | "owner";
type DeskPage = {
  /** A page of that company; its dispatcher is not the one who uses the API. */
  openDesk: (path: string, seat?: Seat) => Promise<Page>;
};

async function addWork(api: Api): Promise<Work> {
  const last = uniqueWord();
  const customer = await api("POST", "/customers", { kind: "person", first_name: "Una", last_name: last });
  const property = await api("POST", "/properties", {
    customer_id: customer.id,
    address: { line1: "9 Sherman Avenue", city: "New York", region: "NY", postcode: "10040", country: "US" },
    lat: 40.8637,
    lng: -73.9289,
  });
  const place = { customer_id: customer.id, property_id: property.id };
  const job = await api("POST", "/jobs", { ...place, title: "Radiator stays cold", duration_min: 60 });
  return { jobId: job.id, customer: `Una ${last}` };
}

async function prepareDesk(): Promise<Desk> {
  const office = await createOffice("Shared Desk");
  const { api, company } = office;
  return {
    ...office,
    base: `/o/${company.slug}`,
    addPerson: async () => {
      const name = `Pat ${uniqueWord()}`;
      const { id } = await api("POST", "/resources", { kind: "technician", name });
      return { id, name };
    },
    addWork: () => addWork(api),
    addVisit: async (personId, times = onMonday("10:00", "11:00")) => {
      const work = await addWork(api);
      const assignments = personId ? [{ resource_id: personId }] : [];
      const visit = await api("POST", "/bookings", { job_id: work.jobId, ...times, assignments });
      return { ...visit, ...work };
    },
  };
}

export const test = base.extend<DeskPage, { desk: Desk }>({
  desk: [
    // Playwright reads from the pattern which fixtures are needed: here none.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      await provide(await prepareDesk());
    },
    { scope: "worker" },
  ],
  openDesk: async ({ desk, openAs }, provide) => {
    await provide(async (path, seat = "dispatcher") => {
      const { email, password } = seat === "owner" ? desk.owner : desk.dispatchers[1];
      const page = await openAs(email, password);
      await page.goto(`${desk.base}${path}`);
      return page;
    });
  },
});

export { expect } from "./people";
