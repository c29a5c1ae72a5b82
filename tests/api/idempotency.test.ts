import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { call } from "./support/call";
import { database } from "./support/installation";
import { createCompany, type Company } from "./support/people";

let home: Company;
let other: Company;

beforeAll(async () => {
  [home, other] = await Promise.all([createCompany("bilby"), createCompany("dunnart")]);
});

const body = (name: string) => ({ kind: "company", company_name: name });

describe("a repeated POST", () => {
  it("makes one row of sixty simultaneous requests with one key", async () => {
    const key = randomUUID();
    const name = `Sixty ${key}`;
    const answers = await Promise.all(
      Array.from({ length: 60 }, () =>
        call("POST", "/customers", { as: home.people.owner, key, body: body(name) }),
      ),
    );
    const rows = await database()`select id from public.customers where company_name = ${name}`;
    expect(rows).toHaveLength(1);
    const statuses = new Set(answers.map(({ status }) => status));
    expect([...statuses].every((status) => status === 201 || status === 409)).toBe(true);
    const ids = new Set(answers.filter(({ status }) => status === 201).map(({ row }) => row.id));
    expect([...ids]).toEqual([rows[0]?.id]);
    const first = answers.filter(
      ({ headers, status }) => status === 201 && !headers.get("idempotent-replayed"),
    );
    expect(first).toHaveLength(1);
  });

  it("is another request for another person, and in another organization", async () => {
    const key = randomUUID();
    const mine = await call("POST", "/customers", { as: home.people.owner, key, body: body("Shared") });
    const colleague = await call("POST", "/customers", { as: home.people.admin, key, body: body("Shared") });
    const stranger = await call("POST", "/customers", { as: other.people.owner, key, body: body("Shared") });
    expect(new Set([mine.row.id, colleague.row.id, stranger.row.id]).size).toBe(3);
  });

  it("may be sent again after it was refused: only success is remembered", async () => {
    const key = randomUUID();
    const email = `twice-${key}@people.test`;
    const refused = await call("POST", "/invitations", {
      as: home.people.admin,
      key,
      body: { email, role: "owner" },
    });
    expect([refused.status, refused.problem.code]).toEqual([403, "role_above_own"]);
    const again = await call("POST", "/invitations", {
      as: home.people.admin,
      key,
      body: { email, role: "admin" },
    });
    expect(again.status).toBe(201);
  });

  it("is recognised by address and content, so that one key can't answer for another record", async () => {
    const key = randomUUID();
    const ids = [];
    for (const name of ["One", "Two"]) {
      const made = await call("POST", "/customers", { as: home.people.owner, body: body(name) });
      await call("DELETE", `/customers/${made.row.id}`, { as: home.people.owner, version: 1 });
      ids.push(made.row.id);
    }
    const first = await call("POST", `/customers/${ids[0]}/restore`, { as: home.people.owner, key });
    const second = await call("POST", `/customers/${ids[1]}/restore`, { as: home.people.owner, key });
    expect([first.status, second.status, second.problem.code]).toEqual([200, 422, "idempotency_mismatch"]);
  });

  it("does not hand out an answer to who lost the right to it", async () => {
    const key = randomUUID();
    const as = other.people.admin;
    const made = await call("POST", "/customers", { as, key, body: body("Once mine") });
    expect(made.status).toBe(201);
    await database()`update public.organization_members set role = 'viewer' where org_id = ${other.id} and user_id = ${as.id}`;
    const replayed = await call("POST", "/customers", { as, key, body: body("Once mine") });
    expect([replayed.status, replayed.problem.code]).toEqual([403, "forbidden"]);
  });

  it.each(["", "two words", "k".repeat(256)])("refuses %j as a key", async (key) => {
    const answer = await call("POST", "/customers", { as: home.people.owner, key, body: body("Odd") });
    expect([answer.status, answer.problem.code]).toEqual([400, "invalid_request"]);
  });
});
