import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Transaction } from "@/tests/support/database";
import { rolledBack } from "@/tests/support/database";
import { openCompany } from "./company";
import type { Company } from "./company";

const verify = readFileSync("supabase/verify.sql", "utf8");
let acme: Company;

beforeAll(async () => {
  acme = await openCompany();
});
afterAll(() => acme.database.close());

/** The guarantees that do not hold after `statement`, as the owner sees them. */
async function broken(statement?: string): Promise<string[]> {
  return rolledBack(acme.sql, async (tx: Transaction) => {
    if (statement) await tx.unsafe(statement);
    await tx`set local role postgres`;
    const lines = await tx.unsafe<{ guarantee: string; ok: boolean; found: string[] }[]>(verify);
    return lines.filter((line) => !line.ok).map((line) => `${line.guarantee}: ${line.found.join(", ")}`);
  });
}

test("a migrated database keeps every guarantee", async () => {
  expect(await broken()).toEqual([]);
});

test.each([
  [
    "alter table public.resource_occupancy drop constraint resource_occupancy_free_key",
    "nobody is in two places but on purpose: resource_occupancy_free_key",
  ],
  [
    "alter table public.customers disable row level security",
    "every table has row level security: customers",
  ],
  [
    "grant select on public.customers to anon",
    "strangers hold no right on a table, and on functions only those of links and booking pages: anon select customers",
  ],
  ["grant delete on public.customers to authenticated", "delete customers"],
  [
    "grant select on private.outbox to authenticated",
    "members hold rights on tables of public only: select private.outbox",
  ],
  ["grant select on public.customers to service_role", "select customers"],
  ["grant execute on function public.get_me() to service_role", "execute get_me()"],
  ["grant select on private.background_jobs to callout_worker", "select private.background_jobs"],
  ["alter role authenticator bypassrls", "no worker or API role is above row level security: authenticator"],
  [
    "alter function public.get_me() reset search_path",
    "functions that run as their owner have an empty search path: get_me()",
  ],
  [
    "grant execute on function public.custom_access_token_hook(jsonb) to authenticated",
    "the token hook is for Auth alone: authenticated",
  ],
  [
    "alter default privileges for role postgres in schema public grant select on tables to anon",
    "new objects are granted to nobody by default: r to anon",
  ],
  [
    "alter default privileges for role postgres grant execute on functions to public",
    "new objects are granted to nobody by default",
  ],
  ["drop trigger callout_create_profile on auth.users", "callout_create_profile"],
  ["delete from private.keys", "the key that signs the request context is here: context"],
])("%s is found", async (statement, said) => {
  expect((await broken(statement)).join("\n")).toContain(said);
});

test("a month that nobody made is found while there is still time", async () => {
  const months = await acme.sql<{ name: string }[]>`
    select oid::regclass::text as name from pg_class
    where relnamespace = 'partitions'::regnamespace and relkind = 'r' and relname like 'audit_logs%' order by 1 desc limit 2`;
  const drop = months.map((month) => `drop table ${month.name}`).join("; ");
  expect((await broken(drop)).join("\n")).toContain("two months are made ahead");
});
