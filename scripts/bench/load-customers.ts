import type { Sql } from "postgres";

/** The largest company and twenty small ones beside it, because a list must be fast in both. */
export type BenchWorld = { organization: string; owner: string; technician: string; customers: number };

const SMALL_ORGANIZATIONS = 20;
const SMALL_SIZE = 500;
const CHUNK = 10_000;
/** Whom one technician looks after: people do not grow with the company. */
const LOOKED_AFTER = 100;

export async function createPerson(sql: Sql, email: string): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    insert into auth.users (id, email, email_confirmed_at, raw_user_meta_data)
    values (gen_random_uuid(), ${email}, now(), '{"name": "Bench"}') returning id`;
  return row?.id ?? "";
}

export async function createOrganization(sql: Sql, person: string, slug: string): Promise<string> {
  return sql.begin(async (transaction) => {
    const claims = JSON.stringify({ sub: person, role: "authenticated" });
    await transaction`select set_config('request.jwt.claims', ${claims}, true)`;
    await transaction`set local role authenticated`;
    const payload = {
      name: slug,
      slug,
      country: "US",
      currency: "USD",
      locale: "en",
      time_zone: "America/New_York",
      trade: "hvac",
    };
    const [row] = await transaction<{ answer: { data: { id: string } } }[]>`
      select public.create_organization(${transaction.json(payload)}) as answer`;
    return row?.answer.data.id ?? "";
  });
}

/** Names by arithmetic: 200 first × 500 last names, so that short and long prefixes meet few and many. */
export async function fillCustomers(
  sql: Sql,
  organization: string,
  count: number,
  technician: string | null,
) {
  for (let start = 1; start <= count; start += CHUNK) {
    const end = Math.min(count, start + CHUNK - 1);
    await sql`
      insert into public.customers (org_id, kind, first_name, last_name, company_name, email, phone, assigned_to)
      select
        ${organization}, case when n % 5 = 0 then 'company' else 'person' end,
        initcap(substr('aeioubdfgklmnprst', 1 + n % 17, 1) || substr(md5((n % 200)::text), 1, 5)),
        initcap(substr('bcdfghklmnprstvw', 1 + n % 16, 1) || substr(md5((n % 500)::text), 6, 6)),
        case when n % 5 = 0 then initcap(substr(md5((n % 3000)::text), 1, 7)) || ' Heating ' || n end,
        'c' || n || '@example.com', '+1212' || lpad((5000000 + n)::text, 7, '0'),
        case when n % ${Math.ceil(count / LOOKED_AFTER)}::int = 0 then ${technician}::uuid end
      from generate_series(${start}::int, ${end}::int) as n`;
    await sql`
      insert into public.properties (org_id, customer_id, line1, city, postcode, country, time_zone, lat, lng, is_primary)
      select
        c.org_id, c.id, (1 + abs(hashtext(c.id::text)) % 900) || ' ' || initcap(substr(md5((abs(hashtext(c.email)) % 2000)::text), 1, 8)) || ' Street',
        'Brooklyn', lpad((abs(hashtext(c.email)) % 99999)::text, 5, '0'), 'US', 'America/New_York', 40.7, -73.9, true
      from public.customers as c
      where c.org_id = ${organization}
        and not exists (select from public.properties as p where p.org_id = c.org_id and p.customer_id = c.id)`;
  }
}

/** Loads the world into an empty, migrated database and brings its statistics up to date. */
export async function loadCustomers(sql: Sql, count: number): Promise<BenchWorld> {
  const owner = await createPerson(sql, "bench-owner@callout.test");
  const technician = await createPerson(sql, "bench-technician@callout.test");
  const organization = await createOrganization(sql, owner, "bench-large");
  await sql`
    insert into public.organization_members (org_id, user_id, role) values (${organization}, ${technician}, 'technician')`;
  await fillCustomers(sql, organization, count, technician);
  for (let index = 0; index < SMALL_ORGANIZATIONS; index += 1) {
    await fillCustomers(sql, await createOrganization(sql, owner, `bench-small-${index}`), SMALL_SIZE, null);
  }
  await sql`vacuum (analyze) public.customers`;
  await sql`vacuum (analyze) public.properties`;
  await sql`vacuum (analyze) private.search_documents`;
  return { organization, owner, technician, customers: count };
}
