import type { SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codeAt } from "@/scripts/stack/auth/totp";
import {
  addPerson,
  failure,
  hasDatabase,
  isOwnProject,
  openAuthTarget,
  PASSWORD,
  refreshTokenOf,
  signIn,
} from "./auth-target";
import type { AuthTarget } from "./auth-target";

let target: AuthTarget;
beforeAll(async () => {
  target = await openAuthTarget();
});
afterAll(() => target?.close());

type Enrolled = { email: string; id: string; client: SupabaseClient; factorId: string; secret: string };

async function enrol(client: SupabaseClient, friendlyName = "Phone") {
  const { data, error } = await client.auth.mfa.enroll({
    factorType: "totp",
    friendlyName,
    issuer: "Callout",
  });
  expect(error).toBeNull();
  if (data?.type !== "totp") throw new Error("No authenticator was enrolled");
  return { factorId: data.id, secret: data.totp.secret, totp: data.totp };
}

const prove = (client: SupabaseClient, { factorId, secret }: { factorId: string; secret: string }) =>
  client.auth.mfa.challengeAndVerify({ factorId, code: codeAt(secret, Date.now()) });

/** Somebody who has two-step sign-in, at work in a session that showed a code. */
async function protectedPerson(): Promise<Enrolled> {
  const { email, id } = await addPerson(target);
  const client = await signIn(target, email);
  const { factorId, secret } = await enrol(client);
  expect((await prove(client, { factorId, secret })).error).toBeNull();
  return { email, id, client, factorId, secret };
}

const levels = async (client: SupabaseClient) => {
  const { data } = await client.auth.mfa.getAuthenticatorAssuranceLevel();
  return [data?.currentLevel, data?.nextLevel];
};

const wrong = (secret: string) => String((Number(codeAt(secret, Date.now())) + 1) % 1e6).padStart(6, "0");

test("codes are those of RFC 6238", () => {
  // Appendix B, SHA-1, shortened to six digits; the secret is "12345678901234567890".
  const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  const expected: [number, string][] = [
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ];
  for (const [atS, code] of expected) expect(codeAt(secret, atS * 1000)).toBe(code);
});

describe("an authenticator app", () => {
  test("is given its secret as text, address and picture, and counts for nothing before its first code", async () => {
    const { email } = await addPerson(target);
    const client = await signIn(target, email);
    const { secret, totp } = await enrol(client);
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    const uri = new URL(totp.uri);
    expect(`${uri.protocol}//${uri.host}`).toBe("otpauth://totp");
    expect(decodeURIComponent(uri.pathname)).toBe(`/Callout:${email}`);
    expect(uri.searchParams.get("secret")).toBe(secret);
    expect(uri.searchParams.get("issuer")).toBe("Callout");
    expect(totp.qr_code).toMatch(/^data:image\/svg\+xml;utf-8,/);
    expect(await levels(client)).toEqual(["aal1", "aal1"]);
    expect(await levels(await signIn(target, email))).toEqual(["aal1", "aal1"]);
    const { data } = await client.auth.mfa.listFactors();
    expect(data?.all.map(({ status }) => status)).toEqual(["unverified"]);
    expect(data?.totp).toEqual([]);
  });

  test("lifts the session with its first code, and each session after it with another", async () => {
    const { email, client, factorId, secret } = await protectedPerson();
    expect(await levels(client)).toEqual(["aal2", "aal2"]);
    const { data } = await client.auth.getClaims();
    expect(data?.claims.aal).toBe("aal2");
    expect(data?.claims.amr?.map((entry) => (typeof entry === "string" ? entry : entry.method))).toEqual(
      expect.arrayContaining(["totp", "password"]),
    );
    const later = await signIn(target, email);
    expect(await levels(later)).toEqual(["aal1", "aal2"]);
    expect((await prove(later, { factorId, secret })).error).toBeNull();
    expect(await levels(later)).toEqual(["aal2", "aal2"]);
    await later.auth.refreshSession();
    expect((await later.auth.getClaims()).data?.claims.aal).toBe("aal2");
  });

  test("says in the token when a code was shown last", async () => {
    const { client, factorId, secret } = await protectedPerson();
    const shownAt = async (): Promise<number> => {
      const { data } = await client.auth.getClaims();
      const entries = (data?.claims.amr ?? []) as { method: string; timestamp: number }[];
      return entries.find(({ method }) => method === "totp")?.timestamp ?? 0;
    };
    const first = await shownAt();
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await client.auth.refreshSession();
    expect(await shownAt()).toBe(first);
    await prove(client, { factorId, secret });
    expect(await shownAt()).toBeGreaterThan(first);
  });

  test("ends the sessions that showed no code, when it is set up", async () => {
    const { email } = await addPerson(target);
    const [here, elsewhere] = [await signIn(target, email), await signIn(target, email)];
    const factor = await enrol(here);
    await prove(here, factor);
    expect((await here.auth.getUser()).error).toBeNull();
    expect((await elsewhere.auth.getUser()).error?.name).toBe("AuthSessionMissingError");
  });

  test("makes the refresh token of the weaker session worthless", async () => {
    const { email } = await addPerson(target);
    const client = await signIn(target, email);
    const weak = await refreshTokenOf(client);
    await prove(client, await enrol(client));
    expect(await refreshTokenOf(client)).not.toBe(weak);
  });
});

