import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asIdentity, createUser, refusal } from "@/tests/support/database";
import type { TestUser } from "@/tests/support/database";
import { call, foundCompany, openCompany } from "./company";
import type { Answer, Company } from "./company";

let acme: Company;

beforeAll(async () => {
  acme = await openCompany();
});
afterAll(() => acme.database.close());

type Place = Omit<Company, "database">;
type Member = { user_id: string; role: string; status: string; version: number };

const change = (company: Place, by: TestUser, user: TestUser, changes: object): Promise<Answer<Member>> =>
  call(company.sql, company.at(by), "update_member", { user_id: user.id, expected_version: null, changes });
const remove = (company: Place, by: TestUser, user: TestUser): Promise<Answer<Member>> =>
  call(company.sql, company.at(by), "remove_member", { user_id: user.id, expected_version: null });
const leave = (company: Place, user: TestUser): Promise<Answer<Member>> =>
  call(company.sql, company.at(user), "leave_organization", { payload: {} });

async function owners(company: Place): Promise<number> {
  const rows = await company.sql`
    select from public.organization_members where org_id = ${company.orgId} and role = 'owner' and status = 'active'`;
  return rows.length;
}

describe("the last owner", () => {
  test("cannot leave, be demoted, suspended or removed", async () => {
    const company = await foundCompany(acme.sql, "Lone");
    const answers = [
      await refusal(leave(company, company.owner)),
      await refusal(change(company, company.owner, company.owner, { role: "admin" })),
    ];
    for (const answer of answers) {
      expect(answer).toMatchObject({
        code: "CO409",
        message: "last_owner: An organization needs at least one owner.",
      });
    }
    await expect(
      acme.sql`delete from public.organization_members where user_id = ${company.owner.id}`,
    ).rejects.toThrow("last_owner");
    expect(await owners(company)).toBe(1);
  });

  test("an owner whose account is switched off does not count", async () => {
    const company = await foundCompany(acme.sql, "Sleeping");
    const second = await company.hire("owner");
    await acme.sql`update public.profiles set is_active = false where id = ${second.id}`;
    expect((await refusal(leave(company, company.owner))).message).toContain("last_owner");
  });

  test("stays whichever way many owners go at the same moment", async () => {
    for (let round = 0; round < 5; round++) {
      const company = await foundCompany(acme.sql, `Race ${round}`);
      const people = [company.owner, ...(await Promise.all([1, 2, 3].map(() => company.hire("owner"))))];
      const [first, second, third, fourth] = people as [TestUser, TestUser, TestUser, TestUser];
      const tries = await Promise.allSettled([
        leave(company, first),
        remove(company, third, second),
        change(company, fourth, third, { role: "viewer" }),
        leave(company, fourth),
        change(company, first, second, { status: "suspended" }),
      ]);
      expect(await owners(company)).toBeGreaterThanOrEqual(1);
      for (const one of tries) {
        if (one.status === "rejected") expect(String(one.reason)).not.toMatch(/deadlock|canceling/);
      }
    }
  });

  test("two who leave at the same moment: one may, one stays", async () => {
    const company = await foundCompany(acme.sql, "Two");
    const second = await company.hire("owner");
    const tries = await Promise.allSettled([leave(company, company.owner), leave(company, second)]);
    expect(tries.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await owners(company)).toBe(1);
  });

  test("stays also when two rows are written by hand in overlapping transactions", async () => {
    const company = await foundCompany(acme.sql, "By hand");
    const second = await company.hire("owner");
    const demote = (user: TestUser): Promise<unknown> =>
      acme.sql.begin(async (tx) => {
        await tx`
          update public.organization_members set role = 'viewer'
          where org_id = ${company.orgId} and user_id = ${user.id}`;
        await tx`select pg_sleep(0.3)`;
      });
    const tries = await Promise.allSettled([demote(company.owner), demote(second)]);
    expect(tries.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await owners(company)).toBe(1);
  });

  test("an organization that is deleted takes its last owner along", async () => {
    const company = await foundCompany(acme.sql, "Gone");
    await acme.sql`delete from public.organizations where id = ${company.orgId}`;
    const [left] =
      await acme.sql`select slug, members from ops.closed_organizations where org_id = ${company.orgId}`;
    expect(left).toEqual({ slug: "gone", members: 1 });
  });
});

