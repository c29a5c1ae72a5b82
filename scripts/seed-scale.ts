/**
 * Big, skewed data for looking at lists, plans and pages as they are after years: half of it is one company's, a
 * quarter the next one's, and so on down to companies with a handful of visits. Everybody signs in with the demo's
 * password.
 *
 *   npm run seed:scale -- [--orgs 20] [--bookings 100000] [--audit 0]
 */
import { parseArgs } from "node:util";
import postgres from "postgres";
import type { Sql } from "postgres";
import { fillPeople, fillVisits } from "./bench/load-bookings";
import { createOrganization, createPerson, fillCustomers } from "./bench/load-customers";
import { DEMO_PASSWORD } from "./seed/organizations";
import { withInstallation } from "./stack/installation";
import { StackError, runScript } from "./stack/stack-error";

const LEAST_VISITS = 20;
const VISITS_OF_A_CUSTOMER = 20;
const VISITS_OF_A_TECHNICIAN = 200;
/** The days of a company grow with its visits: with so many people there is room for all of them, at any size. */
const MOST_TECHNICIANS = 25;
const AUDIT_BATCH = 100_000;

type Company = { id: string; slug: string; owner: string; visits: number };

function countOf(name: string, text: string, least: number): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < least)
    throw new StackError(`--${name} is how many there are to be: a whole number from ${least}.`);
  return count;
}

/** Halves: 1/2, 1/4, 1/8 … of all visits, and at least a few for the smallest. */
const shareOf = (all: number, index: number): number =>
  Math.max(LEAST_VISITS, Math.floor(all / 2 ** (index + 1)));

/** What the bench's loader leaves out, because nobody signs in there: a password, which is the demo's. */
async function createOwner(sql: Sql, slug: string): Promise<string> {
  const id = await createPerson(sql, `owner@${slug}.test`);
  await sql`
    update auth.users set
      encrypted_password = extensions.crypt(${DEMO_PASSWORD}, extensions.gen_salt('bf', 10)),
      -- Auth looks for accounts of its own instance only.
      instance_id = '00000000-0000-0000-0000-000000000000', aud = 'authenticated', role = 'authenticated'
    where id = ${id}`;
  await sql`
    insert into auth.identities (id, provider, provider_id, user_id, identity_data)
    select gen_random_uuid(), 'email', u.id::text, u.id, jsonb_build_object('sub', u.id, 'email', u.email)
    from auth.users as u where u.id = ${id}`;
  return id;
}

async function createCompany(sql: Sql, slug: string, visits: number): Promise<Company> {
  const owner = await createOwner(sql, slug);
  const id = await createOrganization(sql, owner, slug);
  await fillCustomers(sql, id, Math.ceil(visits / VISITS_OF_A_CUSTOMER), null);
  const technicians = Math.min(MOST_TECHNICIANS, Math.max(2, Math.ceil(visits / VISITS_OF_A_TECHNICIAN)));
  await fillPeople(sql, id, technicians, null);
  await fillVisits(sql, id, visits);
  // A small company has few working days: what found no room in them is not there.
  const [planned] = await sql<{ count: number }[]>`
    select count(*)::int as count from public.bookings where org_id = ${id}`;
  return { id, slug, owner, visits: planned?.count ?? 0 };
}

/** Lines of the present: what was written later than it says would be named by the proof of the audit log. */
async function fillAudit(sql: Sql, companies: readonly Company[], lines: number): Promise<void> {
  for (const [index, { id, owner }] of companies.entries()) {
    for (let left = Math.floor(lines / 2 ** (index + 1)); left > 0; left -= AUDIT_BATCH) {
      await sql`
        insert into public.audit_logs (org_id, actor_kind, actor_id, action, entity, entity_id, severity)
        select ${id}, 'user', ${owner}, case when n % 3 = 0 then 'view' else 'update' end, 'customer', c.id, 'info'
        from generate_series(1, ${Math.min(left, AUDIT_BATCH)}::int) as n
        join (
          select id, row_number() over (order by id) - 1 as place, count(*) over () as total
          from public.customers where org_id = ${id}
        ) as c on c.place = n % c.total`;
    }
  }
}

async function nextNumber(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from public.organizations where slug like 'scale-%'`;
  return (row?.count ?? 0) + 1;
}

await runScript(async () => {
  const { values } = parseArgs({
    options: {
      orgs: { type: "string", default: "20" },
      bookings: { type: "string", default: "100000" },
      audit: { type: "string", default: "0" },
    },
  });
  const orgs = countOf("orgs", values.orgs, 1);
  const bookings = countOf("bookings", values.bookings, LEAST_VISITS);
  const audit = countOf("audit", values.audit, 0);
  await withInstallation(async ({ adminUrl }) => {
    const sql = postgres(adminUrl, { max: 2, onnotice: () => undefined });
    try {
      const first = await nextNumber(sql);
      const companies: Company[] = [];
      for (let index = 0; index < orgs; index += 1) {
        const company = await createCompany(sql, `scale-${first + index}`, shareOf(bookings, index));
        companies.push(company);
        console.log(
          `${company.slug}: ${company.visits.toLocaleString("en")} visits, owner@${company.slug}.test`,
        );
      }
      await fillAudit(sql, companies, audit);
      await sql`vacuum (analyze)`;
      console.log(`Done. The password is ${DEMO_PASSWORD}.`);
    } finally {
      await sql.end();
    }
  });
});
