import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asIdentity } from "@/tests/support/database";
import { createCustomer, foundCompany, openCompany } from "./company";
import type { Company } from "./company";

const run = promisify(execFile);

let acme: Company;
let other: Omit<Company, "database">;

beforeAll(async () => {
  acme = await openCompany();
  other = await foundCompany(acme.sql, "Other Heating");
  await createCustomer(acme, { first_name: "Ana" });
  await createCustomer(other, { first_name: "Ben" });
});
afterAll(() => acme.database.close());

/** The command as an operator types it. */
async function admin(...args: string[]): Promise<{ code: number; said: string }> {
  const options = { env: { ...process.env, ADMIN_DATABASE_URL: acme.database.url } };
  const all = ["--conditions=react-server", "--import", "tsx", "scripts/admin.ts", ...args];
  try {
    const { stdout } = await run(process.execPath, all, options);
    return { code: 0, said: stdout };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { code, said: stderr };
  }
}
const slugOf = async (org: string): Promise<string> =>
  String((await acme.sql`select slug from public.organizations where id = ${org}`)[0]?.slug);
const statusOf = async (org: string) =>
  (await acme.sql`select status, plan from public.organizations where id = ${org}`)[0];
const maintain = () => acme.sql`select private.run_maintenance(now())`;
const seesCustomers = async () =>
  (await asIdentity(acme.sql, acme.at(acme.owner), (tx) => tx`select id from public.customers`)).length;

test("a plan is set by name, and the organization's log says that an operator did it", async () => {
  expect(await admin("plan", await slugOf(acme.orgId), "team")).toMatchObject({ code: 0 });
  expect(await statusOf(acme.orgId)).toMatchObject({ plan: "team" });
  const [line] = await acme.sql`
    select actor_kind, action, changed from public.audit_logs
    where org_id = ${acme.orgId} and entity = 'organization' order by id desc limit 1`;
  expect(line).toMatchObject({ actor_kind: "operator", action: "update", changed: ["plan"] });
});

test("deleting asks for the name again, closes at once and can be taken back whole", async () => {
  const slug = await slugOf(acme.orgId);
  expect(await admin("delete", slug)).toMatchObject({
    code: 1,
    said: expect.stringContaining(`--confirm ${slug}`) as string,
  });
  expect(await seesCustomers()).toBe(1);
  expect(await admin("delete", slug, "--confirm", slug)).toMatchObject({ code: 0 });
  expect(await seesCustomers()).toBe(0);
  await maintain();
  expect((await admin("orgs")).said).toContain("(deleted from ");
  expect(await admin("resume", slug)).toMatchObject({ code: 0 });
  expect(await statusOf(acme.orgId)).toMatchObject({ status: "active" });
  expect(await seesCustomers()).toBe(1);
});

test("after its grace it goes with every row, one line stays, and nothing of another is touched", async () => {
  const slug = await slugOf(acme.orgId);
  const others = async () =>
    (
      await acme.sql`
    select md5(string_agg(c::text, '' order by c.id)) as sum from public.customers as c where org_id = ${other.orgId}`
    )[0];
  const before = await others();
  await admin("delete", slug, "--confirm", slug, "--grace-days", "0", "--reason", "asked for it");
  await maintain();
  expect(await statusOf(acme.orgId)).toBeUndefined();
  const tables = await acme.sql<{ name: string }[]>`
    select c.oid::regclass::text as name from pg_class as c
    join pg_attribute as a on a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition
      and c.relnamespace in ('public'::regnamespace, 'private'::regnamespace, 'ops'::regnamespace)`;
  const left: string[] = [];
  for (const { name } of tables) {
    const rows = await acme.sql.unsafe(`select from ${name} where org_id = '${acme.orgId}' limit 1`);
    if (rows.length > 0) left.push(name);
  }
  expect(left).toEqual(["ops.closed_organizations"]);
  expect(await others()).toEqual(before);
});
