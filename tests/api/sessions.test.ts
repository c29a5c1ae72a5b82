import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { codeAt } from "@/scripts/stack/auth/totp";
import { call, expectStatus } from "./support/call";
import { database, installation } from "./support/installation";
import { createCompany, refreshed, signIn, type Company, type Person } from "./support/people";

let home: Company;
beforeAll(async () => {
  home = await createCompany("numbat");
});

/** The same person on one more device. */
async function elsewhere(person: Person): Promise<Person> {
  const session = await signIn(person.email);
  return { ...person, session, token: session.access_token };
}

const sessionOf = ({ token }: Person): string => {
  const claims = Buffer.from(token.split(".")[1] ?? "", "base64url").toString();
  return (JSON.parse(claims) as { session_id: string }).session_id;
};

/** A session that was earned an hour ago: its next token says so. */
async function aged(person: Person): Promise<Person> {
  await database()`
    update auth.mfa_amr_claims set updated_at = now() - interval '1 hour' where session_id = ${sessionOf(person)}`;
  return refreshed(person);
}

async function auth(path: string, person: Person, body: object = {}): Promise<Record<string, unknown>> {
  const response = await fetch(`${installation.supabaseUrl}/auth/v1${path}`, {
    method: "POST",
    headers: { apikey: installation.publishableKey, authorization: `Bearer ${person.token}` },
    body: JSON.stringify(body),
  });
  expect(response.status, path).toBe(200);
  return (await response.json()) as Record<string, unknown>;
}

/** Sets up an app and shows its first code; answers the lifted session and how to make further codes. */
async function protect(person: Person): Promise<{ person: Person; prove: (as: Person) => Promise<Person> }> {
  const factor = await auth("/factors", person, { factor_type: "totp", friendly_name: "Phone" });
  const { secret } = factor.totp as { secret: string };
  const prove = async (as: Person): Promise<Person> => {
    const challenge = await auth(`/factors/${String(factor.id)}/challenge`, as);
    const code = codeAt(secret, Date.now());
    const session = (await auth(`/factors/${String(factor.id)}/verify`, as, {
      challenge_id: challenge.id,
      code,
    })) as unknown as Person["session"];
    return { ...as, session, token: session.access_token };
  };
  return { person: await prove(person), prove };
}

const wanted = { dataset: "audit_logs", format: "csv" };

describe("sessions", () => {
  it("are listed for their owner, and an ended one is refused at its next request", async () => {
    const desk = home.people.viewer;
    const phone = await elsewhere(desk);
    const list = await call("GET", "/sessions", { as: desk });
    expect(list.rows[0]).toMatchObject({
      id: sessionOf(desk),
      is_current: true,
      organization: { slug: home.slug },
    });
    expect(list.rows.map(({ id }) => id)).toContain(sessionOf(phone));
    expectStatus(await call("GET", "/me", { as: phone }), 200);
    expectStatus(await call("DELETE", `/sessions/${sessionOf(phone)}`, { as: desk }), 204);
    expect((await call("GET", "/me", { as: phone })).status).toBeGreaterThanOrEqual(400);
    expectStatus(await call("GET", "/me", { as: desk }), 200);
    const strange = await call("DELETE", `/sessions/${sessionOf(home.people.owner)}`, { as: desk });
    expectStatus(strange, 404);
    expectStatus(await call("GET", "/me", { as: home.people.owner }), 200);
  });
});

describe("a proof", () => {
  it("is asked for before data leaves, and a fresh sign-in beside the session gives it", async () => {
    const owner = await aged(await elsewhere(home.people.owner));
    const refused = await call("POST", "/exports", { as: owner, body: wanted });
    expect([refused.status, refused.problem.code, refused.problem.proof]).toEqual([
      403,
      "proof_required",
      "password",
    ]);
    const target = { session_id: sessionOf(owner) };
    const own = await call("POST", "/proofs", { as: owner, body: target });
    expect([own.status, own.problem.code]).toEqual([403, "proof_required"]);
    const beside = await elsewhere(owner);
    const made = await call("POST", "/proofs", { as: beside, body: target });
    expectStatus(made, 201);
    expectStatus(await call("POST", "/exports", { as: owner, body: wanted }), 201);
    const state = await call("GET", "/proofs", { as: owner });
    expect(state.row).toMatchObject({ is_on: false, recovery_codes: 0, proven_until: made.row.valid_until });
    const unknown = await call("POST", "/proofs", { as: beside, body: { session_id: randomUUID() } });
    expectStatus(unknown, 404);
  });

  it("is a code where two-step sign-in is on", async () => {
    const { person, prove } = await protect(await elsewhere(home.people.admin));
    const old = await aged(person);
    await database()`
      update auth.mfa_amr_claims set updated_at = now() - interval '1 hour' where session_id = ${sessionOf(old)}`;
    const refused = await call("POST", "/exports", { as: old, body: wanted });
    expect([refused.problem.code, refused.problem.proof]).toEqual(["proof_required", "code"]);
    expectStatus(await call("POST", "/exports", { as: await prove(old), body: wanted }), 201);
  });
});

describe("two-step sign-in", () => {
  it("lets nobody in by the password alone", async () => {
    const dispatcher = await elsewhere(home.people.dispatcher);
    const before = await call("POST", "/proofs/recovery-codes", { as: dispatcher, body: {} });
    expect([before.status, before.problem.code]).toEqual([409, "no_second_step"]);
    const { person, prove } = await protect(dispatcher);
    const half = await elsewhere(person);
    for (const path of ["/me", "/customers", "/sessions"]) {
      const refused = await call("GET", path, { as: half });
      expect([path, refused.status, refused.problem.code]).toEqual([path, 403, "code_required"]);
    }
    const rest = await fetch(`${installation.supabaseUrl}/rest/v1/customers?select=id`, {
      headers: { apikey: installation.publishableKey, authorization: `Bearer ${half.token}` },
    });
    expect(await rest.json()).toEqual([]);
    expectStatus(await call("GET", "/customers", { as: await prove(half) }), 200);
    const made = await call("POST", "/proofs/recovery-codes", { as: person, body: {} });
    expectStatus(made, 201);
    expect(made.row.codes).toHaveLength(10);
    expect(made.headers.get("cache-control")).toContain("no-store");
    const [code] = made.row.codes as string[];
    const recover = (as: Person, given?: string) =>
      call("POST", "/proofs/recoveries", { as, body: { code: given } });
    expect((await recover(half, "22222-22222")).row).toMatchObject({ used: false });
    expect((await recover(half, code)).row).toMatchObject({ used: true });
    expectStatus(await call("GET", "/me", { as: await refreshed(half) }), 200);
    expect((await call("GET", "/me", { as: person })).status).toBeGreaterThanOrEqual(400);
  });
});
