import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asIdentity, createSession, refusal } from "@/tests/support/database";
import type { Identity, TestUser } from "@/tests/support/database";
import { call, createCustomer, openCompany } from "./company";
import type { Answer, Company } from "./company";

let acme: Company;
beforeAll(async () => {
  acme = await openCompany();
});
afterAll(() => acme.database.close());

type Earned = { method: string; timestamp: number }[];
const agoS = (seconds: number) => Math.floor(Date.now() / 1000) - seconds;

/** Somebody's token that says how the session was earned. */
function earned(user: TestUser, amr: Earned | undefined, sessionId = user.sessionId): Identity {
  const { claims, ...identity } = acme.at({ ...user, sessionId });
  return { ...identity, claims: { role: "authenticated", ...claims, amr } };
}

const exportAs = (identity: Identity) =>
  call(acme.sql, identity, "create_export", { payload: { dataset: "audit_logs", format: "csv" } });
const unproven = (proof: string) => ({
  code: "CO403",
  message: "proof_required: Please prove first that it is you.",
  detail: `{"proof": "${proof}"}`,
});

async function giveFactor(user: TestUser): Promise<void> {
  await acme.sql`
    insert into auth.mfa_factors (id, user_id, friendly_name, factor_type, status, created_at, updated_at, secret)
    values (${randomUUID()}, ${user.id}, 'Phone', 'totp', 'verified', now(), now(), 'x')`;
}

describe("carrying data away", () => {
  test("needs a proof of the last ten minutes", async () => {
    const { owner } = acme;
    await exportAs(earned(owner, [{ method: "password", timestamp: agoS(590) }]));
    for (const amr of [
      [{ method: "password", timestamp: agoS(610) }],
      [{ method: "token_refresh", timestamp: agoS(5) }],
      [{ method: "email_change", timestamp: agoS(5) }],
      [{ method: "anonymous", timestamp: agoS(5) }],
      [],
      undefined,
    ]) {
      expect(await refusal(exportAs(earned(owner, amr)))).toMatchObject(unproven("password"));
    }
    await exportAs(earned(owner, [{ method: "otp", timestamp: agoS(5) }]));
  });

  test("needs the right first: who has none is told nothing of proofs", async () => {
    const viewer = await acme.hire("viewer");
    expect((await refusal(exportAs(earned(viewer, [])))).code).toBe("42501");
  });

  test("holds for copies of people and for erasing them, and leaves nothing behind when refused", async () => {
    const { id } = await createCustomer(acme, { last_name: "Proof" });
    const payload = { kind: "customer", id, reason: "Asked by letter" };
    for (const name of ["export_person", "erase_person"]) {
      expect(await refusal(call(acme.sql, earned(acme.owner, []), name, { payload }))).toMatchObject(
        unproven("password"),
      );
    }
    expect(await acme.sql`select from public.privacy_requests where person_id = ${id}`).toHaveLength(0);
    expect(await acme.sql`select from public.customers where id = ${id} and erased_at is null`).toHaveLength(
      1,
    );
  });

  test("is for people: a key of the same company proves nothing", async () => {
    const key = earned(acme.owner, [{ method: "password", timestamp: agoS(5) }]);
    const asKey: Identity = { ...key, claims: { role: "authenticated", ...key.claims, principal: "key:1" } };
    const [row] = await asIdentity(acme.sql, asKey, async (tx) => {
      await tx`select set_config('role', 'none', true)`;
      return tx<{ at: Date | null }[]>`select private.proven_at() as at`;
    });
    expect(row?.at).toBeNull();
  });
});

