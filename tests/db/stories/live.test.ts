import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { TestUser } from "@/tests/support/database";
import { call, createCustomer } from "./company";
import { between, openPlanning } from "./planning";
import type { Planning } from "./planning";

let acme: Planning;
let dana: TestUser;
let emil: TestUser;
let danas: string;
let emils: string;
let van: string;

beforeAll(async () => {
  acme = await openPlanning();
  dana = await acme.hire("technician");
  emil = await acme.hire("technician");
  danas = await acme.hireResource("Dana", { userId: dana.id });
  emils = await acme.hireResource("Emil", { userId: emil.id });
  van = await acme.hireResource("Van", { kind: "vehicle" });
});
beforeEach(() => acme.sql`delete from realtime.messages`);
afterAll(() => acme?.database.close());

type Told = { topic: string; types: string[]; ids: string[] };

/** What was sent since the last look, in its order, per topic. */
async function told(topic: string): Promise<Told> {
  const rows = await acme.sql<{ payload: { org_id: string; items: { type: string; id: string }[] } }[]>`
    select payload from realtime.messages where topic = ${topic} and event = 'changed' and private
    order by inserted_at, id`;
  const items = rows.flatMap(({ payload }) => payload.items);
  for (const { payload } of rows) expect(payload.org_id).toBe(acme.orgId);
  return { topic, types: items.map(({ type }) => type).toSorted(), ids: items.map(({ id }) => id) };
}
const office = () => told(`org:${acme.orgId}:office`);
const person = ({ id }: TestUser) => told(`user:${id}`);

test("a planned visit is told to the office and to who goes, by id", async () => {
  const visit = await acme.plan({
    ...between("14:00", "15:00"),
    assignments: [{ resource_id: danas }, { resource_id: van }],
  });
  const { types, ids } = await office();
  expect(types).toContain("booking.scheduled");
  expect(types).toContain("job.created");
  expect(ids).toContain(visit.id);
  expect((await person(dana)).ids).toContain(visit.id);
  expect((await person(emil)).ids).toEqual([]);
});

test("a visit given to somebody else is told to both", async () => {
  const visit = await acme.plan({ ...between("16:00", "17:00"), assignments: [{ resource_id: danas }] });
  await acme.sql`delete from realtime.messages`;
  await acme.change(visit, { assignments: [{ resource_id: emils }] });
  expect((await person(dana)).types).toContain("booking.unassigned");
  expect((await person(emil)).types).toContain("booking.assigned");
});

test("a change of the job is told to who has its open visits ahead", async () => {
  const job = await acme.job();
  await acme.plan({ job_id: job.id, ...between("18:00", "19:00"), assignments: [{ resource_id: danas }] });
  await acme.sql`delete from realtime.messages`;
  await acme.sql`update public.jobs set title = 'Other' where id = ${job.id}`;
  expect(await person(dana)).toMatchObject({ types: ["job.updated"], ids: [job.id] });
  expect((await person(emil)).ids).toEqual([]);
});

test("a message carries ids and words for events, never what was written", async () => {
  await createCustomer(acme, { first_name: "Secretname", last_name: "Hidden", phone: "+12025550123" });
  const rows = await acme.sql<{ payload: unknown }[]>`select payload from realtime.messages`;
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toMatch(/Secretname|Hidden|2025550123/);
});

test("a membership that changes is told to that member", async () => {
  await acme.sql`update public.organization_members set role = 'viewer' where user_id = ${emil.id}`;
  expect((await person(emil)).types).toEqual(["member.updated"]);
  expect((await person(dana)).ids).toEqual([]);
  await acme.sql`update public.organization_members set role = 'technician' where user_id = ${emil.id}`;
});

