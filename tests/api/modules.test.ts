import { beforeAll, describe, expect, it } from "vitest";
import { call, expectStatus, type Row } from "./support/call";
import { installation } from "./support/installation";
import { cookieOf, createCompany, type Company, type Person } from "./support/people";

let home: Company;
let other: Company;
beforeAll(async () => {
  [home, other] = await Promise.all([createCompany("pangolin"), createCompany("aardwolf")]);
});

const turn = async (features: Record<string, boolean>) => {
  const { row } = await call("GET", "/settings", { as: home.people.owner });
  return call("PATCH", "/settings", { as: home.people.owner, version: row.version, body: { features } });
};

async function page(person: Person, path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`${installation.url}${path}`, {
    redirect: "manual",
    headers: { cookie: cookieOf(person.session) },
  });
  return { status: response.status, text: await response.text() };
}

describe("a part that is switched off", () => {
  it("answers nobody and says so, is no page, and is there again afterwards", async () => {
    const { owner } = home.people;
    expect((await call("GET", "/feedback", { as: owner })).status).toBe(200);
    expectStatus(await turn({ feedback: false, online_booking: false }), 200);
    const refused = await call("GET", "/feedback", { as: owner });
    expect([refused.status, refused.problem.code, (refused.problem as { feature?: string }).feature]).toEqual(
      [403, "feature_off", "feedback"],
    );
    const office = await page(owner, `/o/${home.slug}/feedback`);
    expect(office.status).toBe(403);
    expect((await page(owner, `/o/${home.slug}/settings/online-booking`)).status).toBe(403);
    expect((await page(owner, `/book/${home.slug}`)).status).toBe(404);
    expect((await call("GET", "/feedback", { as: other.people.owner })).status).toBe(200);
    expectStatus(await turn({ feedback: true, online_booking: true }), 200);
    expect((await call("GET", "/feedback", { as: owner })).status).toBe(200);
    expect((await page(owner, `/book/${home.slug}`)).status).toBe(200);
  });

  it("is switched by owners and admins, and only where there is such a part", async () => {
    const as = home.people.dispatcher;
    const tried = await call("PATCH", "/settings", {
      as,
      version: "1",
      body: { features: { feedback: false } },
    });
    expect([tried.status, tried.problem.required_scope]).toEqual([403, "settings:update"]);
    expect((await turn({ visits: false })).status).toBe(422);
  });
});

describe("numbers", () => {
  const read = () => call("GET", "/settings/numbering", { as: home.people.viewer });
  const change = (version: number | string, body: Record<string, unknown>, as = home.people.owner) =>
    call("PATCH", "/settings/numbering", { as, version, body });

  it("are chosen with letters and the next one, never over numbers that were given", async () => {
    const { row } = await read();
    expect(row).toMatchObject({ job_prefix: "J", job_next: 1001, booking_prefix: "V", request_prefix: "R" });
    const changed = await change(row.version, { job_prefix: "PG", job_next: 500 });
    expectStatus(changed, 200);
    expect(changed.row).toMatchObject({ job_prefix: "PG", job_next: 500, booking_prefix: "V" });
    const stale = await change(row.version, { job_prefix: "XX" });
    expect([stale.status, (stale.problem.current as Row & { job_prefix?: string }).job_prefix]).toEqual([
      412,
      "PG",
    ]);
    const taken = await change(changed.row.version, { booking_prefix: "PG" });
    expect(taken.problem.errors).toMatchObject([{ field: "booking_prefix", code: "prefix_taken" }]);
    const wrong = await change(changed.row.version, { job_prefix: "P-G" });
    expect(wrong.problem.errors).toMatchObject([{ field: "job_prefix" }]);
    const as = home.people.dispatcher;
    expect((await change(changed.row.version, { job_next: 900 }, as)).status).toBe(403);
  });
});
