import { randomUUID } from "node:crypto";
import { createChunks, stringToBase64URL } from "@supabase/ssr";
import type { BrowserContext } from "@playwright/test";
import type { Sql } from "postgres";
import { SESSION_COOKIE } from "@/lib/supabase/cookie";
import { authAnswer } from "./call";
import type { BenchStack } from "./call";
import { fillPeople } from "./load-bookings";
import { createOrganization, createPerson, fillCustomers } from "./load-customers";

const PASSWORD = "bench-field-callout";

export type Session = { access_token: string };
export type FieldCompany = { slug: string; technician: Session; dispatcher: Session; visits: string[] };

/** Somebody with an account and a place in the company, signed in. */
async function signUp(stack: BenchStack, join: (id: string) => Promise<unknown>): Promise<Session> {
  const account = {
    email: `bench-field-${randomUUID()}@callout.test`,
    password: PASSWORD,
    email_confirm: true,
    user_metadata: { name: "Bench" },
  };
  const { secretKey, publishableKey } = stack.settings;
  const { id } = await authAnswer<{ id: string }>(stack, "admin/users", secretKey, account);
  await join(id);
  return authAnswer<Session>(stack, "token?grant_type=password", publishableKey, account);
}

/** A company with one desk, one phone and a day of work on it. */
export async function createFieldCompany(sql: Sql, stack: BenchStack, visits: number): Promise<FieldCompany> {
  const owner = await createPerson(sql, `bench-field-owner-${randomUUID()}@callout.test`);
  const slug = `bench-field-${randomUUID().slice(0, 8)}`;
  const organization = await createOrganization(sql, owner, slug);
  const join = (id: string, role: string) => sql`
    insert into public.organization_members (org_id, user_id, role) values (${organization}, ${id}, ${role})`;
  const dispatcher = await signUp(stack, (id) => join(id, "dispatcher"));
  await fillCustomers(sql, organization, visits, null);
  let service = "";
  const technician = await signUp(stack, async (id) => {
    await join(id, "technician");
    service = await fillPeople(sql, organization, 1, id);
  });
  return { slug, technician, dispatcher, visits: await planDay(sql, organization, service, visits) };
}

async function planDay(sql: Sql, organization: string, service: string, visits: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    with places as (
      select p.id, p.customer_id, row_number() over (order by p.id) - 1 as n
      from public.properties as p where p.org_id = ${organization} limit ${visits}
    ),
    jobs as (
      insert into public.jobs (org_id, number, customer_id, property_id, service_type_id, title, description)
      select ${organization}, 'J-' || n, customer_id, id, ${service}, 'Boiler repair', 'No heat since this morning'
      from places returning id, number
    )
    insert into public.bookings (org_id, number, job_id, status, starts_at, ends_at, assigned)
    select ${organization}, replace(j.number, 'J', 'V'), j.id, 'scheduled',
      date_trunc('hour', now()) + make_interval(mins => 20 * substr(j.number, 3)::int),
      date_trunc('hour', now()) + make_interval(mins => 20 * substr(j.number, 3)::int + 15),
      jsonb_build_array(jsonb_build_object('resource_id', r.id, 'crew_id', null, 'role', 'lead'))
    from jobs as j, public.bookable_resources as r where r.org_id = ${organization}
    returning id`;
  return rows.map((row) => row.id);
}

export async function signIn(context: BrowserContext, url: string, session: Session): Promise<void> {
  const held = createChunks(SESSION_COOKIE, `base64-${stringToBase64URL(JSON.stringify(session))}`);
  // With an end, or the browser would forget them when it is closed.
  const expires = Math.floor(Date.now() / 1000) + 3_600;
  await context.addCookies(held.map(({ name, value }) => ({ name, value, url, expires })));
}
