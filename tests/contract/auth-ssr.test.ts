import { createServerClient } from "@supabase/ssr";
import type { SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import ws from "ws";
import { addPerson, linkIn, openAuthTarget, PASSWORD } from "./auth-target";
import type { AuthTarget } from "./auth-target";

let target: AuthTarget;
beforeAll(async () => {
  target = await openAuthTarget();
});
afterAll(() => target?.close());

const NAME = "callout-auth";

/** A browser's cookies. A request of the server carries those of its start, and sees what it sets itself. */
function browser() {
  const jar = new Map<string, string>();
  const request = (): SupabaseClient => {
    const carried = new Map(jar);
    return createServerClient(target.url, target.publishableKey, {
      cookieOptions: { name: NAME },
      realtime: { transport: ws as unknown as typeof WebSocket },
      cookies: {
        getAll: () => [...carried].map(([name, value]) => ({ name, value })),
        setAll(cookies) {
          for (const { name, value, options } of cookies) {
            for (const kept of [carried, jar]) {
              if (options.maxAge === 0) kept.delete(name);
              else kept.set(name, value);
            }
          }
        },
      },
    });
  };
  return { jar, request };
}

const chunks = (jar: Map<string, string>) =>
  [...jar.keys()].filter((name) => name.startsWith(`${NAME}.`)).toSorted();

async function signedIn() {
  const person = await addPerson(target);
  const { jar, request } = browser();
  const { error } = await request().auth.signInWithPassword({ email: person.email, password: PASSWORD });
  expect(error).toBeNull();
  return { ...person, jar, request };
}

/** The next request finds the access token expired. */
function expire(jar: Map<string, string>): void {
  const names = jar.has(NAME) ? [NAME] : chunks(jar);
  const encoded = names.map((name) => jar.get(name)).join("");
  const session = JSON.parse(Buffer.from(encoded.replace(/^base64-/, ""), "base64url").toString("utf8"));
  const changed = JSON.stringify({ ...session, expires_at: Math.floor(Date.now() / 1000) - 60 });
  for (const name of names) jar.delete(name);
  jar.set(NAME, `base64-${Buffer.from(changed).toString("base64url")}`);
}

describe("a session in cookies", () => {
  test("is read by the next request, verified locally and by the auth service", async () => {
    const { id, request } = await signedIn();
    expect((await request().auth.getClaims()).data?.claims.sub).toBe(id);
    expect((await request().auth.getUser()).data.user?.id).toBe(id);
  });

  test("is split over several cookies when it is long, and put together again", async () => {
    const { id, jar, request } = await signedIn();
    const motto = "ä€😀".repeat(500);
    expect((await request().auth.updateUser({ data: { motto } })).error).toBeNull();
    await request().auth.refreshSession();
    expect(chunks(jar).length).toBeGreaterThan(1);
    expect(jar.has(NAME)).toBe(false);
    for (const value of jar.values()) expect(value.length).toBeLessThan(3500);
    const { data } = await request().auth.getUser();
    expect(data.user?.id).toBe(id);
    expect(data.user?.user_metadata.motto).toBe(motto);
    await request().auth.updateUser({ data: { motto: null } });
    await request().auth.refreshSession();
    expect((await request().auth.getClaims()).data?.claims.sub).toBe(id);
    const left = jar.has(NAME) ? 1 : chunks(jar).length;
    expect(left).toBeLessThan(3);
  });

  test("that expired is refreshed by eight requests of one page at once, and none is signed out", async () => {
    const { id, jar, request } = await signedIn();
    expire(jar);
    const answers = await Promise.all(Array.from({ length: 8 }, () => request().auth.getUser()));
    expect(answers.map(({ data }) => data.user?.id)).toEqual(Array.from({ length: 8 }, () => id));
    expect((await request().auth.getUser()).data.user?.id).toBe(id);
    expect((await request().auth.refreshSession()).error).toBeNull();
  });

  test("is gone after signing out", async () => {
    const { jar, request } = await signedIn();
    expect((await request().auth.signOut()).error).toBeNull();
    expect([...jar.keys()]).toEqual([]);
    expect((await request().auth.getUser()).data.user).toBeNull();
  });

  test("is dropped when it was ended elsewhere", async () => {
    const { id, jar, request } = await signedIn();
    await target.admin().updateUserById(id, { password: "set by the office" });
    expire(jar);
    const { data, error } = await request().auth.getUser();
    expect(data.user).toBeNull();
    expect(error).not.toBeNull();
    expect([...jar.keys()]).toEqual([]);
  });

  test("is started by the link of a mail in a route handler", async () => {
    const { email } = await addPerson(target);
    const { jar, request } = browser();
    expect((await request().auth.signInWithOtp({ email })).error).toBeNull();
    const token_hash = linkIn(await target.mailTo(email)).get("token_hash") ?? "";
    const { error } = await request().auth.verifyOtp({ token_hash, type: "magiclink" });
    expect(error).toBeNull();
    expect(jar.has(NAME) || chunks(jar).length > 0).toBe(true);
    expect((await request().auth.getUser()).data.user?.email).toBe(email);
  });

  test("is started by a code in another browser than the one that asked", async () => {
    const { email } = await addPerson(target);
    await browser().request().auth.signInWithOtp({ email });
    const token_hash = linkIn(await target.mailTo(email)).get("token_hash") ?? "";
    const { data, error } = await browser().request().auth.verifyOtp({ token_hash, type: "email" });
    expect(error).toBeNull();
    expect(data.user?.email).toBe(email);
  });
});
