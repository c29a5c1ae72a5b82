import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  addMember,
  asIdentity,
  createOrganization,
  createUser,
  openDatabase,
  refusal,
  signedIn,
} from "../../support/database";
import type { TestDatabase, TestUser } from "../../support/database";

let database: TestDatabase;

beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

async function company(more: Record<string, string> = {}) {
  const owner = await createUser(database.sql);
  const org = await createOrganization(database.sql, owner, { name: "Fresh Air", ...more });
  return { org, owner };
}

const call = (person: TestUser, org: string, statement: string) =>
  asIdentity(
    database.sql,
    signedIn(person, org),
    async (tx) => {
      const [row] = await tx.unsafe(`select ${statement} as answer`);
      return row?.answer as { status: number; data: Record<string, unknown> };
    },
    { commit: true },
  );

const counts = async (org: string) => {
  const [row] = await database.sql`
    select
      (select count(*)::int from public.customers c where c.org_id = ${org}) as customers,
      (select count(*)::int from public.properties p where p.org_id = ${org}) as properties,
      (select count(*)::int from public.jobs j where j.org_id = ${org}) as jobs,
      (select count(*)::int from public.bookings b where b.org_id = ${org}) as visits,
      (select count(*)::int from public.bookable_resources r where r.org_id = ${org}) as resources,
      (select count(*)::int from public.resource_occupancy o where o.org_id = ${org}) as occupied,
      (select count(*)::int from public.tags t where t.org_id = ${org}) as tags,
      (select count(*)::int from public.sample_records s where s.org_id = ${org}) as samples`;
  return row;
};

const nothing = {
  customers: 0,
  properties: 0,
  jobs: 0,
  visits: 0,
  resources: 0,
  occupied: 0,
  tags: 0,
  samples: 0,
};

describe("sample data", () => {
  it.each(["hvac", "plumbing", "electrical", "cleaning", "inspection", "other"])(
    "of %s is made whole by one call, marked, within the hours, and gone without a trace by another",
    async (trade) => {
      const { org, owner } = await company({ trade, locale: "de", country: "DE", currency: "EUR" });
      const made = await call(owner, org, "public.create_sample_data()");
      expect(made).toMatchObject({ status: 201, data: { customers: 6, resources: 2, visits: 5 } });
      expect(await counts(org)).toEqual({
        customers: 6,
        properties: 6,
        jobs: 6,
        visits: 5,
        resources: 2,
        occupied: 5,
        tags: 1,
        samples: 9,
      });
      const [marks] = await database.sql`
        select
          (select count(*)::int from public.customer_tags t where t.org_id = ${org}) as customers,
          (select count(*)::int from public.job_tags t where t.org_id = ${org}) as jobs,
          (select bool_and(r.name like '%(Beispiel)') from public.bookable_resources r where r.org_id = ${org}) as people,
          (select count(*)::int from public.bookings b where b.org_id = ${org} and b.starts_at < now()) as past`;
      expect(marks).toEqual({ customers: 6, jobs: 6, people: true, past: 0 });

      const removed = await call(owner, org, "public.remove_sample_data()");
      expect(removed).toMatchObject({ status: 200, data: { customers: 6, visits: 5 } });
      expect(await counts(org)).toEqual(nothing);
    },
  );

  it("is made once, by who may, and again after it was removed", async () => {
    const { org, owner } = await company();
    const dispatcher = await createUser(database.sql);
    await addMember(database.sql, org, dispatcher, "dispatcher");
    const forbidden = await refusal(call(dispatcher, org, "public.create_sample_data()"));
    expect([forbidden.code, forbidden.hint]).toEqual(["42501", "settings:update"]);
    await call(owner, org, "public.create_sample_data()");
    expect((await refusal(call(owner, org, "public.create_sample_data()"))).code).toBe("CO409");
    await call(owner, org, "public.remove_sample_data()");
    expect((await call(owner, org, "public.create_sample_data()")).status).toBe(201);
  });

  it("takes nothing along that is real: own records, the own tag, a sample technician sent to a real customer", async () => {
    const { org, owner } = await company();
    await call(owner, org, `public.create_tag('{"name": "sample"}')`);
    await call(owner, org, "public.create_sample_data()");
    const customer = await call(
      owner,
      org,
      `public.create_customer('{"kind": "person", "last_name": "Real"}')`,
    );
    const property = await call(
      owner,
      org,
      `public.create_property('{"customer_id": "${String(customer.data.id)}", "line1": "1 Oak St", "city": "Albany", "country": "US"}')`,
    );
    const job = await call(
      owner,
      org,
      `public.create_job('{"customer_id": "${String(customer.data.id)}", "property_id": "${String(property.data.id)}", "title": "Real work"}')`,
    );
    const [robin] = await database.sql`
      select r.id from public.bookable_resources r where r.org_id = ${org} and r.name like 'Robin%'`;
    await call(
      owner,
      org,
      `public.create_booking('{"job_id": "${String(job.data.id)}", "starts_at": "2031-03-03T15:00:00Z", "assignments": [{"resource_id": "${String(robin?.id)}", "role": "lead"}]}')`,
    );
    await expect(call(owner, org, "public.remove_sample_data()")).resolves.toBeDefined();
    expect(await counts(org)).toEqual({
      customers: 1,
      properties: 1,
      jobs: 1,
      visits: 1,
      resources: 1,
      occupied: 1,
      tags: 1,
      samples: 0,
    });
  });
});

describe("another trade", () => {
  const names = async (org: string) =>
    (
      await database.sql<{ name: string }[]>`
        select t.name from public.service_types t where t.org_id = ${org} order by t.position`
    ).map(({ name }) => name);
  const choose = (owner: TestUser, org: string, trade: string) =>
    asIdentity(
      database.sql,
      signedIn(owner, org),
      (tx) => tx`update public.organizations set trade = ${trade} where id = ${org}`,
      { commit: true },
    );

  it("brings its own services and hours as long as nothing was touched", async () => {
    const { org, owner } = await company({ trade: "other" });
    await choose(owner, org, "cleaning");
    expect((await names(org))[0]).toBe("Home cleaning");
    await choose(owner, org, "plumbing");
    expect((await names(org))[0]).toBe("Leak repair");
    const hours = await database.sql`
      select distinct h.opens::text as opens from public.business_hours h where h.org_id = ${org}`;
    expect(hours).toEqual([{ opens: "07:30:00" }]);
  });

  it("leaves alone what somebody has changed", async () => {
    const { org, owner } = await company({ trade: "other" });
    await database.sql`update public.skills set name = name || ' of ours' where org_id = ${org}`;
    await choose(owner, org, "cleaning");
    expect((await names(org))[0]).toBe("Visit");
  });
});

describe("changed hours", () => {
  it("name the visits that lie outside of them now, and move none", async () => {
    const { org, owner } = await company();
    await call(owner, org, "public.create_sample_data()");
    const week = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: "10:00", closes: "24:00" }));
    const answer = await call(owner, org, `public.replace_business_hours(null, '${JSON.stringify(week)}')`);
    const stranded = answer.data.stranded as { number: string }[];
    // The two that begin when the company opened until now, at eight.
    expect(stranded).toHaveLength(2);
    const again = await call(owner, org, `public.replace_business_hours(null, '${JSON.stringify(week)}')`);
    expect(again.data.stranded).toEqual([]);
  });
});
