import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asIdentity, createUser, refusal, signedIn } from "@/tests/support/database";
import type { Identity, TestUser } from "@/tests/support/database";
import { call, callRows, openCompany } from "./company";
import type { Answer, Company } from "./company";

let acme: Company;

beforeAll(async () => {
  acme = await openCompany();
});
afterAll(() => acme.database.close());

type Invitation = { id: string; email: string; role: string; status: string; version: number };

const worker: Identity = { name: "worker", role: "callout_worker", claims: null };
const server: Identity = { name: "server", role: "service_role", claims: null };

async function invite(email: string, role = "dispatcher", by: TestUser = acme.owner): Promise<Invitation> {
  const payload = { email, role };
  return (await call<Answer<Invitation>>(acme.sql, acme.at(by), "create_invitation", { payload })).data;
}

/** What the worker does before it sends: a fresh token of which only the hash stays. */
async function mail(invitation: string): Promise<{ token: string; email: string } | null> {
  return asIdentity(
    acme.sql,
    worker,
    async (tx) => {
      const [row] = await tx`select ops.invitation_mail(${acme.orgId}, ${invitation}) as mail`;
      return row?.mail as { token: string; email: string } | null;
    },
    { commit: true },
  );
}

async function tokenOf(invitation: Invitation): Promise<string> {
  const sent = await mail(invitation.id);
  if (!sent) throw new Error("nothing to send");
  return sent.token;
}

const accept = (user: TestUser, token: string): Promise<Answer> =>
  call(acme.sql, signedIn(user), "accept_invitation", { payload: { token } });
const peek = (token: string): Promise<{ status: string } | null> =>
  call(acme.sql, server, "gate_peek_invitation", { token });

const remove = (user: TestUser): Promise<Answer> =>
  call(acme.sql, acme.at(acme.owner), "remove_member", { user_id: user.id, expected_version: null });
const change = (user: TestUser, changes: object): Promise<Answer> =>
  call(acme.sql, acme.at(acme.owner), "update_member", { user_id: user.id, expected_version: null, changes });

describe("inviting", () => {
  test("an invitation is mailed by the worker, with a token the database keeps as a hash only", async () => {
    const invitation = await invite("Grace@People.test");
    expect(invitation).toMatchObject({ email: "grace@people.test", status: "pending", version: 1 });
    const jobs = await acme.sql`
      select kind from private.background_jobs where payload ->> 'invitation_id' = ${invitation.id}`;
    expect(jobs).toMatchObject([{ kind: "invitation_mail" }]);
    const token = await tokenOf(invitation);
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const [row] = await acme.sql<{ stored: string }[]>`
      select jsonb_agg(t)::text as stored from private.invitation_tokens t where invitation_id = ${invitation.id}`;
    expect(row?.stored).not.toContain(token);
    expect(await peek(token)).toMatchObject({
      email: "grace@people.test",
      role: "dispatcher",
      organization: { name: "Acme Heating" },
    });
  });

  test("the last three links are valid, earlier ones are not", async () => {
    const invitation = await invite("many@people.test");
    const tokens: string[] = [];
    for (let round = 0; round < 4; round++) tokens.push(await tokenOf(invitation));
    const seen = await Promise.all(tokens.map(peek));
    expect(seen.map((answer) => answer?.status)).toEqual([undefined, "pending", "pending", "pending"]);
  });

  test("nobody invites above his own role; only an owner invites an owner", async () => {
    const admin = await acme.hire("admin");
    const answer = await refusal(invite("boss@people.test", "owner", admin));
    expect(answer).toMatchObject({ code: "42501", hint: "role" });
    expect(await invite("peer@people.test", "admin", admin)).toMatchObject({ role: "admin" });
    expect(await invite("boss@people.test", "owner")).toMatchObject({ role: "owner" });
  });

  test("who lacks the right to invite does not", async () => {
    const dispatcher = await acme.hire("dispatcher");
    expect(await refusal(invite("x@people.test", "viewer", dispatcher))).toMatchObject({
      code: "42501",
      hint: "invitations:create",
    });
  });

  test("one open invitation per address, and none for a member; an expired one makes room", async () => {
    const first = await invite("once@people.test");
    expect((await refusal(invite("ONCE@people.test"))).message).toContain("already_invited");
    expect((await refusal(invite(acme.owner.email))).message).toContain("already_member");
    await acme.sql`update public.organization_invitations set expires_at = now() where id = ${first.id}`;
    expect((await invite("once@people.test")).id).not.toBe(first.id);
    const [old] =
      await acme.sql`select revoked_at from public.organization_invitations where id = ${first.id}`;
    expect(old?.revoked_at).not.toBeNull();
  });

  test("twenty at once for one address make one invitation", async () => {
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => invite("race@people.test")));
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  });

  test("the plan's number of members bounds members and open invitations together", async () => {
    const small = await openCompany("Small");
    await small.sql`update public.organizations set quota_members = 2 where id = ${small.orgId}`;
    const send = (email: string): Promise<unknown> =>
      call(small.sql, small.at(small.owner), "create_invitation", { payload: { email, role: "viewer" } });
    const tries = await Promise.allSettled([
      send("a@people.test"),
      send("b@people.test"),
      send("c@people.test"),
    ]);
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect((await refusal(send("d@people.test"))).message).toContain("member_quota");
    await small.database.close();
  });

  test("one invitation cannot be sent without end", async () => {
    const invitation = await invite("bomb@people.test");
    const resend = (): Promise<unknown> =>
      call(acme.sql, acme.at(acme.owner), "resend_invitation", { payload: { id: invitation.id } });
    for (let round = 0; round < 4; round++) await resend();
    expect(await refusal(resend())).toMatchObject({ code: "CO429" });
  });
});

