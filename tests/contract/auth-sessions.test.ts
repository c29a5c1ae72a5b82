import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import {
  addPerson,
  failure,
  hasDatabase,
  openAuthTarget,
  pause,
  refreshTokenOf,
  signIn,
} from "./auth-target";
import type { AuthTarget } from "./auth-target";

let target: AuthTarget;
beforeAll(async () => {
  target = await openAuthTarget();
});
afterAll(() => target?.close());

const refresh = (refresh_token: string) => target.client().auth.refreshSession({ refresh_token });

async function session() {
  const { email } = await addPerson(target);
  const client = await signIn(target, email);
  return { email, client, first: await refreshTokenOf(client) };
}

async function next(token: string): Promise<string> {
  const { data, error } = await refresh(token);
  expect(error).toBeNull();
  return data.session?.refresh_token ?? "";
}

describe("refreshing", () => {
  test("gives a new access token for the same session, and a new refresh token", async () => {
    const { client, first } = await session();
    const before = await client.auth.getClaims();
    const { data, error } = await client.auth.refreshSession();
    expect(error).toBeNull();
    expect(data.session?.refresh_token).not.toBe(first);
    const after = await client.auth.getClaims();
    expect(after.data?.claims.session_id).toBe(before.data?.claims.session_id);
    expect(after.data?.claims.amr?.[0]).toMatchObject({ method: "password" });
  });

  test("eight times at once with one token succeeds, all with the same successor", async () => {
    const { first } = await session();
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(first)));
    expect(answers.map(({ error }) => error)).toEqual(Array.from({ length: 8 }, () => null));
    const successors = new Set(answers.map(({ data }) => data.session?.refresh_token));
    expect(successors.size).toBe(1);
  });

  test("with the parent of the active token is allowed later too: its answer got lost", async () => {
    const { first } = await session();
    const second = await next(first);
    await pause(target.reuseS * 1000 + 500);
    expect(await next(first)).toBe(second);
    await next(second);
  });

  test("with an older token after the interval is theft: refused, and the whole family ends", async () => {
    const { first } = await session();
    const second = await next(first);
    const third = await next(second);
    await pause(target.reuseS * 1000 + 500);
    const stolen = await refresh(first);
    expect(failure(stolen.error)).toEqual({ status: 400, code: "refresh_token_already_used" });
    for (const token of [third, second, first]) {
      expect((await refresh(token)).error?.code).toBe("refresh_token_already_used");
    }
  });

  test("with an unknown token is refused", async () => {
    const { error } = await refresh("abcdefghijkl");
    expect(failure(error)).toEqual({ status: 400, code: "refresh_token_not_found" });
  });

  test.runIf(hasDatabase)("of a session that ran out is refused", async () => {
    const { email, first } = await session();
    await target.sql()`
      update auth.sessions set not_after = now() - interval '1 second'
      where user_id = (select id from auth.users where email = ${email})`;
    expect(failure((await refresh(first)).error)).toEqual({ status: 400, code: "session_expired" });
  });

  test.runIf(hasDatabase)("ends after two weeks without use, and after thirty days in any case", async () => {
    for (const [column, hours, isOver] of [
      ["refreshed_at", 335, false],
      ["refreshed_at", 337, true],
      ["created_at", 719, false],
      ["created_at", 721, true],
    ] as const) {
      const { email, first } = await session();
      // A session in use: only the one age that is meant is old.
      await target.sql()`
        update auth.sessions set refreshed_at = now() at time zone 'utc'
        where user_id = (select id from auth.users where email = ${email})`;
      await target.sql().unsafe(
        `update auth.sessions set ${column} = ${column} - interval '${hours} hours'
         where user_id = (select id from auth.users where email = $1)`,
        [email],
      );
      const { error } = await refresh(first);
      expect([column, hours, error?.code]).toEqual([column, hours, isOver ? "session_expired" : undefined]);
    }
  });
});

