import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asIdentity, connect, refusal } from "@/tests/support/database";
import { call, createCustomer, createProperty } from "./company";
import type { Answer } from "./company";
import { between, foundPlanning, openPlanning } from "./planning";
import type { Job, Planning } from "./planning";

let acme: Planning;
let other: Planning;
beforeAll(async () => {
  acme = await openPlanning();
  other = await foundPlanning(acme, "Other");
});
afterAll(() => acme.database.close());

const owner = (headers?: Record<string, string>) => acme.at(acme.owner, headers);
const change = async (job: Job, changes: object): Promise<Record<string, unknown>> =>
  (
    await call<Answer>(acme.sql, owner(), "update_job", {
      id: job.id,
      expected_version: job.version,
      changes,
    })
  ).data;
const remove = (job: Job) =>
  call<Answer>(acme.sql, owner(), "delete_job", { id: job.id, expected_version: job.version });

describe("a number", () => {
  test("counts up without gaps for one who plans alone, and is said with its letter", async () => {
    for (let index = 0; index < 20; index++)
      await expect(other.job()).resolves.toMatchObject({ number: `J-${1001 + index}` });
    expect((await other.plan()).number).toBe("V-2001");
    const [row] = await acme.sql<{ number: string }[]>`
      select private.take_number(${other.orgId}, 'request') as number`;
    expect(row?.number).toBe("R-3001");
  });

  test("is given back by who fails", async () => {
    const before = (await other.job()).number;
    await refusal(other.job({ title: " " }));
    expect(Number((await other.job()).number.slice(2))).toBe(Number(before.slice(2)) + 1);
  });

  test("is nobody else's when many take one at once, the very first among them", async () => {
    const young = await foundPlanning(acme, "Young");
    const pool = connect(acme.database.url, 20);
    const take = () =>
      pool.begin(async (tx) => {
        const [row] = await tx<{ number: string }[]>`
          select private.take_number(${young.orgId}, 'booking') as number`;
        await tx`select pg_sleep(0.02)`;
        return row?.number;
      });
    const numbers = await Promise.all(Array.from({ length: 60 }, take));
    await pool.end();
    expect(new Set(numbers).size).toBe(60);
  });
});