describe("accepting", () => {
  test("the invited, confirmed address joins, and the session works there with its next token", async () => {
    const invitation = await invite("joan@people.test", "technician");
    const joan = await createUser(acme.sql, { email: "joan@people.test" });
    const token = await tokenOf(invitation);
    expect((await accept(joan, token)).data).toMatchObject({ org_id: acme.orgId, role: "technician" });
    const [session] = await acme.sql`
      select org_id from private.session_organizations where session_id = ${joan.sessionId}`;
    expect(session?.org_id).toBe(acme.orgId);
    const again = await refusal(accept(joan, token));
    expect(again).toMatchObject({ code: "CO410" });
    expect(again.message).toContain("invitation_used");
  });

  test("another account with the same link stays outside, and so does an unconfirmed one", async () => {
    const invitation = await invite("meant@people.test");
    const token = await tokenOf(invitation);
    const finder = await createUser(acme.sql);
    const refused = await refusal(accept(finder, token));
    expect(refused).toMatchObject({ code: "42501", hint: "email" });
    expect(refused.message).toContain("other_address");
    expect(refused.message).not.toContain("meant@people.test");
    const meant = await createUser(acme.sql, { email: "meant@people.test" });
    await acme.sql`update auth.users set email_confirmed_at = null where id = ${meant.id}`;
    expect((await refusal(accept(meant, token))).message).toContain("address_unconfirmed");
    const rows = await acme.sql`
      select from public.organization_members where user_id in (${finder.id}, ${meant.id})`;
    expect(rows).toHaveLength(0);
  });

  test("unknown, malformed, revoked and expired links say what they are", async () => {
    const user = await createUser(acme.sql, { email: "late@people.test" });
    expect((await refusal(accept(user, "x"))).code).toBe("CO404");
    expect((await refusal(accept(user, "A".repeat(43)))).code).toBe("CO404");
    const invitation = await invite("late@people.test");
    const token = await tokenOf(invitation);
    await acme.sql`update public.organization_invitations set expires_at = now() where id = ${invitation.id}`;
    expect((await refusal(accept(user, token))).message).toContain("invitation_expired");
    await call(acme.sql, acme.at(acme.owner), "revoke_invitation", {
      id: invitation.id,
      expected_version: null,
    });
    expect((await refusal(accept(user, token))).message).toContain("invitation_revoked");
    expect(await mail(invitation.id)).toBeNull();
  });

  test("accepted twice at the same moment it makes one member and one refusal", async () => {
    const invitation = await invite("twin@people.test");
    const token = await tokenOf(invitation);
    const twin = await createUser(acme.sql, { email: "twin@people.test" });
    const tries = await Promise.allSettled([accept(twin, token), accept(twin, token)]);
    expect(tries.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("who was removed comes back by a new invitation, with the role it names", async () => {
    const person = await acme.hire("dispatcher");
    await call(acme.sql, acme.at(acme.owner), "remove_member", {
      user_id: person.id,
      expected_version: null,
    });
    const token = await tokenOf(await invite(person.email, "viewer"));
    await accept(person, token);
    const [member] = await acme.sql`
      select role, status from public.organization_members where org_id = ${acme.orgId} and user_id = ${person.id}`;
    expect(member).toEqual({ role: "viewer", status: "active" });
  });

  test.each([
    ["removed", (admin: TestUser) => remove(admin)],
    ["suspended", (admin: TestUser) => change(admin, { status: "suspended" })],
    ["made a dispatcher", (admin: TestUser) => change(admin, { role: "dispatcher" })],
  ])("who is %s leaves no open invitation behind that he could not send today", async (_what, end) => {
    const admin = await acme.hire("admin");
    const address = `friend-${admin.id.slice(0, 8)}@people.test`;
    const token = await tokenOf(await invite(address, "admin", admin));
    await end(admin);
    const friend = await createUser(acme.sql, { email: address });
    expect((await refusal(accept(friend, token))).message).toContain("invitation_revoked");
  });
});

test("revoking asks for the version that was read", async () => {
  const invitation = await invite("stale@people.test");
  const revoke = (expected_version: number): Promise<unknown> =>
    call(acme.sql, acme.at(acme.owner), "revoke_invitation", { id: invitation.id, expected_version });
  expect(await refusal(revoke(7))).toMatchObject({ code: "CO412", hint: "1" });
  expect(await revoke(1)).toMatchObject({ data: { status: "revoked" } });
});

test("an invitation is seen by who may read invitations, and by nobody else of the company", async () => {
  const viewer = await acme.hire("viewer");
  const admin = await acme.hire("admin");
  const count = async (user: TestUser): Promise<number> =>
    asIdentity(acme.sql, acme.at(user), async (tx) => {
      const rows = await tx`select id from public.organization_invitations`;
      return rows.length;
    });
  expect(await count(viewer)).toBe(0);
  expect(await count(admin)).toBeGreaterThan(0);
  expect(await callRows(acme.sql, acme.at(viewer), "search_all", { query: "grace" })).toEqual([]);
});
