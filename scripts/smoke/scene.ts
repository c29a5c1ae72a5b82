import type { Session } from "./session";

type Ids = { id: string; version: number };
export type Slot = { starts_at: string; ends_at: string; resource_ids: string[] };

/** What a run works with. Named so that a person who meets a left-over knows what it is. */
export type Scene = {
  customer: Ids;
  job: Ids;
  booking: Ids & { number: string };
  slot: Slot;
};

const DAY_MS = 86_400_000;

async function findSlot(office: Session, property: string): Promise<{ service: string; slot: Slot }> {
  const services = await office.data<{ id: string; is_active: boolean }[]>("GET", "/service-types?limit=50");
  const from = new Date(Date.now() + 2 * DAY_MS).toISOString();
  const to = new Date(Date.now() + 16 * DAY_MS).toISOString();
  for (const { id } of services.filter(({ is_active: isActive }) => isActive)) {
    const query = new URLSearchParams({ service_type_id: id, property_id: property, from, to, limit: "1" });
    const [slot] = await office.data<Slot[]>("GET", `/slots?${query.toString()}`);
    if (slot) return { service: id, slot };
  }
  throw new Error("Nobody has a free time within two weeks: the smoke test needs a person with hours.");
}

/** A customer with a place, a job and a visit at a time that is free. */
export async function setScene(office: Session): Promise<Scene> {
  const customer = await office.data<Ids>("POST", "/customers", {
    body: {
      kind: "person",
      first_name: "Smoke",
      last_name: `Test ${new Date().toISOString()}`,
      // What is written to the customer reaches whoever tries.
      email: office.email,
    },
  });
  const { id: property } = await office.data<Ids>("POST", "/properties", {
    body: {
      customer_id: customer.id,
      address: { line1: "1 Smoke Test Street", city: "Nowhere", postcode: "10001", country: "US" },
    },
  });
  const { service, slot } = await findSlot(office, property);
  const job = await office.data<Ids>("POST", "/jobs", {
    body: {
      customer_id: customer.id,
      property_id: property,
      service_type_id: service,
      title: "Smoke test, may be deleted",
    },
  });
  const booking = await office.data<Scene["booking"]>("POST", "/bookings", {
    body: {
      job_id: job.id,
      starts_at: slot.starts_at,
      ends_at: slot.ends_at,
      assignments: slot.resource_ids.map((id) => ({ resource_id: id, role: "lead" })),
    },
  });
  return { customer, job, booking, slot };
}

/** Visit cancelled, job too, customer deleted. */
export async function clearScene(office: Session, scene: Scene): Promise<void> {
  await office.ask("POST", `/bookings/${scene.booking.id}/transitions`, {
    body: { to: "cancelled", reason: "Smoke test" },
    ifMatch: await versionOf(office, `/bookings/${scene.booking.id}`),
  });
  await office.ask("POST", `/jobs/${scene.job.id}/transitions`, {
    body: { to: "cancelled", reason: "Smoke test" },
    ifMatch: await versionOf(office, `/jobs/${scene.job.id}`),
  });
  const path = `/customers/${scene.customer.id}`;
  await office.ask("DELETE", path, { ifMatch: await versionOf(office, path), expect: 200 });
}

async function versionOf(office: Session, path: string): Promise<number> {
  return (await office.data<Ids>("GET", path)).version;
}
