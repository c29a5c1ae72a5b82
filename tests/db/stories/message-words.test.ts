import { afterAll, beforeAll, expect, test } from "vitest";
import { epoch, messagingOf } from "./messaging";
import type { Messaging } from "./messaging";
import { at, between, openPlanning } from "./planning";
import type { Planning } from "./planning";

let acme: Planning;
let mail: Messaging;
beforeAll(async () => {
  acme = await openPlanning();
  mail = messagingOf(acme);
  await acme.sql`update public.customers set email = 'ana@ruiz.test' where id = ${acme.customerId}`;
});
afterAll(() => acme.database.close());

test("A message says why a visit was moved, what to have ready, and after an unfinished one what comes next", async () => {
  const [type] = await acme.sql<{ id: string }[]>`
    insert into public.service_types (org_id, name, duration_min, currency, customer_instructions)
    values (${acme.orgId}, 'Repair', 60, 'USD', 'Clear the way.') returning id`;
  const job = await acme.job({ service_type_id: type?.id });
  const visit = await acme.plan({
    job_id: job.id,
    ...between("10:00", "11:00", 13),
    assignments: [{ resource_id: await acme.hireResource("Eve Lund") }],
  });
  expect(await mail.sendAll(visit)).toMatchObject([
    { event: "visit.booked", instructions: "Clear the way." },
  ]);
  let now = await acme.change(visit, {
    ...between("12:00", "13:00", 13),
    told_reason: "The part is late.",
  });
  expect(await mail.sendAll(visit)).toMatchObject([{ event: "visit.moved", reason: "The part is late." }]);
  for (const to of ["dispatched", "en_route", "on_site"]) now = await acme.step(now, to);
  await acme.step(now, "completed", { outcome: "incomplete", outcome_reason: "Wrong part, our mistake" });
  const [told] = (await mail.sendAll(visit)).slice(-1);
  expect(told).toMatchObject({ event: "visit.incomplete", next_plan: null });
  expect(JSON.stringify(told)).not.toContain("mistake");
  // Told once; what follows has its own message, and the page names it.
  const next = await acme.plan({ job_id: job.id, ...between("12:00", "13:00", 14) });
  expect(await mail.sendAll(visit)).toEqual([]);
  const [words] = await acme.sql<{ next: unknown }[]>`
    select private.visit_words(${acme.orgId}, ${visit.id}) -> 'next_plan' as next`;
  expect(words?.next).toEqual({ from: epoch(at("12:00", 14)), to: epoch(at("13:00", 14)) });
  expect(await mail.sendAll(next)).toMatchObject([{ event: "visit.booked" }]);
});

test("An organization starts with words that say them", async () => {
  const rows = await acme.sql<{ event: string; body: string }[]>`
    select event, body from public.notification_templates
    where org_id = ${acme.orgId} and locale = 'en' and event in ('visit.booked', 'visit.moved', 'visit.incomplete')
    order by event`;
  expect(
    rows.map(({ event, body }) => [
      event,
      [...body.matchAll(/\{\{(reason|instructions|next)\}\}/g)].map(([, name]) => name),
    ]),
  ).toEqual([
    ["visit.booked", ["instructions"]],
    ["visit.incomplete", ["next"]],
    ["visit.moved", ["reason"]],
  ]);
});