test("more than a hundred changes of one statement are one message without their ids", async () => {
  const [template] = await acme.sql`select * from public.customers limit 1`;
  await acme.sql`
    insert into public.customers (org_id, kind, first_name)
    select ${acme.orgId}, 'person', 'Many ' || n from generate_series(1, 150) as n`;
  expect(template).toBeDefined();
  const rows = await acme.sql<{ payload: Record<string, unknown> }[]>`select payload from realtime.messages`;
  expect(rows.map(({ payload }) => ({ many: payload.many, items: payload.items }))).toEqual([
    { many: true, items: undefined },
  ]);
});

test("a note on a visit is told to the office and to who goes there", async () => {
  const visit = await acme.plan({ ...between("08:00", "09:00"), assignments: [{ resource_id: danas }] });
  await acme.sql`delete from realtime.messages`;
  await call(acme.sql, acme.at(acme.owner), "create_activity", {
    payload: { booking_id: visit.id, body: "Secretwords" },
  });
  expect((await office()).types).toEqual(["activity.created"]);
  expect((await person(dana)).types).toEqual(["activity.created"]);
  expect((await person(emil)).types).toEqual([]);
  const rows = await acme.sql`select payload from realtime.messages`;
  expect(JSON.stringify(rows)).not.toContain("Secretwords");
});

test("an event about a visit is told to who goes there, whatever it is about", async () => {
  const visit = await acme.plan({ ...between("06:00", "07:00"), assignments: [{ resource_id: danas }] });
  await acme.sql`delete from realtime.messages`;
  await acme.sql`select private.add_event(${acme.orgId}, 'sync.parked', 'operation', gen_random_uuid(), ${visit.id})`;
  expect((await office()).types).toEqual(["sync.parked"]);
  expect((await person(dana)).types).toEqual(["sync.parked"]);
  expect((await person(emil)).types).toEqual([]);
});

test("a change that is rolled back is not told", async () => {
  await acme.sql
    .begin(async (sql) => {
      await sql`update public.jobs set title = 'Never' where org_id = ${acme.orgId}`;
      throw new Error("undo");
    })
    .catch(() => undefined);
  expect((await office()).ids).toEqual([]);
});

test("a visit is planned also where messages cannot be sent", async () => {
  await acme.sql`alter table realtime.messages rename to messages_away`;
  try {
    const visit = await acme.plan({ ...between("20:00", "21:00"), assignments: [{ resource_id: danas }] });
    expect(visit.status).toBe("scheduled");
    await acme.sql`alter function realtime.send(jsonb, text, text, boolean) rename to send_away`;
    const other = await acme.plan({ ...between("21:00", "22:00"), assignments: [{ resource_id: danas }] });
    expect(other.status).toBe("scheduled");
  } finally {
    await acme.sql`alter table realtime.messages_away rename to messages`;
    await acme.sql`alter function realtime.send_away(jsonb, text, text, boolean) rename to send`;
  }
});

test("telling costs a change less than a millisecond", async () => {
  const visit = await acme.plan({
    ...between("12:00", "13:00"),
    assignments: [{ resource_id: danas }, { resource_id: emils }],
  });
  const times: number[] = [];
  for (let round = 0; round < 60; round++) {
    const [plan] = await acme.sql.unsafe<
      { "QUERY PLAN": { Triggers: { "Trigger Name": string; Time: number }[] }[] }[]
    >(`
      explain (analyze, format json) insert into private.outbox (org_id, type, entity, entity_id, data)
      select '${acme.orgId}', 'booking.' || word, 'booking', '${visit.id}', '{}'
      from unnest(array['created', 'scheduled', 'assigned']) as word`);
    const own = plan?.["QUERY PLAN"][0]?.Triggers.find((each) => each["Trigger Name"] === "tell_changes");
    times.push(own?.Time ?? Infinity);
  }
  // The lower quartile: what the machine does beside it is not the trigger's.
  const usual = times.toSorted((left, right) => left - right)[15] ?? Infinity;
  process.stdout.write(`telling an office and two technicians: ${usual.toFixed(3)} ms (lower quartile)\n`);
  expect(usual).toBeLessThan(1);
});
