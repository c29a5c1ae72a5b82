import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asIdentity, createSession, createUser, refusal, signedIn } from "@/tests/support/database";
import type { Identity, TestUser } from "@/tests/support/database";
import { call, createCustomer, foundCompany, openCompany } from "./company";
import type { Answer, Company } from "./company";

let acme: Company;
let other: Omit<Company, "database">;

beforeAll(async () => {
  acme = await openCompany("Acme Heating");
  other = await foundCompany(acme.sql, "Acme Heating");
});
afterAll(() => acme.database.close());

type Me = {
  user: { id: string; name: string };
  organization: { id: string; slug: string; role: string } | null;
  memberships: { org_id: string; role: string }[];
  permissions: Record<string, Record<string, string>>;
  session_org_id: string | null;
};

const getMe = (identity: Identity): Promise<Me> => call<Me>(acme.sql, identity, "get_me", {});
const currentOrg = (identity: Identity): Promise<string | null> =>
  asIdentity(acme.sql, identity, async (tx) => {
    const [row] = await tx<{ org: string | null }[]>`select private.current_org_id() as org`;
    return row?.org ?? null;
  });

/** The claims that Auth's hook would sign into this session's next token. */
async function nextClaims(user: TestUser): Promise<{ org_id?: string; org_role?: string; error?: unknown }> {
  const event = {
    user_id: user.id,
    claims: { sub: user.id, session_id: user.sessionId, role: "authenticated" },
  };
  return asIdentity(
    acme.sql,
    { name: "auth", role: "supabase_auth_admin", claims: null },
    async (tx) => {
      const [row] = await tx<{ answer: { claims?: object; error?: unknown } }[]>`
        select public.custom_access_token_hook(${tx.json(event)}) as answer`;
      return { ...row?.answer.claims, ...(row?.answer.error ? { error: row.answer.error } : {}) };
    },
    { commit: true },
  );
}

describe("founding", () => {
  test("the founder is owner, holds every shipped right and works in the new organization", async () => {
    const me = await getMe(acme.at(acme.owner));
    expect(me.organization).toMatchObject({ id: acme.orgId, role: "owner", slug: "acme-heating" });
    expect(me.session_org_id).toBe(acme.orgId);
    expect(me.permissions.customers).toEqual({
      read: "all",
      create: "all",
      update: "all",
      delete: "all",
      export: "all",
    });
    expect(await nextClaims(acme.owner)).toMatchObject({ org_id: acme.orgId, org_role: "owner" });
  });

  test("a second company of the same name gets the next free address", async () => {
    expect((await getMe(other.at(other.owner))).organization?.slug).toBe("acme-heating-2");
  });

  test("a wished address that is taken is refused with one that is free", async () => {
    const payload = {
      name: "Any",
      slug: "acme-heating",
      country: "US",
      currency: "USD",
      time_zone: "America/New_York",
    };
    const stranger = signedIn(await createUser(acme.sql));
    const answer = await refusal(call(acme.sql, stranger, "create_organization", { payload }));
    expect(answer).toMatchObject({ code: "CO409", hint: "slug" });
    expect(answer.message).toBe('slug_taken: The address "acme-heating" is not free. "acme-heating-3" is.');
  });

  test("two founders who want one address at the same moment get two", async () => {
    const founders = await Promise.all([createUser(acme.sql), createUser(acme.sql), createUser(acme.sql)]);
    const payload = { name: "Same Name", country: "DE", currency: "EUR", time_zone: "Europe/Berlin" };
    const answers = await Promise.all(
      founders.map((user) =>
        call<Answer<{ slug: string }>>(acme.sql, signedIn(user), "create_organization", { payload }),
      ),
    );
    expect(answers.map((answer) => answer.data.slug).sort()).toEqual([
      "same-name",
      "same-name-2",
      "same-name-3",
    ]);
  });
});

describe("the organization of a session", () => {
  test("switching one session leaves the other where it was", async () => {
    const person = await acme.hire("dispatcher");
    await other.hire("viewer", person);
    const phone = { ...person, sessionId: await createSession(acme.sql, person.id) };
    await call(acme.sql, acme.at(person), "switch_organization", { payload: { org_id: acme.orgId } });
    await call(acme.sql, acme.at(phone), "switch_organization", { payload: { org_id: other.orgId } });
    expect(await nextClaims(person)).toMatchObject({ org_id: acme.orgId, org_role: "dispatcher" });
    expect(await nextClaims(phone)).toMatchObject({ org_id: other.orgId, org_role: "viewer" });
  });

  test("a new session begins where the person worked last, and stays there when another one switches", async () => {
    const person = await acme.hire("dispatcher");
    await other.hire("viewer", person);
    await call(acme.sql, acme.at(person), "switch_organization", { payload: { org_id: other.orgId } });
    const fresh = { ...person, sessionId: await createSession(acme.sql, person.id) };
    expect(await nextClaims(fresh)).toMatchObject({ org_id: other.orgId });
    await call(acme.sql, acme.at(person), "switch_organization", { payload: { org_id: acme.orgId } });
    expect(await nextClaims(fresh)).toMatchObject({ org_id: other.orgId });
  });

  test("each token notes that the person was at work there", async () => {
    const person = await acme.hire("viewer");
    await nextClaims(person);
    const [member] = await acme.sql`
      select last_used_at > now() - interval '1 minute' as is_now, version::int
      from public.organization_members where user_id = ${person.id}`;
    expect(member).toEqual({ is_now: true, version: 1 });
  });

  test("an organization of strangers and one that does not exist answer alike", async () => {
    const answers = await Promise.all(
      [other.orgId, crypto.randomUUID(), "no uuid"].map((org_id) =>
        refusal(call(acme.sql, acme.at(acme.owner), "switch_organization", { payload: { org_id } })),
      ),
    );
    expect(new Set(answers.map((answer) => answer.message)).size).toBe(1);
    expect(answers[0]?.code).toBe("CO404");
  });
});

