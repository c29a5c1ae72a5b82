import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Installation } from "./installation";
import type { Chance } from "./journey-chance";
import { expected, insist, rowOf, rowsOf } from "./journey-line";
import type { Heard, Person, Repeats, Row } from "./journey-line";

export type Scene = {
  installation: Installation;
  office: readonly Person[];
  /** By the resource that is booked. */
  technicians: ReadonlyMap<string, Person>;
  serviceTypeId: string;
  repeats: Repeats;
};

/** What one client was told is done, as far as he came. */
export type Journey = {
  name: string;
  /** The visit stays ahead: it is confirmed and sent out, and its time stays taken. */
  isAhead: boolean;
  acknowledged: string[];
  ids: Record<"customer" | "property" | "job" | "booking" | "link", string>;
  /** Of what the phone sent, in the order of sending. */
  operations: string[];
};

type Walk = { scene: Scene; chance: Chance; office: Person; journey: Journey };

const dayMs = 86_400_000;

/** People look before they tap; without it twenty of them would be a load test. */
const think = ({ chance }: Walk) => sleep(chance.whole(30, 250));

async function make(walk: Walk, step: string, path: string, body: object): Promise<Row> {
  await think(walk);
  const row = rowOf(await walk.office.ask("POST", path, { body, key: randomUUID(), expect: [201] }));
  walk.journey.acknowledged.push(step);
  return row;
}

async function call(walk: Walk): Promise<void> {
  const { ids, name } = walk.journey;
  const person = {
    kind: "person",
    last_name: name,
    email: `${name.toLowerCase().replaceAll(" ", "-")}@people.test`,
  };
  ids.customer = (await make(walk, "customer", "/customers", person)).id;
  const address = { line1: `${name} Street`, city: "Brooklyn", postcode: "11201", country: "US" };
  const place = { customer_id: ids.customer, address, lat: 40.69, lng: -73.99 };
  ids.property = (await make(walk, "property", "/properties", place)).id;
  const service_type_id = walk.scene.serviceTypeId;
  const work = { customer_id: ids.customer, property_id: ids.property, service_type_id, title: name };
  ids.job = (await make(walk, "job", "/jobs", work)).id;
}

type Slot = { starts_at: string; ends_at: string; resource_ids: string[] };

/** Twenty people look at the same times, so many a time is gone when one of them takes it: then the next. */
async function book(walk: Walk): Promise<Person> {
  const { chance, office, journey, scene } = walk;
  for (;;) {
    const from = Date.now() + chance.whole(1, 20) * dayMs;
    const query = new URLSearchParams({
      job_id: journey.ids.job,
      from: new Date(from).toISOString(),
      to: new Date(from + 4 * dayMs).toISOString(),
      limit: "12",
    });
    const slots = rowsOf(await office.ask("GET", `/slots?${query.toString()}`)) as unknown as Slot[];
    for (const { starts_at, ends_at, resource_ids } of chance.shuffled(slots)) {
      const technician = scene.technicians.get(resource_ids[0] ?? "");
      if (!technician) continue;
      const assignments = resource_ids.map((resource_id) => ({ resource_id }));
      const body = { job_id: journey.ids.job, starts_at, ends_at, assignments };
      const answer = await office.ask("POST", "/bookings", { body, key: randomUUID(), expect: [201, 409] });
      if (answer.status === 201) {
        journey.ids.booking = rowOf(answer).id;
        journey.acknowledged.push("booking");
        return technician;
      }
      if (answer.body.code !== "double_booking") expected(answer, "POST /bookings");
    }
  }
}

/** The link's address is in the first answer only: who lost that asks for another address of the same link. */
async function linkOf({ office, journey }: Walk): Promise<string> {
  const body = { booking_id: journey.ids.booking };
  const answer = await office.ask("POST", "/portal-links", { body, key: randomUUID(), expect: [201] });
  const made = answer.body.data as { link: Row; url: string | null };
  journey.ids.link = made.link.id;
  journey.acknowledged.push("link");
  for (let url = made.url; ;) {
    if (url) return url;
    const path = `/portal-links/${made.link.id}/tokens`;
    const again = await office.ask("POST", path, { body: { purpose: "copy" }, key: randomUUID() });
    url = (again.body.data as { url: string | null }).url;
  }
}

