import { randomBytes, randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { call } from "./support/call";
import { database, installation } from "./support/installation";
import { at, linkTo, openToken, stateOf, visitBy, type Visitor } from "./support/links";
import { createCompany, type Company } from "./support/people";
import { by, createGround, during, planned, type Ground } from "./support/planning";

let home: Company;
let ground: Ground;
let nextHour = 0;

const plannedVisit = async () => {
  nextHour += 2;
  const body = { job_id: ground.jobId, ...during(nextHour), ...by(ground.resourceIds[0]) };
  return planned(home.people.dispatcher, body);
};
const fresh = async (): Promise<Visitor & { visitId: string }> => {
  const visit = await plannedVisit();
  return { ...(await visitBy(await linkTo(home.id, visit.id))), visitId: visit.id };
};
const views = async (linkId: string): Promise<number> => {
  const [row] = await database()<{ count: number }[]>`
    select count(*)::integer as count from public.customer_portal_views where access_id = ${linkId}`;
  return row?.count ?? -1;
};
const revoke = (linkId: string) =>
  database()`update public.customer_portal_access set revoked_at = now() where id = ${linkId}`;

beforeAll(async () => {
  home = await createCompany("wombat");
  ground = await createGround(home);
});

describe("a link that is opened", () => {
  it("becomes a session of its own address, and nothing about it is kept, told or found", async () => {
    const token = await linkTo(home.id, (await plannedVisit()).id);
    const response = await openToken(token);
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toMatch(/^\/v\/[0-9a-f-]{36}$/);
    const cookies = response.headers.getSetCookie();
    const linkId = response.headers.get("location")?.slice(3) ?? "";
    expect(cookies.find((each) => each.startsWith("portal_"))).toMatch(
      new RegExp(`^portal_${linkId}=[\\w-]{43}; Path=/v/${linkId}; Max-Age=43200; HttpOnly; SameSite=Lax$`),
    );
    for (const answer of [
      response,
      await at(await visitBy(token), ""),
      await at(await visitBy(token), "/state"),
    ]) {
      expect(answer.headers.get("cache-control")).toContain("no-store");
      expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
      expect(answer.headers.get("x-robots-tag")).toContain("noindex");
    }
  });

  it("shows the visit without script, and lets the page speak to its own address alone", async () => {
    const visitor = await fresh();
    const page = await at(visitor, "");
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(html).toContain("wombat works");
    expect(html).toContain("wombat");
    expect(html).toMatch(/<form[^>]*action="\/v\/[0-9a-f-]{36}\/actions\/confirm"/);
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("connect-src 'self';");
    expect(policy).not.toMatch(/https?:|wss?:/);
    const foreign = [...html.matchAll(/(?:src|href|action)="(https?:)?\/\/([^"/]+)/g)].map(
      ([, , host]) => host,
    );
    expect(foreign).toEqual([]);
    expect(html).not.toContain(visitor.token);
  });

  it("is burnt by no preview and counted by none; a look counts once", async () => {
    const token = await linkTo(home.id, (await plannedVisit()).id);
    for (let n = 0; n < 5; n += 1) expect((await openToken(token)).status).toBe(303);
    expect((await openToken(token, "HEAD")).headers.getSetCookie().join()).not.toContain("portal_");
    const visitor = await visitBy(token);
    await at(visitor, "");
    await stateOf(visitor);
    expect(await views(visitor.linkId)).toBe(0);
    for (let n = 0; n < 2; n += 1) {
      const seen = await at(visitor, "/actions/seen", {
        method: "POST",
        headers: { origin: installation.url, "content-type": "application/json" },
        body: "{}",
      });
      expect(seen.status).toBe(200);
    }
    expect(await views(visitor.linkId)).toBe(1);
  });

  it("says that nothing changed in a word", async () => {
    const visitor = await fresh();
    const etag = (await at(visitor, "/state")).headers.get("etag") ?? "";
    const again = await at(visitor, "/state", { headers: { "if-none-match": etag } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe("");
  });
});

describe("what a link does not open", () => {
  it("is another visit, of the same customer too", async () => {
    const [one, other] = [await fresh(), await fresh()];
    expect(one.linkId).not.toBe(other.linkId);
    const secret = one.cookie.split("=")[1] ?? "";
    const crossed = { ...other, cookie: `portal_${other.linkId}=${secret}` };
    for (const path of ["", "/state", "/visit.ics", "/ended", `/files/${randomUUID()}`]) {
      const answer = await at(crossed, path);
      expect(answer.status, path).toBe(404);
      expect(await answer.text()).not.toContain("wombat");
    }
    const other404 = await at({ ...other, cookie: one.cookie }, "/state");
    expect(other404.status).toBe(404);
    expect((await at({ ...other, cookie: "" }, "")).status).toBe(404);
  });

  it("is our API or the REST address", async () => {
    const visitor = await fresh();
    const secret = visitor.cookie.split("=")[1] ?? "";
    expect((await call("GET", "/bookings", { headers: { cookie: visitor.cookie } })).status).toBe(401);
    expect((await call("GET", "/bookings", { as: secret })).status).toBe(401);
    const rest = await fetch(`${installation.supabaseUrl}/rest/v1/bookings?select=id`, {
      headers: { apikey: installation.publishableKey, cookie: visitor.cookie },
    });
    expect(rest.status).toBe(401);
  });

  it("is a file of somebody else", async () => {
    const visitor = await fresh();
    const [file] = await database()<{ id: string }[]>`select id from public.file_storage limit 1`;
    expect((await at(visitor, `/files/${file?.id ?? randomUUID()}`)).status).toBe(404);
    expect((await at(visitor, "/files/logo")).status).toBe(404);
    expect((await at(visitor, "/files/..%2Fstate")).status).toBe(404);
  });
});

describe("a link that has ended", () => {
  it("is 410 at once for open pages too, with the company and a way to a new one", async () => {
    const visitor = await fresh();
    expect((await at(visitor, "/state")).status).toBe(200);
    await revoke(visitor.linkId);
    // The very next question, which the page asks every five seconds, is refused: nothing is remembered.
    expect((await at(visitor, "/state")).status).toBe(410);
    const page = await at(visitor, "");
    expect([page.status, page.headers.get("location")]).toEqual([307, `/v/${visitor.linkId}/ended`]);
    for (const answer of [await at(visitor, "/ended"), await openToken(visitor.token)]) {
      expect(answer.status).toBe(410);
      expect(answer.headers.get("x-robots-tag")).toContain("noindex");
      expect(await answer.text()).toContain("wombat works");
    }
    const action = await at(visitor, "/actions/confirm", {
      method: "POST",
      headers: { origin: installation.url, "content-type": "application/json" },
      body: JSON.stringify({ op_id: randomUUID() }),
    });
    expect(action.status).toBe(410);
    expect(await action.json()).toMatchObject({ code: "link_ended" });
  });

  it("ends by itself as well, and asking for a new one is always answered alike", async () => {
    const visitor = await fresh();
    await database()`
      update public.customer_portal_access set expires_at = now() - interval '1 second' where id = ${visitor.linkId}`;
    expect((await openToken(visitor.token)).status).toBe(410);
    expect((await at(visitor, "/state")).status).toBe(410);
    const answers = [];
    for (let n = 0; n < 2; n += 1) {
      const asked = await fetch(`${installation.url}/p/${visitor.token}`, {
        method: "POST",
        headers: { origin: installation.url },
        redirect: "manual",
      });
      answers.push([asked.status, (await asked.text()).includes("Send me a new one")]);
    }
    expect(answers).toEqual([
      [200, false],
      [200, false],
    ]);
  });
});

describe("a link that asks for its code", () => {
  it("shows nothing before it, counts the tries, and locks after five", async () => {
    const visitor = await fresh();
    await database()`
      insert into private.portal_codes (org_id, access_id, code_hash)
      values (${home.id}, ${visitor.linkId}, extensions.crypt('481516', extensions.gen_salt('bf', 4)))`;
    const code = async (given: string) => {
      const response = await at(visitor, "/actions/code", {
        method: "POST",
        headers: { origin: installation.url, "content-type": "application/json" },
        body: JSON.stringify({ code: given }),
      });
      return ((await response.json()) as { data: Record<string, unknown> }).data;
    };
    const gate = await (await at(visitor, "")).text();
    expect(gate).toContain("wombat works");
    expect(gate).not.toContain("12 Elm St");
    expect((await at(visitor, "/state")).status).toBe(403);
    expect(await code("000000")).toMatchObject({ passed: false, tries_left: 4 });
    expect(await code("481516")).toMatchObject({ passed: true });
    expect((await at(visitor, "/state")).status).toBe(200);
    for (let n = 0; n < 5; n += 1) await code("111111");
    expect(await code("481516")).toMatchObject({ passed: false, tries_left: 0 });
  });
});

describe("a link that does not exist", () => {
  it("is 404 without any company's name, and guessing is slowed down by address", async () => {
    const guess = () => openToken(randomBytes(32).toString("base64url"));
    const first = await guess();
    expect(first.status).toBe(404);
    expect(await first.text()).not.toMatch(/wombat|callout-test/i);
    const statuses = [];
    for (let n = 0; n < 14; n += 1) {
      const answer = await guess();
      statuses.push(answer.status);
      if (answer.status === 429) expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    }
    expect(statuses).toContain(429);
    // Whoever has a right one is not shut out for it.
    expect((await openToken(await linkTo(home.id, (await plannedVisit()).id))).status).toBe(303);
  });
});
