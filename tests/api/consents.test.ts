import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { call, expectStatus, type Options } from "./support/call";
import { createCompany, createPerson, type Company, type Role } from "./support/people";

let home: Company;
let other: Company;
beforeAll(async () => {
  [home, other] = await Promise.all([createCompany("numbat"), createCompany("bandicoot")]);
});

const as = (role: Role, options: Options = {}): Options => ({ ...options, as: home.people[role] });

async function customer(): Promise<string> {
  const body = { kind: "person", last_name: `Ruiz ${randomUUID()}` };
  const made = await call("POST", "/customers", as("dispatcher", { body }));
  expectStatus(made, 201);
  return made.row.id;
}
const of = (id: string) => `/customers/${id}/consents`;
const given = (more: object = {}) => ({ purpose: "photos", is_given: true, source: "phone", ...more });
const say = (id: string, body: object, options: Options = as("dispatcher")) =>
  call("POST", of(id), { ...options, body });
const lines = async (id: string) =>
  (await call("GET", of(id), as("viewer"))).rows.map(({ purpose, is_given, note }) => [
    purpose,
    is_given,
    note,
  ]);

describe("what a customer said", () => {
  it("is written down with who, when and how, taken back by another line, and neither is lost", async () => {
    const id = await customer();
    const made = await say(id, given({ note: "For the website" }));
    expectStatus(made, 201);
    expect(made.row).toMatchObject({
      customer_id: id,
      purpose: "photos",
      is_given: true,
      source: "phone",
      note: "For the website",
      recorded_by: { id: home.people.dispatcher.id },
    });
    expectStatus(await say(id, given({ is_given: false, source: "email", note: "No more" })), 201);
    expect(await lines(id)).toEqual([
      ["photos", false, "No more"],
      ["photos", true, "For the website"],
    ]);
    const history = await call("GET", `/customers/${id}/history`, as("viewer"));
    expect(history.rows.slice(0, 2)).toMatchObject([
      { changed: ["consent_photos"], old: { consent_photos: true }, new: { consent_photos: false } },
      { changed: ["consent_photos"], old: { consent_photos: false }, new: { consent_photos: true } },
    ]);
  });

  it("about messages turns the customer's switch, and what is written down later as said before does not", async () => {
    const id = await customer();
    const consents = async () =>
      (await call("GET", `/customers/${id}`, as("viewer"))).row.message_consent as boolean;
    expectStatus(await say(id, given({ purpose: "messages" })), 201);
    expect(await consents()).toBe(true);
    const before = given({ purpose: "messages", is_given: false, decided_at: "2020-01-01T10:00:00Z" });
    expectStatus(await say(id, before), 201);
    expect(await consents()).toBe(true);
    expectStatus(await say(id, given({ purpose: "messages", is_given: false })), 201);
    expect(await consents()).toBe(false);
  });

  it("makes a program that saw the customer before a stale one", async () => {
    const id = await customer();
    const path = `/customers/${id}`;
    expectStatus(await say(id, given()), 201);
    const stale = await call("PATCH", path, as("dispatcher", { version: 1, body: { notes: "x" } }));
    expect([stale.status, stale.problem.current?.version]).toEqual([412, 2]);
  });

  it("by several people at once is a line of each", async () => {
    const id = await customer();
    const answers = await Promise.all(
      (["owner", "admin", "dispatcher"] as const).map((role) => say(id, given({ note: role }), as(role))),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    const notes = (await lines(id)).map(([, , note]) => note);
    expect([notes.length, new Set(notes)]).toEqual([3, new Set(["owner", "admin", "dispatcher"])]);
  });
});

describe("a repeated request", () => {
  it("has the same answer and writes one line; the same key for other words is refused", async () => {
    const id = await customer();
    const key = randomUUID();
    const first = await say(id, given(), as("dispatcher", { key }));
    const again = await say(id, given(), as("dispatcher", { key }));
    expect([again.status, again.row]).toEqual([201, first.row]);
    expect([first.headers.get("idempotent-replayed"), again.headers.get("idempotent-replayed")]).toEqual([
      null,
      "true",
    ]);
    expect(await lines(id)).toHaveLength(1);
    const another = await say(id, given({ is_given: false }), as("dispatcher", { key }));
    expect([another.status, another.problem.code]).toEqual([422, "idempotency_mismatch"]);
    expect(await lines(id)).toHaveLength(1);
  });
});

describe("a line is refused", () => {
  const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();

  it.each([
    ["for what nobody is asked about", () => given({ purpose: "everything" }), "purpose"],
    ["that is neither yes nor no", () => given({ is_given: "yes" }), "is_given"],
    ["that came in no known way", () => given({ source: "telepathy" }), "source"],
    ["without saying how it came", () => ({ purpose: "photos", is_given: true }), "source"],
    ["with more words than a note has", () => given({ note: "x".repeat(1_001) }), "note"],
    ["with words that are none", () => given({ note: 7 }), "note"],
    ["of tomorrow", () => given({ decided_at: tomorrow() }), "decided_at"],
    ["of no day there is", () => given({ decided_at: "2026-02-30T10:00:00Z" }), "decided_at"],
  ])("%s", async (_what, body, field) => {
    const id = await customer();
    const refused = await say(id, body());
    expect([refused.status, refused.problem.code]).toEqual([422, "invalid"]);
    expect(refused.problem.errors?.map((error) => error.field)).toEqual([field]);
    expect(await lines(id)).toEqual([]);
  });

  it("with a field there is not, as JSON that is none, and as a body larger than any", async () => {
    const id = await customer();
    expect((await say(id, given({ recorded_by: home.people.owner.id }))).status).toBe(422);
    const broken = await call("POST", of(id), as("dispatcher", { raw: '{"purpose":' }));
    expect([broken.status, broken.problem.code]).toEqual([400, "invalid_request"]);
    const huge = await say(id, given({ note: "x".repeat(262_145) }));
    expect([huge.status, huge.problem.code]).toEqual([413, "too_large"]);
    expect(await lines(id)).toEqual([]);
  });

  it("to nobody, to who has no company here, and to who may only read", async () => {
    const id = await customer();
    expect((await say(id, given(), {})).status).toBe(401);
    expect((await call("GET", of(id))).status).toBe(401);
    const stranger = await createPerson("consent.stranger");
    expect((await say(id, given(), { as: stranger })).status).toBe(403);
    for (const role of ["viewer", "technician"] as const) {
      const refused = await say(id, given(), as(role));
      expect([refused.status, refused.problem.required_scope]).toEqual([403, "customers:update"]);
    }
    expect(await lines(id)).toEqual([]);
  });

  it("of another company's customer, as of one there is not", async () => {
    const id = await customer();
    for (const path of [of(id), of(randomUUID())]) {
      const theirs: Options = { as: other.people.owner };
      expect((await call("POST", path, { ...theirs, body: given() })).status).toBe(404);
      expect((await call("GET", path, theirs)).status).toBe(404);
    }
    expect(await lines(id)).toEqual([]);
  });

  it("of a customer who was deleted, until he is restored", async () => {
    const id = await customer();
    expectStatus(await call("DELETE", `/customers/${id}`, as("admin", { version: 1 })), 200);
    const refused = await say(id, given(), as("admin"));
    expect([refused.status, refused.problem.code]).toEqual([409, "deleted"]);
    expectStatus(await call("POST", `/customers/${id}/restore`, as("admin")), 200);
    expectStatus(await say(id, given(), as("admin")), 201);
  });
});
