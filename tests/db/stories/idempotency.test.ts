import { afterAll, beforeAll, expect, test } from "vitest";
import { asIdentity, connect, createUser, refusal, signedIn } from "@/tests/support/database";
import type { Identity } from "@/tests/support/database";
import { call, foundCompany, openCompany } from "./company";
import type { Answer, Company, CustomerRow } from "./company";

let acme: Company;

beforeAll(async () => {
  acme = await openCompany();
});
afterAll(() => acme.database.close());

const withKey = (key: string, fingerprint?: string): Identity =>
  acme.at(acme.owner, {
    "idempotency-key": key,
    ...(fingerprint ? { "x-callout-fingerprint": fingerprint } : {}),
  });
const create = (identity: Identity, first_name: string): Promise<Answer<CustomerRow>> =>
  call(acme.sql, identity, "create_customer", { payload: { kind: "person", first_name } });

async function named(first_name: string): Promise<number> {
  const rows = await acme.sql`
    select from public.customers where org_id = ${acme.orgId} and first_name = ${first_name}`;
  return rows.length;
}

test("sixty at once with one key make one row, one fresh answer and fifty-nine repeats of it", async () => {
  const pool = connect(acme.database.url, 60);
  const payload = { kind: "person", first_name: "Sixty" };
  const answers = await Promise.all(
    Array.from({ length: 60 }, () =>
      call<Answer<CustomerRow>>(pool, withKey("sixty"), "create_customer", { payload }),
    ),
  );
  await pool.end();
  expect(await named("Sixty")).toBe(1);
  expect(answers.filter((answer) => answer.replayed === false)).toHaveLength(1);
  expect(answers.filter((answer) => answer.replayed === true)).toHaveLength(59);
  expect(new Set(answers.map((answer) => JSON.stringify([answer.status, answer.data]))).size).toBe(1);
  const events = await acme.sql`
    select from private.outbox where entity_id = ${answers[0]?.data.id ?? ""} and type = 'customer.created'`;
  expect(events).toHaveLength(1);
});

test("without a key each call does its work", async () => {
  await create(acme.at(acme.owner), "Twice");
  await create(acme.at(acme.owner), "Twice");
  expect(await named("Twice")).toBe(2);
});

test("the same key for another request is refused, by the server's fingerprint and by the payload", async () => {
  await create(withKey("print", "aa"), "Print");
  expect(await refusal(create(withKey("print", "bb"), "Print"))).toMatchObject({
    code: "CO422",
    message: "idempotency_mismatch: This key was used for another request.",
  });
  await create(withKey("bare"), "Bare");
  expect((await refusal(create(withKey("bare"), "Other"))).code).toBe("CO422");
  expect(await named("Other")).toBe(0);
});

test("the same key at another function is another request", async () => {
  await create(withKey("cross", "aa"), "Cross");
  const switching = call(acme.sql, withKey("cross", "aa"), "create_invitation", {
    payload: { email: "cross@people.test", role: "viewer" },
  });
  expect((await refusal(switching)).code).toBe("CO422");
});

test("an error gives the key back", async () => {
  const wrong = call(acme.sql, withKey("again"), "create_customer", { payload: { kind: "person" } });
  expect((await refusal(wrong)).code).toBe("23514");
  expect((await create(withKey("again"), "Again")).replayed).toBe(false);
});

test("two people, and one person in two companies, may use the same key", async () => {
  const colleague = await acme.hire("dispatcher");
  const other = await foundCompany(acme.sql, "Other");
  await other.hire("dispatcher", acme.owner);
  const key = { "idempotency-key": "shared" };
  const answers = await Promise.all(
    [acme.at(acme.owner, key), acme.at(colleague, key), other.at(acme.owner, key)].map((one) =>
      create(one, "Shared"),
    ),
  );
  expect(answers.map((answer) => answer.replayed)).toEqual([false, false, false]);
});

test("founding is remembered for the person, in whichever organization the token is by then", async () => {
  const founder = await createUser(acme.sql);
  const payload = { name: "Once", country: "US", currency: "USD", time_zone: "America/New_York" };
  const headers = { "idempotency-key": "found" };
  const first = await call<Answer<{ id: string }>>(
    acme.sql,
    signedIn(founder, undefined, { headers }),
    "create_organization",
    { payload },
  );
  const second = await call<Answer<{ id: string }>>(
    acme.sql,
    signedIn(founder, first.data.id, { headers }),
    "create_organization",
    { payload },
  );
  expect(second).toEqual({ ...first, replayed: true });
});

test("an answer does not outlive the right to see it", async () => {
  const person = await acme.hire("dispatcher");
  const identity = acme.at(person, { "idempotency-key": "gone" });
  await create(identity, "Gone");
  await call(acme.sql, acme.at(acme.owner), "remove_member", { user_id: person.id, expected_version: null });
  expect((await refusal(create(identity, "Gone"))).code).toBe("42501");
});

test("a request that meets one still at work waits five seconds and then says so", async () => {
  const pool = connect(acme.database.url, 2);
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let isHolding = (): void => undefined;
  const holding = new Promise<void>((resolve) => (isHolding = resolve));
  const first = asIdentity(pool, withKey("slow"), async (tx) => {
    await tx`select public.create_customer('{"kind": "person", "first_name": "Slow"}')`;
    isHolding();
    await held;
  });
  await holding;
  const started = Date.now();
  const second = await refusal(create(withKey("slow"), "Slow"));
  release();
  await first;
  await pool.end();
  expect(second.code).toBe("55P03");
  expect(Date.now() - started).toBeGreaterThan(4_500);
});

test("a key of more than a day ago is free again", async () => {
  await create(withKey("old"), "Old");
  await acme.sql`update private.idempotency set created_at = now() - interval '25 hours' where key = 'old'`;
  expect((await create(withKey("old"), "Old")).replayed).toBe(false);
  expect(await named("Old")).toBe(2);
});

test("a key that is no key is refused", async () => {
  for (const key of ["", "x".repeat(256), "tab\there"]) {
    expect(await refusal(create(withKey(key), "Bad"))).toMatchObject({
      code: "CO422",
      hint: "Idempotency-Key",
    });
  }
});

test("nobody claims in a scope that is not his own", async () => {
  const other = await foundCompany(acme.sql, "Scope");
  const claim = (scope: string): Promise<unknown> =>
    asIdentity(
      acme.sql,
      withKey("scope"),
      (tx) => tx`select private.claim_idempotency('create_customer', '{}', ${scope})`,
    );
  expect((await refusal(claim(other.orgId))).code).toBe("42501");
  expect((await refusal(claim(other.owner.id))).code).toBe("42501");
  await claim(acme.orgId);
});