describe("ranks", () => {
  test("an admin neither makes nor touches an owner", async () => {
    const admin = await acme.hire("admin");
    const viewer = await acme.hire("viewer");
    expect(await refusal(change(acme, admin, viewer, { role: "owner" }))).toMatchObject({
      code: "42501",
      hint: "role",
    });
    expect((await refusal(change(acme, admin, acme.owner, { role: "viewer" }))).message).toContain(
      "role_above_own",
    );
    expect((await refusal(remove(acme, admin, acme.owner))).message).toContain("role_above_own");
    expect((await change(acme, admin, viewer, { role: "admin" })).data).toMatchObject({
      role: "admin",
      version: 2,
    });
  });

  test("a dispatcher changes nobody, not even himself", async () => {
    const dispatcher = await acme.hire("dispatcher");
    expect(await refusal(change(acme, dispatcher, dispatcher, { role: "admin" }))).toMatchObject({
      code: "42501",
      hint: "members:update",
    });
  });

  test("no member can write the table himself", async () => {
    const answer = await refusal(
      asIdentity(
        acme.sql,
        acme.at(acme.owner),
        (tx) => tx`update public.organization_members set role = 'owner'`,
      ),
    );
    expect(answer.code).toBe("42501");
  });
});

describe("changes of members", () => {
  test("a member of another company and nobody at all are the same to ask for", async () => {
    const other = await foundCompany(acme.sql, "Other");
    const answers = await Promise.all(
      [other.owner, await createUser(acme.sql), { ...other.owner, id: crypto.randomUUID() }].map((user) =>
        refusal(remove(acme, acme.owner, user)),
      ),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ code: "CO404", message: "not_found: There is no such member." });
  });

  test("words that are no role and no state are refused by name", async () => {
    const viewer = await acme.hire("viewer");
    expect(await refusal(change(acme, acme.owner, viewer, { role: "god" }))).toMatchObject({
      code: "CO422",
      hint: "role",
    });
    expect(await refusal(change(acme, acme.owner, viewer, { status: "removed" }))).toMatchObject({
      code: "CO422",
      hint: "status",
    });
  });

  test("nobody suspends or removes himself by the wrong door", async () => {
    const second = await acme.hire("owner");
    expect((await refusal(change(acme, second, second, { status: "suspended" }))).message).toContain(
      "own_account",
    );
    expect((await refusal(remove(acme, second, second))).message).toContain("own_account");
    expect((await leave(acme, second)).data).toMatchObject({ status: "removed" });
  });

  test("a stale version changes nothing", async () => {
    const viewer = await acme.hire("viewer");
    await change(acme, acme.owner, viewer, { role: "accountant" });
    const stale = call(acme.sql, acme.at(acme.owner), "update_member", {
      user_id: viewer.id,
      expected_version: 1,
      changes: { role: "admin" },
    });
    expect(await refusal(stale)).toMatchObject({ code: "CO412", hint: "2" });
  });

  test("a suspended member can be let in again, a removed one only by invitation", async () => {
    const person = await acme.hire("viewer");
    await change(acme, acme.owner, person, { status: "suspended" });
    expect((await change(acme, acme.owner, person, { status: "active" })).data).toMatchObject({
      status: "active",
    });
    await remove(acme, acme.owner, person);
    expect((await refusal(change(acme, acme.owner, person, { status: "active" }))).message).toContain(
      "member_removed",
    );
  });

  test("the person is told by mail of a new role and of the end", async () => {
    const person = await acme.hire("viewer");
    await change(acme, acme.owner, person, { role: "technician" });
    await remove(acme, acme.owner, person);
    const jobs = await acme.sql<{ event: string }[]>`
      select payload ->> 'event' as event from private.background_jobs
      where kind = 'account_mail' and payload ->> 'user_id' = ${person.id} order by id`;
    expect(jobs.map((job) => job.event)).toEqual(["role_changed", "member_removed"]);
  });

  test("colleagues see one another until one is removed", async () => {
    const viewer = await acme.hire("viewer");
    const person = await acme.hire("dispatcher");
    const sees = (): Promise<number> =>
      asIdentity(acme.sql, acme.at(viewer), async (tx) => {
        const rows = await tx`select email from public.profiles where id = ${person.id}`;
        return rows.length;
      });
    expect(await sees()).toBe(1);
    await remove(acme, acme.owner, person);
    expect(await sees()).toBe(0);
  });
});
