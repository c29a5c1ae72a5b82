import { createHash, randomBytes, randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { call, expectStatus } from "./support/call";
import { database } from "./support/installation";
import {
  createCompany,
  createPerson,
  forgeToken,
  refreshed,
  type Company,
  type Person,
} from "./support/people";

let home: Company;

beforeAll(async () => {
  home = await createCompany("kultarr");
});

/** The link's token, as the worker mints it: only its hash is stored, so a test makes its own. */
async function tokenOf(invitationId: string): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const hash = createHash("sha256").update(token).digest();
  await database()`
    insert into private.invitation_tokens (org_id, invitation_id, token_hash)
    select org_id, id, ${hash} from public.organization_invitations where id = ${invitationId}`;
  return token;
}

const invite = (email: string, role = "dispatcher", as: Person = home.people.owner) =>
  call("POST", "/invitations", { as, body: { email, role } });

describe("members", () => {
  it("are listed with name, role and state, page by page", async () => {
    const all = await call("GET", "/members", { as: home.people.viewer });
    expect(all.rows.map(({ role }) => String(role)).toSorted()).toEqual([
      "accountant",
      "admin",
      "dispatcher",
      "owner",
      "technician",
      "viewer",
    ]);
    expect(all.rows.find(({ role }) => role === "owner")).toMatchObject({
      user_id: home.people.owner.id,
      name: "kultarr owner",
      email: home.people.owner.email,
      status: "active",
    });
    const seen: unknown[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page = await call("GET", `/members?limit=4${cursor && `&cursor=${cursor}`}`, {
        as: home.people.viewer,
      });
      seen.push(...page.rows.map((row) => row.user_id));
      cursor = page.next;
    }
    expect(seen).toEqual(all.rows.map((row) => row.user_id));
    const viewers = await call("GET", "/members?role=viewer", { as: home.people.viewer });
    expect(viewers.rows.map(({ role }) => role)).toEqual(["viewer"]);
  });

  it("show a technician himself alone", async () => {
    const { technician } = home.people;
    const seen = await call("GET", "/members", { as: technician });
    expect(seen.rows.map((row) => row.user_id)).toEqual([technician.id]);
  });

  it("change role, with the version that was seen", async () => {
    const { technician, owner } = home.people;
    const before = await call("GET", `/members/${technician.id}`, { as: owner });
    const change = (version: number, body: unknown) =>
      call("PATCH", `/members/${technician.id}`, { as: owner, version, body });
    const changed = await change(before.row.version, { role: "dispatcher" });
    expect([changed.status, changed.row.role]).toEqual([200, "dispatcher"]);
    const stale = await change(before.row.version, { role: "viewer" });
    expect([stale.status, stale.problem.current?.role]).toEqual([412, "dispatcher"]);
    expect((await change(changed.row.version, { role: "technician" })).status).toBe(200);
    expect((await change(1, {})).problem.errors?.[0]?.code).toBe("required");
    expect((await change(1, { status: "removed" })).problem.errors?.[0]?.field).toBe("status");
  });

  it("suspended are out at the next request and back as fast", async () => {
    const company = await createCompany("woylie");
    const { dispatcher, owner } = company.people;
    const set = (status: string) =>
      call("PATCH", `/members/${dispatcher.id}`, { as: owner, version: "*", body: { status } });
    await set("suspended");
    expect((await call("GET", "/customers", { as: dispatcher })).problem.code).toBe("no_organization");
    await set("active");
    expect((await call("GET", "/customers", { as: dispatcher })).status).toBe(200);
  });

  it("keep at least one owner, whoever asks and however", async () => {
    const { owner, admin } = home.people;
    const demote = await call("PATCH", `/members/${owner.id}`, {
      as: owner,
      version: "*",
      body: { role: "admin" },
    });
    expect([demote.status, demote.problem.code]).toEqual([409, "last_owner"]);
    const leave = await call("POST", `/organizations/${home.id}/leave`, { as: owner, body: {} });
    expect([leave.status, leave.problem.code]).toEqual([409, "last_owner"]);
    const byAdmin = await call("DELETE", `/members/${owner.id}`, { as: admin, version: "*" });
    expect([byAdmin.status, byAdmin.problem.code]).toEqual([403, "role_above_own"]);
    const himself = await call("DELETE", `/members/${owner.id}`, { as: owner, version: "*" });
    expect([himself.status, himself.problem.code]).toEqual([409, "own_account"]);
    const makeOwner = await call("PATCH", `/members/${admin.id}`, {
      as: admin,
      version: "*",
      body: { role: "owner" },
    });
    expect([makeOwner.status, makeOwner.problem.code]).toEqual([403, "role_above_own"]);
  });

  it("of two owners who leave at the same moment one stays", async () => {
    const company = await createCompany("mulgara");
    const { owner, admin } = company.people;
    await call("PATCH", `/members/${admin.id}`, { as: owner, version: "*", body: { role: "owner" } });
    const leave = (as: Person) => call("POST", `/organizations/${company.id}/leave`, { as, body: {} });
    const answers = await Promise.all([leave(owner), leave(admin)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });
});

describe("invitations", () => {
  it("are made, listed, fetched, and name who invited", async () => {
    const email = `ana.${randomUUID()}@people.test`;
    const made = await invite(email.toUpperCase());
    expectStatus(made, 201);
    expect(made.row).toMatchObject({
      email,
      role: "dispatcher",
      status: "pending",
      sent_at: null,
      invited_by: { id: home.people.owner.id, name: "kultarr owner" },
    });
    expect(Date.parse(String(made.row.expires_at)) - Date.now()).toBeGreaterThan(13.9 * 86_400_000);
    // The worker may have sent it by now.
    const kept = { ...made.row, sent_at: expect.toBeOneOf([null, expect.any(String)]) as unknown };
    const got = await call("GET", `/invitations/${made.row.id}`, { as: home.people.admin });
    expect(got.row).toEqual(kept);
    const listed = await call("GET", "/invitations?status=pending&limit=200", { as: home.people.admin });
    expect(listed.rows).toContainEqual(kept);
    const second = await invite(email);
    expect([second.status, second.problem.code, second.problem.errors?.[0]?.field]).toEqual([
      409,
      "already_invited",
      "email",
    ]);
  });

  it("are not made for who is a member already, nor for a role above one's own", async () => {
    const member = await invite(home.people.viewer.email);
    expect([member.status, member.problem.code]).toEqual([409, "already_member"]);
    const above = await invite(`boss.${randomUUID()}@people.test`, "owner", home.people.admin);
    expect([above.status, above.problem.code]).toEqual([403, "role_above_own"]);
  });

  it("let the invited person in, who then works there", async () => {
    const guest = await createPerson("guest");
    const { row } = await invite(guest.email, "viewer");
    const token = await tokenOf(row.id);
    const joined = await call("POST", "/invitations/accept", { as: guest, body: { token } });
    expectStatus(joined, 200);
    expect(joined.row).toMatchObject({ org_id: home.id, slug: home.slug, role: "viewer", status: "active" });
    const inside = await refreshed(guest);
    expect((await call("GET", "/customers", { as: inside })).status).toBe(200);
    const again = await call("POST", "/invitations/accept", { as: inside, body: { token } });
    expect([again.status, again.problem.code]).toEqual([410, "invitation_used"]);
    expect((await call("GET", `/invitations/${row.id}`, { as: home.people.owner })).row.status).toBe(
      "accepted",
    );
  });

  it("let nobody else in, and nobody after they were taken back or ran out", async () => {
    const guest = await createPerson("guest");
    const stranger = await createPerson("stranger");
    const accept = async (as: Person, token: string) => {
      const { status, problem } = await call("POST", "/invitations/accept", { as, body: { token } });
      return [status, problem.code];
    };
    const { row } = await invite(guest.email);
    const token = await tokenOf(row.id);
    expect(await accept(stranger, token)).toEqual([403, "other_address"]);
    expect(await accept(guest, randomBytes(32).toString("base64url"))).toEqual([404, "not_found"]);
    await database()`update public.organization_invitations set expires_at = now() - interval '1 s' where id = ${row.id}`;
    expect(await accept(guest, token)).toEqual([410, "invitation_expired"]);
    const renewed = await call("POST", `/invitations/${row.id}/resend`, { as: home.people.owner });
    expect([renewed.status, renewed.row.status]).toEqual([200, "pending"]);
    const stale = await call("DELETE", `/invitations/${row.id}`, { as: home.people.owner, version: 1 });
    expect([stale.status, stale.problem.current?.status]).toEqual([412, "pending"]);
    const revoked = await call("DELETE", `/invitations/${row.id}`, {
      as: home.people.owner,
      version: renewed.row.version,
    });
    expect([revoked.status, revoked.text]).toEqual([204, ""]);
    expect(await accept(guest, token)).toEqual([410, "invitation_revoked"]);
  });
});

describe("organizations", () => {
  const body = {
    name: "Numbat Heating",
    country: "US",
    currency: "USD",
    locale: "en",
    time_zone: "America/New_York",
    trade: "hvac",
  };

  it("are founded by anybody, who owns and works in them", async () => {
    const founder = await createPerson("founder");
    const made = await call("POST", "/organizations", { as: founder, body });
    expectStatus(made, 201);
    expect(made.row).toMatchObject({
      ...body,
      slug: expect.stringMatching(/^numbat-heating/) as string,
      version: 1,
    });
    const me = await call("GET", "/me", { as: await refreshed(founder) });
    expect(me.row.organization).toMatchObject({ id: made.row.id, role: "owner" });
    const taken = await call("POST", "/organizations", {
      as: founder,
      body: { ...body, slug: made.row.slug },
    });
    expect([taken.status, taken.problem.code, taken.problem.errors?.[0]?.field]).toEqual([
      409,
      "slug_taken",
      "slug",
    ]);
  });

  it("are switched for one session and not for another", async () => {
    const person = await createPerson("both");
    const first = await call("POST", "/organizations", { as: person, body });
    const second = await call("POST", "/organizations", { as: person, body });
    const listed = await call("GET", "/organizations", { as: person });
    expect(new Set(listed.rows.map((row) => row.org_id))).toEqual(new Set([first.row.id, second.row.id]));

    const switched = await call("POST", `/organizations/${first.row.id}/switch`, { as: person, body: {} });
    expect([switched.status, switched.row.org_id]).toEqual([200, first.row.id]);
    const here = await refreshed(person);
    expect((await call("GET", "/me", { as: here })).row.organization).toMatchObject({ id: first.row.id });
    const elsewhere = await forgeToken({ sub: person.id, org_id: second.row.id });
    expect((await call("GET", "/me", { as: elsewhere })).row.organization).toMatchObject({
      id: second.row.id,
    });

    const late = await call("POST", "/customers", {
      as: here,
      body: { kind: "person", last_name: "Wrong place" },
      headers: { "x-org-id": second.row.id },
    });
    expect([late.status, late.problem.code]).toEqual([409, "organization_changed"]);
    expect((await call("GET", `/organizations/${second.row.id}`, { as: here })).status).toBe(404);
  });

  it("are changed by who may, with the version that was seen", async () => {
    const { owner, dispatcher } = home.people;
    const { row } = await call("GET", `/organizations/${home.id}`, { as: dispatcher });
    const change = (as: Person) =>
      call("PATCH", `/organizations/${home.id}`, {
        as,
        version: row.version,
        body: { sender_name: "Kultarr" },
      });
    expect((await change(dispatcher)).problem.required_scope).toBe("organizations:update");
    expect((await change(owner)).row).toMatchObject({ sender_name: "Kultarr", version: row.version + 1 });
    expect((await change(owner)).problem.current?.sender_name).toBe("Kultarr");
  });
});

describe("oneself", () => {
  it("is told who one is, where, and with which rights", async () => {
    const { row } = await call("GET", "/me", { as: home.people.viewer });
    expect(row).toMatchObject({
      user: { id: home.people.viewer.id, name: "kultarr viewer", email: home.people.viewer.email },
      organization: { id: home.id, slug: home.slug, role: "viewer", currency: "USD" },
      memberships: [{ org_id: home.id, role: "viewer", status: "active" }],
    });
    expect(row.permissions).toMatchObject({ customers: { read: "all" } });
    expect((row.permissions as { customers: object }).customers).not.toHaveProperty("update");
  });

  it("changes one's own profile and reads the phone as one of the organization's country", async () => {
    const as = home.people.viewer;
    const { user } = (await call("GET", "/me", { as })).row as unknown as { user: { version: number } };
    const change = (version: number) =>
      call("PATCH", "/me", {
        as,
        version,
        body: { name: "Vera View", phone: "518 555 0199", time_zone: "" },
      });
    const changed = await change(user.version);
    expectStatus(changed, 200);
    expect(changed.row).toMatchObject({ name: "Vera View", phone: "+15185550199", time_zone: null });
    expect((await change(user.version)).problem).toMatchObject({
      code: "stale",
      current: { name: "Vera View" },
    });
  });
});
