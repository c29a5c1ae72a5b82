import { beforeAll, describe, expect, it } from "vitest";
import { call } from "./support/call";
import { installation } from "./support/installation";
import {
  cookieOf,
  createCompany,
  createPerson,
  forgeToken,
  type Company,
  type Person,
} from "./support/people";

let home: Company;
let other: Company;

beforeAll(async () => {
  [home, other] = await Promise.all([createCompany("pademelon"), createCompany("rufous")]);
});

type Page = { status: number; to: string | null; headers: Headers; cookies: string[] };

async function open(
  path: string,
  cookie: string | null,
  headers: Record<string, string> = {},
): Promise<Page> {
  const response = await fetch(`${installation.url}${path}`, {
    redirect: "manual",
    headers: { ...headers, ...(cookie ? { cookie } : {}) },
  });
  await response.arrayBuffer();
  const location = response.headers.get("location");
  const url = location === null ? null : new URL(location, installation.url);
  return {
    status: response.status,
    to: url && url.pathname + url.search,
    headers: response.headers,
    cookies: response.headers.getSetCookie(),
  };
}

const as = (person: Person) => cookieOf(person.session);
const list = () => `/o/${home.slug}/customers`;

describe("an office page", () => {
  it("sends a stranger to sign in and back", async () => {
    const page = await open(`${list()}?q=moreau&status=active`, null);
    expect([page.status, page.to]).toEqual([
      307,
      `/sign-in?next=${encodeURIComponent(`${list()}?q=moreau&status=active`)}`,
    ]);
  });

  it("opens for a member", async () => {
    expect((await open(list(), as(home.people.viewer))).status).toBe(200);
  });

  it("of a stranger's company looks like one that does not exist", async () => {
    expect((await open(list(), as(other.people.owner))).status).toBe(404);
    expect((await open("/o/no-such-company/customers", as(other.people.owner))).status).toBe(404);
  });

  it("of another of one's own companies asks to switch and comes back", async () => {
    const person = await createPerson("both");
    const body = {
      name: "One",
      country: "US",
      currency: "USD",
      locale: "en",
      time_zone: "UTC",
      trade: "hvac",
    };
    const first = await call("POST", "/organizations", { as: person, body });
    const second = await call("POST", "/organizations", { as: person, body: { ...body, name: "Two" } });
    const session = {
      ...person.session,
      access_token: await forgeToken({ sub: person.id, org_id: second.row.id }),
    };
    const page = await open(`/o/${String(first.row.slug)}/customers?q=x`, cookieOf(session));
    const next = encodeURIComponent(`/o/${String(first.row.slug)}/customers?q=x`);
    expect([page.status, page.to]).toEqual([307, `/switch?to=${String(first.row.slug)}&next=${next}`]);
  });

  it("sends a person without any company to onboarding", async () => {
    const person = await createPerson("newcomer");
    expect((await open(list(), as(person))).to).toBe("/onboarding");
  });

  it("believes no header of a stranger: neither one that skips the middleware nor a path", async () => {
    const page = await open(list(), null, {
      "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware",
      "x-callout-path": "/o/evil",
      "x-nonce": "stolen",
    });
    expect(page.to).toBe(`/sign-in?next=${encodeURIComponent(list())}`);
    expect(page.headers.get("content-security-policy")).not.toContain("stolen");
  });
});

describe("/", () => {
  it.each([
    ["dispatcher", "/today"],
    ["viewer", "/today"],
    ["accountant", "/customers"],
  ] as const)("leads a %s to %s", async (role, path) => {
    expect((await open("/", as(home.people[role]))).to).toBe(`/o/${home.slug}${path}`);
  });

  it("leads a technician to the field app", async () => {
    expect((await open("/", as(home.people.technician))).to).toBe("/field");
  });

  it("leads a stranger to sign in", async () => {
    expect((await open("/", null)).to).toBe("/sign-in");
  });
});

describe("an expired session", () => {
  const expiredOf = async (person: Person) =>
    cookieOf({
      ...person.session,
      access_token: await forgeToken({
        sub: person.id,
        org_id: home.id,
        iat: Math.floor(Date.now() / 1000) - 900,
        exp: Math.floor(Date.now() / 1000) - 5,
      }),
      expires_at: Math.floor(Date.now() / 1000) - 5,
    });

  it("is renewed by a page, which opens at once, and the browser keeps the new one", async () => {
    const page = await open(list(), await expiredOf(home.people.admin));
    expect(page.status).toBe(200);
    const [cookie = ""] = page.cookies.filter((each) => each.startsWith("callout-auth"));
    expect(cookie).toMatch(/; Path=\/;.*SameSite=lax/i);
    expect(page.headers.get("cache-control")).toContain("no-store");
    const kept = page.cookies.map((each) => each.split(";")[0]).join("; ");
    const me = await call("GET", "/me", { headers: { cookie: kept } });
    expect(me.row).toMatchObject({ user: { id: home.people.admin.id }, organization: { id: home.id } });
  });

  it("is not renewed by the API, which says so and leaves that to the browser", async () => {
    const answer = await call("GET", "/me", { headers: { cookie: await expiredOf(home.people.dispatcher) } });
    expect([answer.status, answer.problem.code]).toEqual([401, "session_expired"]);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it("that Auth ended is gone, and the page asks to sign in", async () => {
    const ended = await expiredOf({
      ...home.people.viewer,
      session: { ...home.people.viewer.session, refresh_token: "no-such-token" },
    });
    const page = await open(list(), ended);
    expect(page.to).toBe(`/sign-in?next=${encodeURIComponent(list())}`);
    expect(page.cookies.some((each) => /^callout-auth=;.*Max-Age=0/i.test(each))).toBe(true);
  });
});

describe("each page", () => {
  it("carries a content policy with a fresh nonce and refuses to be framed or guessed", async () => {
    const [first, second] = [await open("/sign-in", null), await open("/sign-in", null)];
    const nonceOf = (page: Page) =>
      /'nonce-([^']+)'/.exec(page.headers.get("content-security-policy") ?? "")?.[1];
    expect(nonceOf(first)?.length).toBeGreaterThan(20);
    expect(nonceOf(first)).not.toBe(nonceOf(second));
    const policy = first.headers.get("content-security-policy");
    expect(policy).toContain("frame-ancestors 'none'");
    // Besides itself a page speaks to where the map's style lies, and to nobody else.
    const tiles = new URL(installation.mapStyleUrl).origin;
    expect(policy).toContain(`connect-src 'self' ${tiles};`);
    expect(policy).toContain(`img-src 'self' data: blob: ${tiles};`);
    expect(policy).toContain("worker-src 'self' blob:;");
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-inline'/);
    expect(first.headers.get("x-content-type-options")).toBe("nosniff");
    expect(first.headers.get("x-frame-options")).toBe("DENY");
  });
});