describe("a proof beside the session", () => {
  const prove = (as: Identity, session_id: string) =>
    call<Answer<{ valid_until: string }>>(acme.sql, as, "record_proof", { payload: { session_id } });
  const old: Earned = [{ method: "password", timestamp: agoS(7200) }];

  test("opens this session until ten minutes after Auth saw the password, and no other", async () => {
    const person = await acme.hire("owner");
    const [desk, phone] = [person.sessionId, await createSession(acme.sql, person.id)];
    const fresh = earned(
      person,
      [{ method: "password", timestamp: agoS(60) }],
      await createSession(acme.sql, person.id),
    );
    const { status, data } = await prove(fresh, desk);
    expect(status).toBe(201);
    const lastsS = (new Date(data.valid_until).getTime() - Date.now()) / 1000;
    expect(lastsS).toBeGreaterThan(530);
    expect(lastsS).toBeLessThan(545);
    await exportAs(earned(person, old, desk));
    expect(await refusal(exportAs(earned(person, old, phone)))).toMatchObject(unproven("password"));
    await acme.sql`
      update private.session_proofs set proven_at = proven_at - interval '10 minutes' where session_id = ${desk}`;
    expect(await refusal(exportAs(earned(person, old, desk)))).toMatchObject(unproven("password"));
  });

  test("is not made by the session itself, nor lengthened by it", async () => {
    const person = await acme.hire("owner");
    const itself = earned(person, old);
    expect((await refusal(prove(itself, person.sessionId))).code).toBe("CO403");
    const almostOver = earned(person, [{ method: "password", timestamp: agoS(599) }]);
    const { data } = await prove(almostOver, person.sessionId);
    expect(new Date(data.valid_until).getTime()).toBeLessThan(Date.now() + 2000);
  });

  test("is made for one's own sessions alone", async () => {
    const [person, other] = [await acme.hire("owner"), await acme.hire("owner")];
    const fresh = earned(person, [{ method: "password", timestamp: agoS(5) }]);
    for (const session of [other.sessionId, randomUUID(), "nonsense"])
      expect((await refusal(prove(fresh, session))).code).toBe("CO404");
    expect(await acme.sql`select from private.session_proofs where user_id = ${other.id}`).toHaveLength(0);
  });

  test("counts for nothing where a code is asked for: the password may be what was stolen", async () => {
    const person = await acme.hire("owner");
    await prove(earned(person, [{ method: "password", timestamp: agoS(5) }]), person.sessionId);
    await giveFactor(person);
    const byPassword = earned(person, [{ method: "password", timestamp: agoS(5) }]);
    expect(await refusal(exportAs(byPassword))).toMatchObject(unproven("code"));
    const byOldCode = earned(person, [{ method: "totp", timestamp: agoS(610) }]);
    expect(await refusal(exportAs(byOldCode))).toMatchObject(unproven("code"));
    await exportAs(earned(person, [{ method: "totp", timestamp: agoS(5) }]));
  });
});

describe("before the second step", () => {
  const claimsOf = async (user: TestUser, aal: string): Promise<Record<string, unknown>> => {
    const event = { user_id: user.id, claims: { sub: user.id, session_id: user.sessionId, aal } };
    const [row] = await acme.sql<{ answer: { claims: Record<string, unknown> } }[]>`
      select public.custom_access_token_hook(${acme.sql.json(event)}) as answer`;
    return row?.answer.claims ?? {};
  };

  test("a token has no organization and is nobody's, whatever is asked with it", async () => {
    const person = await acme.hire("admin");
    expect(await claimsOf(person, "aal1")).toMatchObject({ org_id: acme.orgId });
    await giveFactor(person);
    const half = await claimsOf(person, "aal1");
    expect(half).toMatchObject({ needs_code: true });
    expect(half).not.toHaveProperty("org_id");
    expect(half).not.toHaveProperty("org_role");
    const whole = await claimsOf(person, "aal2");
    expect(whole).toMatchObject({ org_id: acme.orgId });
    expect(whole).not.toHaveProperty("needs_code");

    // Even with the organization forged into it.
    const token: Identity = {
      ...acme.at(person),
      claims: { ...acme.at(person).claims, role: "authenticated", needs_code: true },
    };
    expect((await refusal(call(acme.sql, token, "get_me", {}))).code).toBe("42501");
    expect((await refusal(call(acme.sql, token, "list_sessions", {}))).code).toBe("42501");
    expect((await refusal(exportAs(token))).code).toBe("42501");
    const rows = await asIdentity(acme.sql, token, (tx) => tx`select id from public.organizations`);
    expect(rows).toHaveLength(0);
  });
});