describe("a code", () => {
  test("that is wrong is refused, and the challenge may be answered again", async () => {
    const { email, factorId, secret } = await protectedPerson();
    const client = await signIn(target, email);
    const { data: challenge } = await client.auth.mfa.challenge({ factorId });
    expect(challenge?.expires_at).toBeGreaterThan(Date.now() / 1000 + 60);
    const answer = (code: string) =>
      client.auth.mfa.verify({ factorId, challengeId: challenge?.id ?? "", code });
    expect(failure((await answer(wrong(secret))).error)).toEqual({
      status: 422,
      code: "mfa_verification_failed",
    });
    expect(failure((await answer("")).error)).toEqual({ status: 400, code: "validation_failed" });
    expect(await levels(client)).toEqual(["aal1", "aal2"]);
    expect((await answer(codeAt(secret, Date.now()))).error).toBeNull();
    expect(failure((await answer(codeAt(secret, Date.now()))).error)).toEqual({
      status: 422,
      code: "mfa_ip_address_mismatch",
    });
  });

  test("of the half minute before is taken, of two minutes ago not", async () => {
    const { client, factorId, secret } = await protectedPerson();
    const at = (agoMs: number) =>
      client.auth.mfa.challengeAndVerify({ factorId, code: codeAt(secret, Date.now() - agoMs) });
    expect((await at(29_000)).error).toBeNull();
    expect((await at(120_000)).error?.code).toBe("mfa_verification_failed");
  });

  test("of another person's app opens nothing", async () => {
    const ours = await protectedPerson();
    const theirs = await protectedPerson();
    const own = await theirs.client.auth.mfa.challenge({ factorId: theirs.factorId });
    const client = await signIn(target, ours.email);
    const stolen = await client.auth.mfa.challenge({ factorId: theirs.factorId });
    expect(failure(stolen.error)).toEqual({ status: 404, code: "mfa_factor_not_found" });
    const crossed = await client.auth.mfa.verify({
      factorId: ours.factorId,
      challengeId: own.data?.id ?? "",
      code: codeAt(ours.secret, Date.now()),
    });
    expect(failure(crossed.error)).toEqual({ status: 422, code: "mfa_factor_not_found" });
    expect((await client.auth.mfa.challenge({ factorId: "nonsense" })).error?.status).toBe(404);
  });

  test.runIf(hasDatabase)("to a challenge of more than five minutes ago is refused", async () => {
    const { client, factorId, secret } = await protectedPerson();
    const { data } = await client.auth.mfa.challenge({ factorId });
    await target.sql()`
      update auth.mfa_challenges set created_at = now() - interval '301 seconds' where id = ${data?.id ?? ""}`;
    const late = await client.auth.mfa.verify({
      factorId,
      challengeId: data?.id ?? "",
      code: codeAt(secret, Date.now()),
    });
    expect(failure(late.error)).toEqual({ status: 422, code: "mfa_challenge_expired" });
  });

  test.runIf(isOwnProject)("is guessed five times, then it says for how long", async () => {
    const { client, factorId, secret } = await protectedPerson();
    for (let tries = 0; tries < 5; tries++) {
      const { error } = await client.auth.mfa.challengeAndVerify({ factorId, code: wrong(secret) });
      expect(error?.code).toBe("mfa_verification_failed");
    }
    const { error } = await prove(client, { factorId, secret });
    expect(failure(error)).toEqual({ status: 429, code: "over_request_rate_limit" });
    expect(error?.message).toMatch(/after \d+ seconds/);
  });
});

