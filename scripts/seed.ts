import { createClient } from "@supabase/supabase-js";
import postgres from "postgres";
import ws from "ws";
import { readAddresses } from "./seed/addresses";
import { makeRecords } from "./seed/customers";
import { DEMO_ORGANIZATIONS, DEMO_PASSWORD, roleOf, SHARED_PERSON } from "./seed/organizations";
import type { DemoOrganization } from "./seed/organizations";
import { createRandom } from "./seed/random";
import { createSchedule } from "./seed/schedule";
import { createWinterDay } from "./seed/winter-day";

/**
 * Fills the embedded stack with the demo: two companies, their people, their customers. Accounts are made through
 * Auth, companies through the project's own function; the rest is inserted in bulk by the database's owner with the
 * dispatcher's claims, so that history and audit name a person as they would in daily work.
 */

type Sql = postgres.Sql;
type Account = { email: string; name: string; locale: string };
/** The account's id by the local part of a company's address, or by a whole address. */
type Person = (local: string) => string;

/** Only this machine: a demo with a published password must never reach a project that others can reach. */
function requireLocal(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set. Run the demo through \`npm start\` or \`npm run seed\`.`);
  if (!["127.0.0.1", "localhost", "[::1]"].includes(new URL(value).hostname)) {
    throw new Error(`${name} points to another machine. The demo is for the embedded Supabase only.`);
  }
  return value;
}

/** Makes the accounts that are missing: a run that broke off is simply repeated. */
async function createAccounts(sql: Sql, accounts: Account[]): Promise<Map<string, string>> {
  const secret = process.env.SUPABASE_SECRET_KEY;
  if (!secret) throw new Error("SUPABASE_SECRET_KEY is not set. Run the demo through `npm start`.");
  const { auth } = createClient(requireLocal("SUPABASE_URL"), secret, {
    auth: { persistSession: false, autoRefreshToken: false },
    realtime: { transport: ws as unknown as typeof WebSocket },
  });
  const emails = accounts.map((account) => account.email);
  const known = await sql<{ id: string; email: string }[]>`
    select id, email from auth.users where email in ${sql(emails)}`;
  const ids = new Map(known.map((row) => [row.email, row.id]));
  for (const { email, name, locale } of accounts) {
    if (ids.has(email)) continue;
    const { data, error } = await auth.admin.createUser({
      email,
      password: DEMO_PASSWORD,
      email_confirm: true,
      user_metadata: { name, locale },
    });
    if (error) throw new Error(`The account ${email} could not be made: ${error.message}`);
    ids.set(email, data.user.id);
  }
  return ids;
}

/** From here on the transaction's history names this person. */
async function actAs(transaction: postgres.TransactionSql, person: string, organization: string | null) {
  const claims = { sub: person, role: "authenticated", org_id: organization };
  await transaction`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`;
}

async function createCompany(transaction: postgres.TransactionSql, demo: DemoOrganization, person: Person) {
  await actAs(transaction, person("owner"), null);
  await transaction`set local role authenticated`;
  const [made] = await transaction<{ answer: { data: { id: string } } }[]>`
    select public.create_organization(${transaction.json(demo.company)}) as answer`;
  await transaction`reset role`;
  const organization = made?.answer.data.id;
  if (!organization) throw new Error(`The company ${demo.slug} could not be made`);
  const members = Object.keys(demo.people).map((local) => ({ user_id: person(local), role: roleOf(local) }));
  members.push({ user_id: person(SHARED_PERSON.email), role: SHARED_PERSON.role });
  await actAs(transaction, person("owner"), organization);
  await transaction`insert into public.organization_members ${transaction(
    members.map((member) => ({ ...member, org_id: organization })),
  )}`;
  await invite(transaction, demo);
  return organization;
}

/** Somebody who has not answered yet, so that this state can be seen too. */
async function invite(transaction: postgres.TransactionSql, { invited }: DemoOrganization) {
  if (!invited) return;
  await transaction`set local role authenticated`;
  await transaction`select public.create_invitation(${transaction.json(invited)})`;
  await transaction`reset role`;
}

