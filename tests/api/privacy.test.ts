import { beforeAll, describe, expect, it } from "vitest";
import { call } from "./support/call";
import { createCompany, type Company, type Person } from "./support/people";

let home: Company;
let other: Company;

beforeAll(async () => {
  [home, other] = await Promise.all([createCompany("quoll"), createCompany("numbat")]);
});

const asOwner = () => home.people.owner;

async function addCustomer(last_name: string, company = home): Promise<string> {
  const made = await call("POST", "/customers", {
    as: company.people.owner,
    body: { kind: "person", first_name: "Ina", last_name, email: `${last_name.toLowerCase()}@people.test` },
  });
  return String(made.row.id);
}

const erase = (body: Record<string, unknown>, as: Person = asOwner(), key?: string) =>
  call("POST", "/privacy-requests/erasures", {
    as,
    body,
    ...(key ? { headers: { "idempotency-key": key } } : {}),
  });

describe("a copy", () => {
  it("holds what is kept of a customer, and is remembered as given out", async () => {
    const id = await addCustomer("Copyword");
    const preview = await call("GET", `/privacy-requests/preview?kind=customer&id=${id}`, { as: asOwner() });
    expect(preview.row).toMatchObject({
      person: { name: "Ina Copyword" },
      erasure: null,
      planned_visits: [],
    });
    const copy = await call("POST", "/privacy-requests/exports", {
      as: asOwner(),
      body: { kind: "customer", id, reason: "Asked by letter" },
    });
    expect(copy.status).toBe(201);
    expect(copy.row).toMatchObject({ tables: { customers: [{ email: "copyword@people.test" }] }, files: [] });
    const list = await call("GET", "/privacy-requests", { as: asOwner() });
    expect(list.rows[0]).toMatchObject({ kind: "export", person_id: id, reason: "Asked by letter" });
  });
});

describe("an erasure", () => {
  it("makes the customer unrecognisable, and answers the same again and at once", async () => {
    const id = await addCustomer("Eraseword");
    const body = { kind: "customer", id, reason: "Asked by letter" };
    const [one, two] = await Promise.all([erase(body), erase(body)]);
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(two.row).toEqual(one.row);
    expect((await erase(body, asOwner(), "once-more")).row).toEqual(one.row);
    const replayed = await erase(body, asOwner(), "once-more");
    expect(replayed.row).toEqual(one.row);
    const page = await call("GET", `/customers/${id}`, { as: asOwner() });
    expect(page.text).not.toContain("raseword");
    const found = await call("GET", "/search?q=Eraseword", { as: asOwner() });
    expect(found.text).not.toContain("ina");
    const back = await call("POST", `/customers/${id}/restore`, { as: asOwner(), body: {} });
    expect([back.status, back.problem.code]).toEqual([409, "erased"]);
  });

  it("is refused with a reason that names the person", async () => {
    const id = await addCustomer("Namedword");
    const answer = await erase({ kind: "customer", id, reason: "Namedword wrote to us" });
    expect([answer.status, answer.problem.code]).toEqual([422, "names_person"]);
  });

  it("is a manager's: a dispatcher may not, another company finds nobody", async () => {
    const id = await addCustomer("Walledword");
    const body = { kind: "customer", id, reason: "Asked by letter" };
    expect((await erase(body, home.people.dispatcher)).status).toBe(403);
    expect((await erase(body, other.people.owner)).status).toBe(404);
    expect((await erase({ ...body, id: "nonsense" })).status).toBe(422);
    const list = await call("GET", "/privacy-requests", { as: other.people.owner });
    expect(list.rows).toEqual([]);
  });

  it("of a member ends the session at the next request", async () => {
    const { technician } = home.people;
    expect((await call("GET", "/me", { as: technician })).status).toBe(200);
    const { status, row } = await erase({ kind: "member", id: technician.id, reason: "Left the firm" });
    expect([status, row.is_account_kept]).toEqual([201, false]);
    expect((await call("GET", "/bookings", { as: technician })).status).toBeGreaterThanOrEqual(400);
    const own = await erase({ kind: "member", id: home.people.owner.id, reason: "Enough" });
    expect([own.status, own.problem.code]).toEqual([409, "own_account"]);
  });
});

describe("everything of a company", () => {
  const fetchArchive = (id: string, as: Person) => call("GET", `/batch-operations/${id}/content`, { as });

  it("becomes one archive for who may manage it, and nobody else's", async () => {
    await addCustomer("Archiveword");
    await addCustomer("Strangeword", other);
    const body = { dataset: "organization", format: "zip" };
    const refused = await call("POST", "/exports", { as: home.people.accountant, body });
    expect(refused.status).toBe(403);
    const started = await call("POST", "/exports", { as: asOwner(), body });
    expect(started.status).toBe(201);
    const path = `/batch-operations/${String(started.row.id)}`;
    const operation = () => call("GET", path, { as: asOwner() });
    await expect.poll(async () => (await operation()).row.status, { timeout: 30_000 }).toBe("done");
    expect((await operation()).row).toMatchObject({ file: { name: /^company-.+\.zip$/ } });
    const stranger = await fetchArchive(String(started.row.id), other.people.owner);
    expect(stranger.status).toBe(404);
    const answer = await fetchArchive(String(started.row.id), asOwner());
    expect(answer.status).toBe(302);
  });
});
