import { randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call } from "./support/call";
import { getFromElsewhere } from "./support/elsewhere";
import { database, installation } from "./support/installation";
import { cookieOf, createCompany, forgeToken, type Company, type Person } from "./support/people";

let home: Company;

beforeAll(async () => {
  home = await createCompany("potoroo");
});

const origin = new URL(installation.url).origin;

describe("a session cookie", () => {
  const session = () => home.people.owner.session;
  const create = (headers: Record<string, string>) =>
    call("POST", "/customers", {
      body: { kind: "person", last_name: "Cookie" },
      headers: { cookie: cookieOf(session()), ...headers },
    });

  it.each([100_000, 500])("is read whole and in chunks of %d characters", async (length) => {
    const me = await call("GET", "/me", {
      headers: { cookie: `theme=dark; ${cookieOf(session(), length)}` },
    });
    expect(me.row).toMatchObject({ user: { id: home.people.owner.id }, organization: { id: home.id } });
  });

  it("writes for a page of this origin and for nobody else", async () => {
    expect((await create({ origin })).status).toBe(201);
    const foreign: Record<string, string>[] = [{ origin: "https://evil.test" }, { origin: "null" }, {}];
    for (const headers of foreign) {
      const answer = await create(headers);
      expect([answer.status, answer.problem.code]).toEqual([403, "foreign_origin"]);
    }
  });

  it("may not overwrite whatever there is", async () => {
    const { row } = await create({ origin });
    const answer = await call("PATCH", `/customers/${row.id}`, {
      version: "*",
      body: { notes: "x" },
      headers: { cookie: cookieOf(session()), origin },
    });
    expect([answer.status, answer.problem.code]).toEqual([400, "invalid_request"]);
  });

  it("stands back behind an Authorization header", async () => {
    const me = await call("GET", "/me", {
      as: home.people.viewer,
      headers: { cookie: cookieOf(session()) },
    });
    expect(me.row).toMatchObject({ user: { id: home.people.viewer.id } });
  });

  it.each(["callout-auth=rubbish", "callout-auth=base64-e30", "callout-auth=base64-%%%"])(
    "that can't be read is none: %s",
    async (cookie) => {
      const me = await call("GET", "/me", { headers: { cookie } });
      expect([me.status, me.problem.code]).toEqual([401, "unauthenticated"]);
    },
  );
});

describe("a membership that ended", () => {
  const list = (as: Person | string) => call("GET", "/customers", { as });

  it("is out at the next request, whatever the token still says", async () => {
    const { dispatcher } = home.people;
    expect((await list(dispatcher)).status).toBe(200);
    const member = await call("GET", `/members/${dispatcher.id}`, { as: home.people.owner });
    const removed = await call("DELETE", `/members/${dispatcher.id}`, {
      as: home.people.owner,
      version: member.row.version,
    });
    expect(removed.status).toBe(204);
    const answer = await list(dispatcher);
    expect([answer.status, answer.problem.code]).toEqual([403, "no_organization"]);
  });

  it("is out with a closed account", async () => {
    const { accountant } = home.people;
    await database()`update public.profiles set is_active = false where id = ${accountant.id}`;
    const answer = await list(accountant);
    expect([answer.status, answer.problem.code]).toEqual([403, "forbidden"]);
  });

  it("is out with a suspended organization", async () => {
    const company = await createCompany("bettong");
    await database()`update public.organizations set status = 'suspended' where id = ${company.id}`;
    const answer = await list(company.people.owner);
    expect([answer.status, answer.problem.code]).toEqual([403, "no_organization"]);
  });
});

// Last in the file: it uses up what an address may get wrong.
describe("a forged token", () => {
  const bucket = "gate:failed_authentication:%";
  const forget = () => database()`delete from private.api_rate_limits where bucket like ${bucket}`;
  beforeAll(forget);
  afterAll(forget);

  const claims = () => ({ sub: home.people.owner.id, org_id: home.id, org_role: "owner" });

  it("is refused: a stranger's signature, none at all, another issuer, another audience", async () => {
    const { privateKey } = await generateKeyPair("ES256", { extractable: true });
    const genuine = await forgeToken(claims());
    const [head = "", payload = ""] = genuine.split(".");
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url");
    const tokens = [
      await forgeToken(claims(), await exportJWK(privateKey)),
      `${head}.${payload}.`,
      `${none}.${payload}.`,
      `${head}.${Buffer.from(JSON.stringify({ sub: home.people.owner.id })).toString("base64url")}.${genuine.split(".")[2]}`,
      await forgeToken({ ...claims(), iss: "https://evil.test/auth/v1" }),
      await forgeToken({ ...claims(), aud: "other" }),
      await forgeToken({ ...claims(), role: "service_role" }),
      await forgeToken({ ...claims(), principal: `key:${randomUUID()}` }),
      "rubbish",
    ];
    for (const token of tokens) {
      const answer = await call("GET", "/me", { as: token });
      expect([token.slice(0, 20), answer.status, answer.problem.code]).toEqual([
        token.slice(0, 20),
        401,
        "unauthenticated",
      ]);
    }
    expect((await call("GET", "/me", { as: genuine })).status).toBe(200);
  });

  it("names an organization one is no member of, and sees nothing of it", async () => {
    const other = await createCompany("wallaby");
    const token = await forgeToken({ ...claims(), org_id: other.id });
    const answer = await call("GET", "/customers", { as: token });
    expect([answer.status, answer.problem.code]).toEqual([403, "no_organization"]);
  });

  it("slows its address down, and nobody who is signed in there", async () => {
    const statuses = [];
    for (let attempt = 0; attempt < 40; attempt += 1) {
      const { status, retryAfterS } = await getFromElsewhere("/me", `wrong-${attempt}`);
      statuses.push(status);
      if (status === 429) expect(retryAfterS).toBeGreaterThan(0);
    }
    expect(statuses).toContain(401);
    expect(statuses).toContain(429);
    expect((await getFromElsewhere("/me", home.people.owner.token)).status).toBe(200);
    expect((await getFromElsewhere("/me", null)).status).toBe(401);
  });
});