describe("a job", () => {
  test("belongs to a customer and one of his own places, both alive", async () => {
    const customer = await createCustomer(acme, { first_name: "Two" });
    const place = await createProperty(acme, customer.id);
    const strangers = await createCustomer(other, { first_name: "Far" });
    const wrong = [
      { property_id: place.id },
      { customer_id: customer.id },
      { customer_id: strangers.id },
      { customer_id: crypto.randomUUID() },
      { service_type_id: crypto.randomUUID() },
      { follow_up_of: crypto.randomUUID() },
    ];
    for (const fields of wrong) expect((await refusal(acme.job(fields))).code).toBe("CO422");
    await call(acme.sql, owner(), "delete_property", { id: place.id, expected_version: null });
    const gone = acme.job({ customer_id: customer.id, property_id: place.id });
    expect(await refusal(gone)).toMatchObject({ code: "CO422", hint: "property_id" });
    const forced = acme.sql`update public.jobs set property_id = ${place.id} where id = ${(await acme.job()).id}`;
    expect((await refusal(forced)).message).toContain("property_not_found");
  });

  test("takes its urgency from the service type, and a follow-up says what it follows", async () => {
    const [type] = await acme.sql<{ id: string }[]>`
      insert into public.service_types (org_id, name, duration_min, priority, currency)
      values (${acme.orgId}, 'Burst pipe', 45, 'urgent', 'USD') returning id`;
    const job = await acme.job({ service_type_id: type?.id });
    expect(job).toMatchObject({ priority: "urgent", source: "phone", status: "new" });
    expect(await acme.job({ follow_up_of: job.id })).toMatchObject({
      source: "follow_up",
      priority: "normal",
    });
    const visit = await acme.plan({ job_id: job.id, starts_at: between("09:00", "10:00").starts_at });
    expect(Date.parse(visit.ends_at ?? "") - Date.parse(visit.starts_at ?? "")).toBe(45 * 60_000);
    await acme.sql`update public.service_types set is_active = false where id = ${type?.id ?? ""}`;
    expect((await refusal(acme.job({ service_type_id: type?.id }))).message).toContain(
      "service_type_not_found",
    );
    expect(await change({ ...job, version: 2 }, { title: "Still that type" })).toMatchObject({
      title: "Still that type",
    });
  });

  test("changes what it says of itself and nothing of its past", async () => {
    const job = await acme.job();
    const changed = await change(job, {
      title: "Boiler cold",
      priority: "high",
      due_on: "2030-03-08",
      status: "completed",
      number: "J-1",
      customer_id: crypto.randomUUID(),
      org_id: other.orgId,
    });
    expect(changed).toMatchObject({
      title: "Boiler cold",
      priority: "high",
      due_on: "2030-03-08",
      status: "new",
      number: job.number,
      customer: { id: acme.customerId },
      version: 2,
    });
    expect(await refusal(change(job, { title: "Late" }))).toMatchObject({ code: "CO412", hint: "2" });
  });

  test("is deleted only without visits that stand, and comes back with its number", async () => {
    const job = await acme.job();
    const visit = await acme.plan({ job_id: job.id });
    expect((await refusal(remove(job))).message).toContain("has_visits");
    await acme.step(visit, "cancelled", { reason: "wrong house" });
    expect((await remove(job)).data.deleted_at).not.toBeNull();
    expect((await refusal(acme.plan({ job_id: job.id }))).message).toContain("job_not_found");
    const back = await call<Answer>(acme.sql, owner(), "restore_job", { payload: { id: job.id } });
    expect(back.data).toMatchObject({ deleted_at: null, number: job.number });
  });

  test("made twice under one key is one, and so is a visit", async () => {
    const headers = { "idempotency-key": "once" };
    const payload = { customer_id: acme.customerId, property_id: acme.propertyId, title: "Once" };
    const first = await call<Answer<Job>>(acme.sql, owner(headers), "create_job", { payload });
    const again = await call<Answer<Job>>(acme.sql, owner(headers), "create_job", { payload });
    expect(again).toMatchObject({ replayed: true, data: { id: first.data.id } });
    const visitHeaders = { "idempotency-key": "once too" };
    const visit = { job_id: first.data.id };
    const made = await call<Answer<Job>>(acme.sql, owner(visitHeaders), "create_booking", { payload: visit });
    const same = await call<Answer<Job>>(acme.sql, owner(visitHeaders), "create_booking", { payload: visit });
    expect(same).toMatchObject({ replayed: true, data: { id: made.data.id } });
  });

  test("and its visits leave a trail: history, audit line and event of every change", async () => {
    const job = await acme.job();
    await change(job, { title: "Traced" });
    const visit = await acme.plan({ job_id: job.id, ...between("20:00", "21:00") });
    const lines = await acme.sql<{ line: string }[]>`
      select a.entity || ' ' || a.action || ' ' || coalesce(c.changed::text, '') as line
      from public.audit_logs a join private.change_log c on c.id = a.change_id
      where a.entity_id in (${job.id}, ${visit.id}) order by a.entity, c.version`;
    expect(lines.map((each) => each.line)).toEqual([
      "booking create {}",
      "job create {}",
      "job update {title}",
      "job update {status}",
    ]);
  });

  test("goes with its company, and nothing of the plan stays behind", async () => {
    const gone = await foundPlanning(acme, "Gone");
    const resource_id = await gone.hireResource("Tina");
    const crew_id = await gone.formCrew("All", [{ id: resource_id }]);
    const visit = await gone.plan({ ...between("09:00", "10:00"), assignments: [{ crew_id }] });
    await gone.step(visit, "dispatched");
    await acme.sql`delete from public.organizations where id = ${gone.orgId}`;
    const [left] = await acme.sql<{ count: number }[]>`select
      (select count(*) from public.jobs where org_id = ${gone.orgId})::int
      + (select count(*) from public.bookings where org_id = ${gone.orgId})::int
      + (select count(*) from public.resource_occupancy where org_id = ${gone.orgId})::int as count`;
    expect(left?.count).toBe(0);
  });

  test("is read by who may, deleted ones by who may delete", async () => {
    const job = await acme.job();
    await remove(job);
    const viewer = await acme.hire("viewer");
    const count = (person: typeof viewer) =>
      asIdentity(acme.sql, acme.at(person), (tx) => tx`select from public.jobs where id = ${job.id}`);
    expect(await count(acme.owner)).toHaveLength(1);
    expect(await count(viewer)).toHaveLength(0);
  });
});