describe("recovery codes", () => {
  const half = (user: TestUser): Identity => ({
    ...acme.at(user),
    claims: { role: "authenticated", sub: user.id, session_id: user.sessionId, needs_code: true },
  });
  const use = (as: Identity, code: string) =>
    call<{ used: boolean; wait_s: number | null }>(acme.sql, as, "use_recovery_code", { payload: { code } });
  const make = (as: Identity) =>
    call<Answer<{ codes: string[] }>>(acme.sql, as, "create_recovery_codes", { payload: {} });
  const byCode = (user: TestUser) => earned(user, [{ method: "totp", timestamp: agoS(5) }]);

  test("are ten, told once, and kept as hashes", async () => {
    const person = await acme.hire("owner");
    expect((await refusal(make(acme.at(person)))).code).toBe("CO409");
    await giveFactor(person);
    expect((await refusal(make(earned(person, [])))).code).toBe("CO403");
    const { codes } = (await make(byCode(person))).data;
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}$/);
    const kept = await acme.sql`select code_hash from private.recovery_codes where user_id = ${person.id}`;
    expect(kept).toHaveLength(10);
    expect(JSON.stringify(kept)).not.toContain(codes[0]);
  });

  test("open the account once: the app is taken off, every other session ends", async () => {
    const person = await acme.hire("owner");
    const elsewhere = await createSession(acme.sql, person.id);
    await giveFactor(person);
    const { codes } = (await make(byCode(person))).data;
    const [code = ""] = codes;
    expect(await use(half(person), code.toLowerCase().replace("-", " "))).toEqual({
      used: true,
      wait_s: null,
    });
    expect(await acme.sql`select from auth.mfa_factors where user_id = ${person.id}`).toHaveLength(0);
    expect(await acme.sql`select from auth.sessions where id = ${elsewhere}`).toHaveLength(0);
    expect(await use(half(person), codes[1] ?? "")).toMatchObject({ used: false });
    const [line] = await acme.sql`
      select severity from public.audit_logs
      where org_id = ${acme.orgId} and entity_id = ${person.id} and 'two_step' = any (changed)`;
    expect(line?.severity).toBe("critical");
  });

  test("are guessed five times an hour, and open nobody else's account", async () => {
    const [person, other] = [await acme.hire("owner"), await acme.hire("owner")];
    await giveFactor(person);
    const { codes } = (await make(byCode(person))).data;
    for (let tries = 0; tries < 5; tries++)
      expect(await use(half(person), "22222-22222")).toEqual({ used: false, wait_s: null });
    const late = await use(half(person), codes[0] ?? "");
    expect(late.used).toBe(false);
    expect(late.wait_s).toBeGreaterThan(0);
    expect((await use(acme.at(other), codes[0] ?? "")).used).toBe(false);
    const elsewhere = {
      ...half(other),
      claims: { ...half(other).claims, role: "authenticated", session_id: person.sessionId },
    };
    expect((await refusal(use(elsewhere, codes[0] ?? ""))).code).toBe("42501");
  });
});

describe("sessions", () => {
  test("are seen by their owner alone, the present one first", async () => {
    const person = await acme.hire("technician");
    await createSession(acme.sql, person.id);
    const list = await asIdentity(
      acme.sql,
      acme.at(person),
      (tx) =>
        tx<{ line: { id: string; is_current: boolean } }[]>`select line from public.list_sessions() as line`,
    );
    expect(list.map(({ line }) => line.is_current)).toEqual([true, false]);
    expect(list[0]?.line.id).toBe(person.sessionId);
  });

  test("that were ended are over at the next statement, though the token is good", async () => {
    const person = await acme.hire("admin");
    const phone = { ...person, sessionId: await createSession(acme.sql, person.id) };
    await call(acme.sql, acme.at(phone), "get_me", {});
    await call(acme.sql, acme.at(person), "end_session", { id: phone.sessionId });
    expect((await refusal(call(acme.sql, acme.at(phone), "get_me", {}))).code).toBe("42501");
    const rows = await asIdentity(acme.sql, acme.at(phone), (tx) => tx`select id from public.organizations`);
    expect(rows).toHaveLength(0);
    await call(acme.sql, acme.at(person), "get_me", {});
    const other = await acme.hire("admin");
    expect(
      (await refusal(call(acme.sql, acme.at(other), "end_session", { id: person.sessionId }))).code,
    ).toBe("CO404");
  });

  test("that Auth sweeps away after weeks leave no line", async () => {
    const person = await acme.hire("viewer");
    await acme.sql`
      update auth.sessions set created_at = now() - interval '30 days', updated_at = now() - interval '30 days'
      where id = ${person.sessionId}`;
    await acme.sql`delete from auth.sessions where id = ${person.sessionId}`;
    expect(await acme.sql`select from private.ended_sessions where user_id = ${person.id}`).toHaveLength(0);
  });
});