describe("without a code", () => {
  test("nobody adds or removes a factor, or changes password and address, of who has one", async () => {
    const { email, factorId } = await protectedPerson();
    const thief = await signIn(target, email);
    const added = await thief.auth.mfa.enroll({ factorType: "totp", friendlyName: "Mine" });
    expect(failure(added.error)).toEqual({ status: 403, code: "insufficient_aal" });
    const removed = await thief.auth.mfa.unenroll({ factorId });
    expect(failure(removed.error)).toEqual({ status: 422, code: "insufficient_aal" });
    const password = await thief.auth.updateUser({ password: "quite another one" });
    expect(failure(password.error)).toEqual({ status: 401, code: "insufficient_aal" });
    const address = await thief.auth.updateUser({ email: "thief@contract.test" });
    expect(failure(address.error)).toEqual({ status: 401, code: "insufficient_aal" });
    await signIn(target, email, PASSWORD);
  });
});

describe("a factor", () => {
  test("that was given up is asked for no more, and its sessions are ordinary ones", async () => {
    const { email, client, factorId } = await protectedPerson();
    const { data, error } = await client.auth.mfa.unenroll({ factorId });
    expect([error, data?.id]).toEqual([null, factorId]);
    await client.auth.refreshSession();
    expect(await levels(client)).toEqual(["aal1", "aal1"]);
    expect(await levels(await signIn(target, email))).toEqual(["aal1", "aal1"]);
  });

  test("needs a name of its own, and a kind that is offered", async () => {
    const { client } = await protectedPerson();
    const again = await client.auth.mfa.enroll({ factorType: "totp", friendlyName: "Phone" });
    expect(failure(again.error)).toEqual({ status: 422, code: "mfa_factor_name_conflict" });
    const phone = await client.auth.mfa.enroll({ factorType: "phone", phone: "+12025550100" });
    expect(failure(phone.error)).toEqual({ status: 422, code: "mfa_phone_enroll_not_enabled" });
  });

  test("may be taken off by an administrator, and by nobody else", async () => {
    const { id, email, client, factorId } = await protectedPerson();
    const refused = await client.auth.admin.mfa.deleteFactor({ userId: id, id: factorId });
    expect(refused.error?.status).toBeGreaterThanOrEqual(401);
    const { data } = await target.admin().mfa.listFactors({ userId: id });
    expect(data?.factors.map((factor) => [factor.id, factor.status])).toEqual([[factorId, "verified"]]);
    expect((await target.admin().mfa.deleteFactor({ userId: id, id: factorId })).error).toBeNull();
    expect(await levels(await signIn(target, email))).toEqual(["aal1", "aal1"]);
  });

  test.runIf(isOwnProject)("has its secret sealed in the database", async () => {
    const { factorId, secret } = await protectedPerson();
    const [row] = await target.sql()<{ secret: string }[]>`
      select secret from auth.mfa_factors where id = ${factorId}`;
    expect(row?.secret).not.toContain(secret);
    expect(JSON.parse(row?.secret ?? "")).toMatchObject({ alg: "aes-gcm-hkdf" });
  });
});
