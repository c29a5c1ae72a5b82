import { afterAll, beforeAll, expect, test } from "vitest";
import { asIdentity, refusal } from "@/tests/support/database";
import type { Identity } from "@/tests/support/database";
import { readRelations } from "@/tests/support/relations";
import { ofNobody } from "@/tests/support/seeding";
import { call, foundCompany, openCompany } from "./company";
import type { Answer, Company } from "./company";
import { fillCompany } from "./privacy";

let acme: Company;
let other: Omit<Company, "database">;
const worker: Identity = { name: "worker", role: "callout_worker", claims: null };

type Table = { relation: string; columns: string[] };
const tables = () =>
  asIdentity(acme.sql, worker, async (tx) => [
    ...(await tx<Table[]>`select * from ops.organization_tables()`),
  ]);

/** All rows of a table, one by one as the worker would page through a large one. */
async function rowsOf(relation: string): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  await asIdentity(acme.sql, worker, async (tx) => {
    for (let after: string | null = null; ;) {
      const page: { line: Record<string, unknown> }[] = await tx<{ line: Record<string, unknown> }[]>`
        select line from ops.organization_rows(${acme.orgId}, ${relation}, ${after}::text::jsonb, 7) as line`;
      if (page.length === 0) return;
      rows.push(...page.map(({ line }) => line));
      after = JSON.stringify(page.at(-1)?.line);
    }
  });
  return rows;
}

beforeAll(async () => {
  acme = await openCompany();
  other = await foundCompany(acme.sql, "Best Plumbing");
  for (const [company, word] of [
    [acme, "acmetexts"],
    [other, "besttexts"],
  ] as const) {
    const technician = await company.hire("technician");
    await fillCompany(company, technician.id, word);
  }
});
afterAll(() => acme.database.close());

test("An export leaves no table of a company out but those that are named", async () => {
  const exported = new Set((await tables()).map(({ relation }) => relation));
  const [named] = await acme.sql<{ omitted: string[] }[]>`select private.tables_not_exported() as omitted`;
  const omitted = new Set(named?.omitted);
  const all = (await readRelations(acme.sql)).filter(
    ({ schema, kind, label }) =>
      ["public", "private"].includes(schema) &&
      (kind === "table" || kind === "partitioned") &&
      !ofNobody[label],
  );
  expect(all.length).toBeGreaterThan(80);
  expect(
    all.filter(({ label }) => exported.has(label) === omitted.has(label)).map(({ label }) => label),
  ).toEqual([]);
});

test("An export holds every row of the company, and no word of another", async () => {
  for (const { relation } of await tables()) {
    const rows = await rowsOf(relation);
    const condition = {
      "public.organizations": "id = $1",
      "public.profiles": "id in (select user_id from public.organization_members where org_id = $1)",
    }[relation];
    const [counted] = await acme.sql.unsafe<{ rows: number }[]>(
      `select count(*)::int as rows from ${relation} where ${condition ?? "org_id = $1"}`,
      [acme.orgId],
    );
    expect([relation, rows.length]).toEqual([relation, counted?.rows]);
    expect(JSON.stringify(rows), relation).not.toMatch(new RegExp(`besttexts|${other.orgId}`));
  }
});

test("An export hands out no hash that opens something, and no table by another name", async () => {
  for (const { relation, columns } of await tables()) {
    expect([
      relation,
      columns.filter((name) => /hash$|^salt$|^sealed$|^wrapped$/.test(name) && !/^(ip_hash)$/.test(name)),
    ]).toEqual([relation, []]);
  }
  expect((await refusal(rowsOf("private.customer_portal_tokens"))).code).toBe("42501");
  expect((await refusal(rowsOf("auth.users"))).code).toBe("42501");
});

test("Owners and admins ask for it, an accountant does not", async () => {
  const payload = { dataset: "organization", format: "zip" };
  const made = await call<Answer>(acme.sql, acme.at(await acme.hire("admin")), "create_export", { payload });
  expect(made.data).toMatchObject({ kind: "organization_export", status: "queued" });
  const accountant = await acme.hire("accountant");
  expect((await refusal(call(acme.sql, acme.at(accountant), "create_export", { payload }))).code).toBe(
    "42501",
  );
});
