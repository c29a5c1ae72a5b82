import { beforeAll, describe, expect, it } from "vitest";
import { call } from "./support/call";
import { installation } from "./support/installation";
import { createCompany, type Company } from "./support/people";

let home: Company;
let other: Company;

beforeAll(async () => {
  [home, other] = await Promise.all([createCompany("pademelon"), createCompany("potoroo")]);
});

const activityOf = (person: string, as = home.people.owner, query = "") =>
  call("GET", `/members/${person}/activity${query}`, { as });
const did = async (person: string, activity: string) =>
  (await activityOf(person)).rows.filter((line) => line.activity === activity);

describe("what a member did", () => {
  it("names a refusal of the API with the right that was missing and from where", async () => {
    const { viewer } = home.people;
    expect((await call("GET", "/audit-logs", { as: viewer })).status).toBe(403);
    await expect
      .poll(() => did(viewer.id, "denied"), { timeout: 10_000 })
      .toMatchObject([{ entity: "permission", detail: "audit_logs:read GET /api/v1/audit-logs" }]);
    const lines = await call("GET", `/audit-logs?action=denied&actor_id=${viewer.id}`, {
      as: home.people.owner,
    });
    expect(lines.rows).toMatchObject([{ changed: ["audit_logs:read"], severity: "notice" }]);
  });

  it("starts with the sign-in", async () => {
    const { technician } = home.people;
    expect(await did(technician.id, "login")).toMatchObject([{ entity: "session", detail: "password" }]);
  });

  it("is one's own without any right, and everybody's for who may read the audit log", async () => {
    const { technician, dispatcher } = home.people;
    expect((await activityOf(technician.id, technician)).status).toBe(200);
    expect((await activityOf(dispatcher.id, technician)).status).toBe(403);
    expect((await activityOf(technician.id, other.people.owner)).status).toBe(404);
    expect((await activityOf("nobody")).status).toBe(404);
    const page = await activityOf(technician.id, home.people.owner, "?limit=1");
    expect(page.rows).toHaveLength(1);
  });
});

it("where a member is signed in to this company is his own to see, and the auditors'", async () => {
  const { technician, dispatcher } = home.people;
  const sessions = (as = home.people.owner) => call("GET", `/members/${technician.id}/sessions`, { as });
  expect((await sessions(technician)).rows).toMatchObject([{ is_current: true }]);
  expect((await sessions()).rows).toMatchObject([{ is_current: false }]);
  expect((await sessions(dispatcher)).status).toBe(403);
  expect((await sessions(other.people.owner)).status).toBe(404);
});

describe("a sign-in that failed", () => {
  const report = (email: string) =>
    fetch(`${installation.url}/sign-in/failures`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: installation.url },
      body: JSON.stringify({ email }),
    });

  it("is a warning for the person's company; the answer tells nothing", async () => {
    const { accountant } = home.people;
    const [known, unknown] = await Promise.all([report(accountant.email), report("nobody@nowhere.test")]);
    expect([known.status, unknown.status]).toEqual([204, 204]);
    await expect.poll(() => did(accountant.id, "login_failed"), { timeout: 10_000 }).toHaveLength(1);
  });

  it("is not taken from another origin, nor without an address", async () => {
    expect((await report("no address")).status).toBe(422);
    const foreign = await fetch(`${installation.url}/sign-in/failures`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: "https://evil.test" },
      body: JSON.stringify({ email: home.people.accountant.email }),
    });
    expect(foreign.status).toBe(403);
  });
});
