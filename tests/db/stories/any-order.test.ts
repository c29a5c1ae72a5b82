import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "@/tests/support/database";
import type { Sql, TestUser } from "@/tests/support/database";
import { openCompany } from "./company";
import type { Company } from "./company";
import { foundPlanning } from "./planning";
import { brokenInvariants } from "./planning-invariants";
import { operation, perform } from "./planning-operations";
import type { Operation, Site } from "./planning-operations";

const CLIENTS = 4;

let company: Company;
let pool: Sql;
beforeAll(async () => {
  company = await openCompany();
  pool = connect(company.database.url, CLIENTS);
});
afterAll(async () => {
  await pool?.end({ timeout: 5 });
  await company?.database.close();
});

/** A company of its own for each sequence: five people, two crews, three jobs. */
async function openSite(): Promise<Site> {
  const planning = await foundPlanning(company, `Site ${crypto.randomUUID().slice(0, 8)}`);
  const resources: string[] = [];
  for (const name of ["Ana", "Ben", "Cem", "Dee", "Eva"]) resources.push(await planning.hireResource(name));
  const crews = [
    await planning.formCrew("North", [{ id: resources[0] ?? "" }, { id: resources[1] ?? "" }]),
    await planning.formCrew("South", [{ id: resources[2] ?? "" }, { id: resources[3] ?? "" }]),
  ];
  const jobs: string[] = [];
  for (let index = 0; index < 3; index++) jobs.push((await planning.job()).id);
  const base = Math.floor(Date.now() / 1_800_000) * 1_800_000 - 6 * 3_600_000;
  return { planning, pool, resources, crews, jobs, base };
}

/** What the database says to who asks for something that cannot be had, and nothing else. */
const refusals = new Set(["CO404", "CO409", "CO412", "CO422"]);
const counts = { done: 0, refused: 0, kinds: new Set<string>() };

async function run(site: Site, person: TestUser, operations: Operation[]): Promise<void> {
  for (const each of operations) {
    try {
      await perform(site, person, each);
      counts.done++;
      counts.kinds.add(each.kind);
    } catch (error) {
      if (!refusals.has((error as { code?: string }).code ?? "")) throw error;
      counts.refused++;
    }
  }
}

test(
  "whatever four clients do, in whatever order, the plan keeps its promises",
  { timeout: 180_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(
          ...Array.from({ length: CLIENTS }, () => fc.array(operation, { minLength: 25, maxLength: 40 })),
        ),
        async (clients) => {
          const site = await openSite();
          const people = await Promise.all(clients.map(() => site.planning.hire("dispatcher")));
          await Promise.all(
            clients.map((operations, index) => run(site, people[index] ?? site.planning.owner, operations)),
          );
          expect(await brokenInvariants(company.sql, site.planning.orgId)).toEqual({});
        },
      ),
      { numRuns: 10, endOnFailure: true },
    );
    expect(counts.done).toBeGreaterThan(150);
    expect(counts.refused).toBeGreaterThan(20);
    expect(counts.kinds.size).toBeGreaterThan(18);
    process.stdout.write(`any order: ${counts.done} done, ${counts.refused} refused\n`);
  },
);