async function createRecords(
  transaction: postgres.TransactionSql,
  demo: DemoOrganization,
  organization: string,
  person: Person,
  now: Date,
) {
  const records = makeRecords(demo, createRandom(demo.seed), readAddresses(demo.addresses), now);
  const dispatcher = person("dispatcher");
  const technicians = Object.keys(demo.people).filter((local) => local.startsWith("tech"));
  await actAs(transaction, dispatcher, organization);
  const within = <Row extends object>(rows: Row[]) =>
    rows.map((row) => ({ ...row, org_id: organization, created_by: dispatcher }));
  // Every tenth customer has a technician who looks after him: what a technician may see so far.
  const customers = within(records.customers).map((row, index) => ({
    ...row,
    assigned_to: index % 10 === 0 ? person(technicians[(index / 10) % technicians.length] ?? "tech1") : null,
    updated_at: row.created_at,
  }));
  // The trigger dates a consent by now, but these were given when the customers came.
  await transaction`alter table public.customers disable trigger date_consent`;
  await transaction`insert into public.customers ${transaction(customers)}`;
  await transaction`alter table public.customers enable trigger date_consent`;
  await transaction`insert into public.properties ${transaction(within(records.properties))}`;
  await transaction`insert into public.customer_contacts ${transaction(within(records.contacts))}`;
  console.log(
    `${demo.company.name}: ${customers.length} customers with ${records.properties.length} properties.`,
  );
}

/** Finds the ids of the demo's accounts by the local part of a company's address. */
function personOf(ids: Map<string, string>, { domain }: DemoOrganization): Person {
  return (local) => {
    const id = ids.get(local.includes("@") ? local : `${local}@${domain}`);
    if (!id) throw new Error(`There is no account for ${local}`);
    return id;
  };
}

async function seedDemo(sql: Sql, now: Date) {
  const accounts = DEMO_ORGANIZATIONS.flatMap((demo) => [
    { email: `owner@${demo.domain}`, name: demo.owner.name, locale: demo.company.locale },
    ...Object.entries(demo.people).map(([local, name]) => ({
      email: `${local}@${demo.domain}`,
      name,
      locale: demo.company.locale,
    })),
  ]);
  const ids = await createAccounts(sql, [...accounts, SHARED_PERSON]);
  for (const demo of DEMO_ORGANIZATIONS) {
    const person = personOf(ids, demo);
    await sql.begin(async (transaction) => {
      const [known] = await transaction`select from public.organizations where slug = ${demo.slug}`;
      if (known)
        return console.log(`${demo.company.name} is there already; \`npm run db:reset\` starts over.`);
      const organization = await createCompany(transaction, demo, person);
      await createRecords(transaction, demo, organization, person, now);
      const random = createRandom(demo.seed + 1);
      await createSchedule({ transaction, demo, organization, person, random, nowMs: now.getTime() });
    });
  }
}

/** A day of the city's real requests, into the American company: hundreds to triage and plan. */
async function seedWinterDay(sql: Sql, now: Date) {
  const [demo] = DEMO_ORGANIZATIONS;
  if (!demo) throw new Error("There is no demo company.");
  await sql.begin(async (transaction) => {
    const [found] = await transaction<{ id: string; dispatcher: string }[]>`
      select o.id, m.user_id as dispatcher
      from public.organizations as o
      join public.organization_members as m on m.org_id = o.id and m.role = 'dispatcher'
      where o.slug = ${demo.slug} order by m.created_at limit 1`;
    if (!found) throw new Error(`${demo.company.name} is not there: run \`npm run seed\` first.`);
    await actAs(transaction, found.dispatcher, found.id);
    await createWinterDay(transaction, demo, found.id, now);
  });
}

const [name = "demo"] = process.argv.slice(2);
const SETS: Record<string, (sql: Sql, now: Date) => Promise<void>> = {
  demo: seedDemo,
  "winter-day": seedWinterDay,
};
const fill = SETS[name];
if (!fill) throw new Error(`There is no data set "${name}". There are: ${Object.keys(SETS).join(", ")}.`);
const today = process.env.CALLOUT_SEED_DATE ? new Date(process.env.CALLOUT_SEED_DATE) : new Date();
const sql = postgres(requireLocal("ADMIN_DATABASE_URL"), { max: 2, onnotice: () => {} });
try {
  await fill(sql, today);
} finally {
  await sql.end();
}
