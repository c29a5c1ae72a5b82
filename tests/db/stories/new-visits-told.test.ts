import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Sql, Transaction } from "@/tests/support/database";
import { between, openPlanning } from "./planning";
import type { Planning } from "./planning";

let acme: Planning;
let danas: string;

beforeAll(async () => {
  acme = await openPlanning();
  danas = await acme.hireResource("Dana");
});
beforeEach(() => acme.sql`delete from realtime.messages`);
afterAll(() => acme?.database.close());

/** What was said of these records, by name, and how many lines the audit log has of them. */
async function spread(sql: Sql, ids: string[]): Promise<{ events: string[]; audited: number }> {
  const events = await sql<{ type: string }[]>`
    select type from private.outbox where entity_id = any (${ids}::uuid[])`;
  const [lines] = await sql<{ count: number }[]>`
    select count(*)::int as count from public.audit_logs where entity_id = any (${ids}::uuid[])`;
  return { events: events.map(({ type }) => type).toSorted(), audited: lines?.count ?? 0 };
}

const insertVisits = (sql: Sql | Transaction, job: string, numbers: string[]) => sql<{ id: string }[]>`
  insert into public.bookings (org_id, number, job_id)
  select ${acme.orgId}, number, ${job} from unnest(${numbers}::text[]) as number
  returning id`;

test("a new visit and what it makes of its job are told the office in one message", async () => {
  const job = await acme.job();
  await acme.sql`delete from realtime.messages`;
  const visit = await acme.plan({
    job_id: job.id,
    ...between("08:00", "09:00"),
    assignments: [{ resource_id: danas }],
  });
  expect(await spread(acme.sql, [visit.id])).toEqual({
    events: ["booking.assigned", "booking.created", "booking.scheduled"],
    audited: 1,
  });
  expect(await spread(acme.sql, [job.id])).toEqual({ events: ["job.created", "job.scheduled"], audited: 2 });
  const messages = await acme.sql<{ payload: { items: { type: string }[] } }[]>`
    select payload from realtime.messages where topic = ${`org:${acme.orgId}:office`}`;
  expect(messages.map(({ payload }) => payload.items.map(({ type }) => type).toSorted())).toEqual([
    ["booking.assigned", "booking.created", "booking.scheduled", "job.scheduled"],
  ]);
});

test("a new visit that changes nothing of its job is told as well", async () => {
  const first = await acme.plan({ ...between("10:00", "11:00"), assignments: [{ resource_id: danas }] });
  const second = await acme.plan({ job_id: first.job_id, ...between("12:00", "13:00") });
  expect(await spread(acme.sql, [second.id])).toEqual({
    events: ["booking.created", "booking.scheduled"],
    audited: 1,
  });
});

test("visits of one statement are each told once, be they two or two hundred", async () => {
  const job = await acme.job();
  for (const count of [2, 200]) {
    const numbers = Array.from({ length: count }, (_, index) => `X-${count}-${index}`);
    const ids = (await insertVisits(acme.sql, job.id, numbers)).map(({ id }) => id);
    const told = await spread(acme.sql, ids);
    expect(told.audited).toBe(count);
    expect(told.events).toEqual(numbers.map(() => "booking.created"));
  }
});

test("what is taken back is not told, and what comes after it is", async () => {
  const job = await acme.job();
  const [kept, waits] = await acme.sql.begin(async (transaction) => {
    const before = await insertVisits(transaction, job.id, ["S-1"]);
    await transaction
      .savepoint(async (inner) => {
        await insertVisits(inner, job.id, ["S-2"]);
        throw new Error("taken back");
      })
      .catch(() => undefined);
    // Of one statement, the second row is refused behind the first.
    await transaction
      .savepoint((inner) => insertVisits(inner, job.id, ["S-3", "S-1"]))
      .catch(() => undefined);
    const after = await insertVisits(transaction, job.id, ["S-4"]);
    const [left] = await transaction`select current_setting('callout.withheld', true) as list`;
    return [[...before, ...after].map(({ id }) => id), left?.list];
  });
  expect(await spread(acme.sql, kept)).toEqual({
    events: ["booking.created", "booking.created"],
    audited: 2,
  });
  expect(waits).toBe("");
});

test("nobody can have a change told that was not recorded in the same transaction", async () => {
  const job = await acme.job();
  const [old] = await acme.sql`select org_id, id from private.change_log where entity_id = ${job.id}`;
  const list = `{{${old?.org_id},${old?.id}}}`;
  await expect(
    acme.sql.begin(async (transaction) => {
      await transaction`select set_config('callout.withheld', ${list}, true)`;
      await transaction`update public.jobs set title = 'Other' where id = ${job.id}`;
    }),
  ).rejects.toThrow("A change that waited to be spread was not found.");
});
