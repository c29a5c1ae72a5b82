import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { installation } from "./installation";
import { ZONE } from "./zone";

export type Account = { id: string; email: string; password: string };
export type Company = { id: string; slug: string; name: string };

/** For scenes that no screen can set. Never for what a test is about. */
const sql = postgres(installation.adminUrl, { max: 1, idle_timeout: 1, onnotice: () => undefined });

async function call<T>(address: string, headers: Record<string, string>, body: unknown): Promise<T> {
  const response = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${address} answers ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** A confirmed account of this test alone, made by Auth as an operator would. */
export async function createAccount(name: string, locale = "en"): Promise<Account> {
  const word = name.toLowerCase().replaceAll(" ", ".");
  const email = `${word}.${randomUUID().slice(0, 8)}@example.test`;
  const password = "a long enough password";
  const made = await call<{ id: string }>(
    `${installation.supabaseUrl}/auth/v1/admin/users`,
    { apikey: installation.secretKey },
    { email, password, email_confirm: true, user_metadata: { name, locale } },
  );
  return { id: made.id, email, password };
}

/** A company of this test alone, founded by the account over the API. */
export async function createCompany(founder: Account, name: string): Promise<Company> {
  const { access_token: token } = await call<{ access_token: string }>(
    `${installation.supabaseUrl}/auth/v1/token?grant_type=password`,
    { apikey: installation.publishableKey },
    { email: founder.email, password: founder.password },
  );
  const { data } = await call<{ data: Company }>(
    `${installation.url}/api/v1/organizations`,
    { authorization: `Bearer ${token}`, "idempotency-key": randomUUID() },
    {
      name,
      slug: `${name.toLowerCase().replaceAll(/[^a-z]+/g, "-")}-${randomUUID().slice(0, 8)}`,
      country: "US",
      currency: "USD",
      locale: "en",
      time_zone: ZONE,
      trade: "hvac",
    },
  );
  return data;
}

/** Puts a person into a company without the mail and its link. */
export async function join(company: Company, { id }: Account, role: string): Promise<void> {
  await sql`insert into public.organization_members (org_id, user_id, role) values (${company.id}, ${id}, ${role})`;
}

/** Open on every day that its hours name: what is planned "on Monday" must not fall on a holiday. */
export async function openOnHolidays({ id }: Company): Promise<void> {
  await sql`delete from public.business_closures where org_id = ${id}`;
}

/** Takes a right from a role of one company; the standard rights stay as they are. */
export async function takeRight(company: Company, role: string, resource: string): Promise<void> {
  await sql`
    delete from public.role_permissions
    where org_id = ${company.id} and role = ${role} and resource = ${resource}`;
}

/** From now on nothing of this company is done without a signature. */
export async function requireSignature(company: Company): Promise<void> {
  await sql`
    insert into public.system_settings (org_id, category, name, value)
    values (${company.id}, 'field', 'signature_required', 'true')`;
}

/** Out at once, as the office's member page does it. */
export async function suspend(company: Company, { id }: Account): Promise<void> {
  await sql`update public.organization_members set status = 'suspended' where org_id = ${company.id} and user_id = ${id}`;
}

/** The hour is over: what was granted to this person for a time ended a second ago. */
export async function endGrants({ id }: Company, person: Account): Promise<void> {
  await sql`
    update public.user_permissions set expires_at = now() - interval '1 second'
    where org_id = ${id} and user_id = ${person.id} and expires_at is not null`;
}