/** The customer's browser: what it is given for opening the link, and what it then does there. */
async function openLink(walk: Walk): Promise<(action: string, body: object) => Promise<void>> {
  const { scene, journey } = walk;
  const { url } = scene.installation;
  const token = new URL(await linkOf(walk)).pathname;
  const opened = await insist(scene.repeats, (signal) =>
    fetch(`${url}${token}`, { redirect: "manual", signal }),
  );
  expected(opened, "The link", [303]);
  const [cookie = ""] = opened.headers.getSetCookie()[0]?.split(";") ?? [];
  const path = `/v/${journey.ids.link}`;
  expect303(opened, path);
  journey.acknowledged.push("opened");
  return async (action, body) => {
    await think(walk);
    const content = JSON.stringify({ op_id: randomUUID(), ...body });
    const headers = { cookie, origin: url, "content-type": "application/json" };
    const done = await insist(scene.repeats, (signal) =>
      fetch(`${url}${path}/actions/${action}`, { method: "POST", headers, body: content, signal }),
    );
    expected(done, `${path}/actions/${action}`, [200]);
    journey.acknowledged.push(action);
  };
}

function expect303({ headers }: Heard, path: string): void {
  if (headers.get("location") !== path) throw new Error(`The link led to ${headers.get("location")}.`);
}

async function dispatch(walk: Walk): Promise<void> {
  const path = `/bookings/${walk.journey.ids.booking}`;
  const { version } = rowOf(await walk.office.ask("GET", path));
  await think(walk);
  await walk.office.ask("POST", `${path}/transitions`, {
    body: { to: "dispatched", op_id: randomUUID() },
    key: randomUUID(),
    ifMatch: `"${version}"`,
  });
  walk.journey.acknowledged.push("dispatched");
}

type Operation = { kind: string; entity: string; entity_id: string; payload: object };

/** As a phone sends them: the whole batch again until each operation has its result. */
async function sync(walk: Walk, technician: Person, step: string, operations: Operation[]): Promise<void> {
  await think(walk);
  const device_time = new Date().toISOString();
  const numbered = operations.map((each) => ({ op_id: randomUUID(), device_time, ...each }));
  const body = { device_id: technician.deviceId, operations: numbered };
  const answer = await technician.ask("POST", "/sync", { body });
  const results = answer.body.results as { op_id: string; result: string }[];
  const isDone = results.every(({ result }) => result === "applied" || result === "merged");
  if (!isDone || results.length !== operations.length)
    throw new Error(`${step}: ${JSON.stringify(results).slice(0, 600)}`);
  walk.journey.operations.push(...numbered.map(({ op_id }) => op_id));
  walk.journey.acknowledged.push(step);
}

async function work(walk: Walk, technician: Person): Promise<void> {
  const { booking, job } = walk.journey.ids;
  const about = { kind: "booking.transition", entity: "booking", entity_id: booking };
  await sync(walk, technician, "en_route", [{ ...about, payload: { to: "en_route" } }]);
  await sync(walk, technician, "on_site", [{ ...about, payload: { to: "on_site" } }]);
  const [list] = rowsOf(await technician.ask("GET", `/jobs/${job}/checklists`));
  if (!list) throw new Error("The visit has no checklist.");
  const note = { booking_id: booking, body: `Noted by ${walk.journey.name}` };
  await sync(walk, technician, "noted", [
    { kind: "note.add", entity: "note", entity_id: randomUUID(), payload: note },
    {
      kind: "checklist.answer",
      entity: "checklist",
      entity_id: list.id,
      payload: { key: "safe", value: true },
    },
  ]);
  const done = { to: "completed", outcome: "done" };
  await sync(walk, technician, "completed", [{ ...about, payload: done }]);
}

async function reply(walk: Walk): Promise<void> {
  const { office, journey } = walk;
  const [given] = rowsOf(await office.ask("GET", `/feedback?booking_id=${journey.ids.booking}`));
  if (!given) throw new Error("The office does not see the rating.");
  await office.ask("POST", `/feedback/${given.id}/replies`, {
    body: { body: `Thank you, ${journey.name}` },
    key: randomUUID(),
    ifMatch: `"${given.version}"`,
  });
  journey.acknowledged.push("replied");
}

/** From the call to the answered rating; `journey` is filled in as far as was acknowledged. */
export async function walkThrough(scene: Scene, chance: Chance, journey: Journey): Promise<void> {
  const [office] = chance.shuffled(scene.office);
  if (!office) throw new Error("There is nobody in the office.");
  const walk = { scene, chance, office, journey };
  await call(walk);
  const technician = await book(walk);
  const act = await openLink(walk);
  await act("confirm", {});
  await dispatch(walk);
  if (journey.isAhead) return;
  await work(walk, technician);
  await act("feedback", { overall: 5, comment: `Rated by ${journey.name}` });
  await reply(walk);
}
