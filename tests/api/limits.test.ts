import { beforeAll, describe, expect, it } from "vitest";
import { call } from "./support/call";
import { database } from "./support/installation";
import { createCompany, type Company } from "./support/people";

let home: Company;

beforeAll(async () => {
  home = await createCompany("quoll");
  await database()`update public.organizations set quota_requests_per_min = 20 where id = ${home.id}`;
});

describe("the rate limit", () => {
  it("is said with each answer, of refusals too", async () => {
    const { viewer } = home.people;
    const first = await call("GET", "/customers", { as: viewer });
    expect(first.headers.get("ratelimit-policy")).toBe('"requests";q=20;w=60');
    expect(first.headers.get("ratelimit")).toBe('"requests";r=19;t=3');
    const refused = await call("POST", "/customers", { as: viewer, body: {} });
    expect([refused.status, refused.headers.get("ratelimit")?.slice(0, 15)]).toEqual([
      403,
      '"requests";r=18',
    ]);
  });

  it("lets through exactly what it allows of fifty simultaneous requests, and says when to come again", async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => call("GET", "/customers", { as: home.people.admin })),
    );
    const through = answers.filter(({ status }) => status === 200);
    // One more may have dripped in while the fifty were under way: the bucket fills by one in three seconds.
    expect(through.length).toBeGreaterThanOrEqual(20);
    expect(through.length).toBeLessThanOrEqual(23);
    const late = answers.find(({ status }) => status === 429);
    expect(late?.problem).toMatchObject({ code: "rate_limited", title: "Too Many Requests" });
    expect(Number(late?.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect(late?.headers.get("ratelimit")).toMatch(/^"requests";r=0;t=/);
  });

  it("counts each person alone", async () => {
    expect((await call("GET", "/customers", { as: home.people.owner })).status).toBe(200);
  });
});

describe("the request log", () => {
  it("names person, route and result of a request, and nothing of its content", async () => {
    const secret = "SEARCHED-WORD";
    const answer = await call("GET", `/customers?q=${secret}`, { as: home.people.accountant });
    const requestId = answer.headers.get("x-request-id") ?? "";
    await expect
      .poll(() => database()`select * from private.api_requests where request_id = ${requestId}`, {
        timeout: 10_000,
      })
      .toMatchObject([
        {
          org_id: home.id,
          principal: `user:${home.people.accountant.id}`,
          method: "GET",
          route: "/api/v1/customers",
          status: 200,
        },
      ]);
    const rows =
      await database()`select r::text as line from private.api_requests r where request_id = ${requestId}`;
    expect(rows[0]?.line).not.toContain(secret);
  });
});
