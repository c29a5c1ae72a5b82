import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asIdentity } from "@/tests/support/database";
import type { Identity } from "@/tests/support/database";
import { createCustomer, createProperty } from "./company";
import { messagingOf } from "./messaging";
import type { Messaging } from "./messaging";
import { openPlanning } from "./planning";
import type { Planning, Visit } from "./planning";

let acme: Planning;
let mail: Messaging;
beforeAll(async () => {
  acme = await openPlanning();
  mail = messagingOf(acme);
});
afterAll(() => acme.database.close());

const worker: Identity = { name: "worker", role: "callout_worker", claims: null };
const sweep = async (): Promise<number> => {
  const [row] = await asIdentity(acme.sql, worker, (tx) => tx`select ops.remind_visits() as n`, {
    commit: true,
  });
  return Number(row?.n);
};

const ZONES = [
  "Pacific/Auckland",
  "Asia/Tokyo",
  "Asia/Kolkata",
  "Europe/Berlin",
  "America/New_York",
  "America/Los_Angeles",
  "Pacific/Honolulu",
];
const hourIn = (timeZone: string): number =>
  Number(new Intl.DateTimeFormat("en", { hour: "numeric", hourCycle: "h23", timeZone }).format(new Date()));
/** Somewhere it is noon or so, whatever the clock of the test says, and somewhere it is night. */
const byDay = ZONES.find((zone) => hourIn(zone) >= 10 && hourIn(zone) < 19) ?? "";
// Not in its last hour: the day must not begin while the tests run.
const byNight = ZONES.find((zone) => hourIn(zone) < 7 || hourIn(zone) >= 21) ?? "";

/** A visit at noon of tomorrow, or so many days later, by the clock of its place. */
async function atNoon(timeZone: string, days = 1): Promise<Visit> {
  const customer = await createCustomer(acme, { last_name: "Ruiz", email: "ana@ruiz.test" });
  const property = await createProperty(acme, customer.id);
  await acme.sql`update public.properties set time_zone = ${timeZone} where id = ${property.id}`;
  const [row] = await acme.sql<{ noon: Date }[]>`
    select private.local_to_utc(
      (now() at time zone ${timeZone})::date + ${days}::int + time '12:00', ${timeZone}
    ) as noon`;
  const noon = row?.noon.getTime() ?? 0;
  const job = await acme.job({ customer_id: customer.id, property_id: property.id });
  return acme.plan({
    job_id: job.id,
    starts_at: new Date(noon).toISOString(),
    ends_at: new Date(noon + 3_600_000).toISOString(),
  });
}

/** As if the customer had heard of the visit days ago. */
const toldLongAgo = async (visit: Visit): Promise<void> => {
  expect(await mail.sendAll(visit)).toHaveLength(1);
  await acme.sql`
    update public.notification_intents set told_at = now() - interval '3 days' where booking_id = ${visit.id}`;
};
const events = async (visit: Visit): Promise<string[]> =>
  (await mail.messages(visit)).map(({ event }) => event);

describe("the day before", () => {
  test("a customer is reminded once, by day and by the clock of the place", async () => {
    const [tomorrow, later, night] = [await atNoon(byDay), await atNoon(byDay, 3), await atNoon(byNight)];
    for (const visit of [tomorrow, later, night]) await toldLongAgo(visit);
    expect(await sweep()).toBe(1);
    expect(await sweep()).toBe(0);
    expect(await events(tomorrow)).toEqual(["visit.booked", "visit.reminder"]);
    expect(await events(night)).toEqual(["visit.booked"]);
    expect(await mail.sendAll(tomorrow)).toMatchObject([{ event: "visit.reminder", to: "ana@ruiz.test" }]);
  });

  test("who was told this afternoon is not told again tonight", async () => {
    const visit = await atNoon(byDay);
    await mail.relay();
    expect(await sweep()).toBe(0);
    await mail.sendAll(visit);
    expect(await sweep()).toBe(0);
  });

  test("a visit that moved since is not reminded of: the new time is on its way", async () => {
    const visit = await atNoon(byDay);
    await toldLongAgo(visit);
    expect(await sweep()).toBe(1);
    const now = await acme.visit(visit.id);
    const shift = (at: string | null) => new Date(Date.parse(at ?? "") + 7_200_000).toISOString();
    await acme.change(now, { starts_at: shift(now.starts_at), ends_at: shift(now.ends_at) });
    const left = await mail.sendAll(visit);
    expect(left.map(({ event }) => event)).toEqual(["visit.moved"]);
    expect((await mail.messages(visit)).find(({ event }) => event === "visit.reminder")?.reason).toBe(
      "changed",
    );
  });
});

describe("being late", () => {
  const late = async (): Promise<Visit> => {
    const customer = await createCustomer(acme, { last_name: "Wait", email: "wait@people.test" });
    const property = await createProperty(acme, customer.id);
    const job = await acme.job({ customer_id: customer.id, property_id: property.id });
    const hence = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    return acme.plan({ job_id: job.id, starts_at: hence(-45), ends_at: hence(15) });
  };

  test("is told by itself only where the company wants it, and once", async () => {
    const visit = await late();
    await mail.relay();
    await sweep();
    expect(await events(visit)).not.toContain("visit.late");
    await acme.sql`
      insert into public.system_settings (org_id, category, name, value)
      values (${acme.orgId}, 'messages', 'late_automatic', 'true')`;
    expect(await sweep()).toBe(1);
    expect(await sweep()).toBe(0);
    const [message] = (await mail.messages(visit)).filter(({ event }) => event === "visit.late");
    const due = await mail.due(message ?? { id: "" });
    expect(due?.event).toBe("visit.late");
    // By fives, and the test itself takes a moment.
    expect([45, 50]).toContain(due?.minutes);
  });
});

describe("what is swept", () => {
  test("are messages that nobody will send any more", async () => {
    const visit = await atNoon(byDay, 5);
    await mail.relay();
    const [message] = await mail.messages(visit);
    await acme.sql`update public.notifications set updated_at = now() - interval '2 days', not_before = now() - interval '2 days' where id = ${message?.id ?? ""}`;
    const clean = async () => {
      const [row] = await asIdentity(acme.sql, worker, (tx) => tx`select ops.sweep_messages() as done`, {
        commit: true,
      });
      return row?.done as unknown;
    };
    expect(await clean()).toEqual({ given_up: 0 });
    await acme.sql`
      update private.background_jobs set failed_at = now()
      where payload ->> 'notification_id' = ${message?.id ?? ""}`;
    expect(await clean()).toEqual({ given_up: 1 });
    expect((await mail.messages(visit))[0]).toMatchObject({ status: "failed" });
  });
});