describe("the claim chooses, the living rows decide", () => {
  test("a claim of a foreign organization, a malformed one and none are nowhere", async () => {
    expect(await currentOrg(acme.at(acme.owner))).toBe(acme.orgId);
    expect(await currentOrg(signedIn(acme.owner, other.orgId))).toBeNull();
    expect(await currentOrg(signedIn(acme.owner, "x' or true --"))).toBeNull();
    expect(await currentOrg(signedIn(acme.owner))).toBeNull();
  });

  test("a token of another kind of principal is no member", async () => {
    const identity = acme.at(acme.owner);
    const claims = { ...identity.claims, role: "authenticated", principal: "portal:x" };
    expect(await currentOrg({ ...identity, claims })).toBeNull();
  });

  test("who is removed or suspended is out with the token he has, and cannot get another", async () => {
    for (const end of ["removed", "suspended"] as const) {
      const person = await acme.hire("admin");
      expect(await currentOrg(acme.at(person))).toBe(acme.orgId);
      if (end === "removed") {
        await call(acme.sql, acme.at(acme.owner), "remove_member", {
          user_id: person.id,
          expected_version: 1,
        });
      } else {
        const changes = { status: "suspended" };
        await call(acme.sql, acme.at(acme.owner), "update_member", {
          user_id: person.id,
          expected_version: null,
          changes,
        });
      }
      expect(await currentOrg(acme.at(person))).toBeNull();
      expect(await nextClaims(person)).not.toHaveProperty("org_id");
      await expect(createCustomer(acme, { first_name: "Ana" }, person)).rejects.toThrow("no_organization");
    }
  });

  test("nobody works in a suspended organization", async () => {
    const closing = await foundCompany(acme.sql, "Closing");
    await acme.sql`update public.organizations set status = 'suspended' where id = ${closing.orgId}`;
    expect(await currentOrg(closing.at(closing.owner))).toBeNull();
    expect(await nextClaims(closing.owner)).not.toHaveProperty("org_id");
  });

  test("an inactive or deleted account gets no token, and the one it has is worth nothing", async () => {
    for (const end of [{ is_active: false }, { deleted_at: new Date() }]) {
      const person = await acme.hire("admin");
      await acme.sql`update public.profiles set ${acme.sql(end)} where id = ${person.id}`;
      expect(await currentOrg(acme.at(person))).toBeNull();
      expect(await nextClaims(person)).toEqual({
        error: { http_code: 403, message: "This account is not active." },
      });
      expect((await refusal(getMe(acme.at(person)))).code).toBe("42501");
    }
  });

  test("a changed role counts from the next statement on", async () => {
    const person = await acme.hire("viewer");
    await expect(createCustomer(acme, { first_name: "Ana" }, person)).rejects.toThrow("forbidden");
    await call(acme.sql, acme.at(acme.owner), "update_member", {
      user_id: person.id,
      expected_version: 1,
      changes: { role: "dispatcher" },
    });
    expect(await createCustomer(acme, { first_name: "Ana" }, person)).toMatchObject({ display_name: "Ana" });
  });
});

describe("accounts", () => {
  test("each account has its profile from the first moment, and the profile follows its address and sign-ins", async () => {
    const user = await createUser(acme.sql, { email: "Ada@People.test", name: "Ada" });
    await acme.sql`update auth.users set email = 'ada2@people.test', last_sign_in_at = now() where id = ${user.id}`;
    const [profile] =
      await acme.sql`select name, email, login_count from public.profiles where id = ${user.id}`;
    expect(profile).toMatchObject({ name: "Ada", email: "ada2@people.test", login_count: 1 });
  });

  test("what a stranger writes into his name never stops the sign-up", async () => {
    const user = await createUser(acme.sql, { name: `a\u0001b\r\nBcc: x${"y".repeat(400)}` });
    const [profile] = await acme.sql<
      { name: string }[]
    >`select name from public.profiles where id = ${user.id}`;
    expect(profile?.name.startsWith("a b Bcc: xyy")).toBe(true);
    expect(profile?.name).toHaveLength(200);
  });
});