describe("signing out", () => {
  async function twoDevices() {
    const { email } = await addPerson(target);
    const here = await signIn(target, email);
    const there = await signIn(target, email);
    return { here, hereToken: await refreshTokenOf(here), there, thereToken: await refreshTokenOf(there) };
  }
  const isOpen = async (token: string) => (await refresh(token)).error === null;

  test("everywhere ends every session", async () => {
    const { here, hereToken, thereToken } = await twoDevices();
    expect((await here.auth.signOut({ scope: "global" })).error).toBeNull();
    expect(await isOpen(hereToken)).toBe(false);
    expect(await isOpen(thereToken)).toBe(false);
  });

  test("here leaves the other device signed in", async () => {
    const { here, hereToken, thereToken } = await twoDevices();
    expect((await here.auth.signOut({ scope: "local" })).error).toBeNull();
    expect(await isOpen(hereToken)).toBe(false);
    expect(await isOpen(thereToken)).toBe(true);
  });

  test("the others leaves this device signed in", async () => {
    const { here, hereToken, there, thereToken } = await twoDevices();
    expect((await here.auth.signOut({ scope: "others" })).error).toBeNull();
    expect(await isOpen(thereToken)).toBe(false);
    expect(await isOpen(hereToken)).toBe(true);
    expect(await there.auth.getUser()).toMatchObject({ error: { name: "AuthSessionMissingError" } });
  });

  test("makes the access token worthless for the account itself, although its signature holds", async () => {
    const { client } = await session();
    const { data } = await client.auth.getSession();
    const token = data.session?.access_token ?? "";
    await client.auth.signOut();
    const answer = await fetch(`${target.url}/auth/v1/user`, {
      headers: { apikey: target.publishableKey, authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ error_code: "session_not_found" });
  });
});

describe("access tokens", () => {
  test("are verified without asking the auth service", async () => {
    const { client } = await session();
    // The key set is fetched once; after that no request leaves.
    await client.auth.getClaims();
    const fetched = vi.spyOn(globalThis, "fetch");
    const { data, error } = await client.auth.getClaims();
    expect(error).toBeNull();
    expect(fetched).not.toHaveBeenCalled();
    fetched.mockRestore();
    expect(data?.claims).toMatchObject({
      iss: `${target.url}/auth/v1`,
      aud: "authenticated",
      role: "authenticated",
      aal: "aal1",
      phone: "",
      is_anonymous: false,
    });
    expect(data?.header).toMatchObject({ alg: "ES256", typ: "JWT" });
  });

  test("carry the id of a published key", async () => {
    const { client } = await session();
    const token = (await client.auth.getSession()).data.session?.access_token ?? "";
    const keys = createRemoteJWKSet(new URL(`${target.url}/auth/v1/.well-known/jwks.json`));
    const { payload } = await jwtVerify(token, keys, {
      issuer: `${target.url}/auth/v1`,
      audience: "authenticated",
    });
    expect(payload.exp).toBe((payload.iat ?? 0) + 600);
    const published = await fetch(`${target.url}/auth/v1/.well-known/jwks.json`).then((answer) =>
      answer.json(),
    );
    expect(published.keys.map((key: { kid: string }) => key.kid)).toContain(decodeProtectedHeader(token).kid);
    expect(JSON.stringify(published)).not.toContain('"d"');
  });

  test("that were changed are refused", async () => {
    const { client } = await session();
    const token = (await client.auth.getSession()).data.session?.access_token ?? "";
    const [head, , signature] = token.split(".");
    const forged = Buffer.from(JSON.stringify({ sub: "00000000-0000-0000-0000-000000000001" })).toString(
      "base64url",
    );
    for (const bad of [`${head}.${forged}.${signature}`, `${token}x`, "not.a.token"]) {
      const { error } = await target.client().auth.getUser(bad);
      expect(failure(error)).toEqual({ status: 403, code: "bad_jwt" });
    }
  });
});
