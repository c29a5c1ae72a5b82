import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addPerson, failure, hasDatabase, linkIn, newEmail, openAuthTarget, PASSWORD } from "./auth-target";
import type { AuthTarget } from "./auth-target";

let target: AuthTarget;
beforeAll(async () => {
  target = await openAuthTarget();
});
afterAll(() => target?.close());

const SITE = "http://localhost:3000";

/** Opens a link as a browser does, without following it. */
async function open(address: string): Promise<URL> {
  const answer = await fetch(address, { redirect: "manual" });
  expect(answer.status).toBe(303);
  return new URL(answer.headers.get("location") ?? "");
}

const fragment = (url: URL) => new URLSearchParams(url.hash.slice(1));

describe("a link that points at the auth service", () => {
  const make = async (redirectTo?: string) => {
    const { email } = await addPerson(target);
    const options = redirectTo ? { redirectTo } : {};
    const { data, error } = await target.admin().generateLink({ type: "magiclink", email, options });
    expect(error).toBeNull();
    return { email, address: data.properties?.action_link ?? "" };
  };

  test("leads on with a session in the fragment, once", async () => {
    const { email, address } = await make(`${SITE}/after?x=1`);
    const arrived = await open(address);
    expect(arrived.origin + arrived.pathname + arrived.search).toBe(`${SITE}/after?x=1`);
    const token = fragment(arrived).get("access_token") ?? "";
    expect((await target.client().auth.getUser(token)).data.user?.email).toBe(email);
    const again = await open(address);
    expect(fragment(again).get("error_code")).toBe("otp_expired");
    expect(fragment(again).get("error")).toBe("access_denied");
    expect(again.hash).not.toContain("access_token");
  });

  test.each([
    ["https://evil.test/steal", SITE],
    ["http://localhost.evil.test/", SITE],
    ["http://3232235777/", SITE],
    ["javascript:alert(1)", SITE],
    ["http://127.0.0.1:3000/ok", "http://127.0.0.1:3000/ok"],
  ])("asked to lead to %s goes to %s", async (asked, expected) => {
    const { address } = await make(asked);
    const changed = new URL(address);
    changed.searchParams.set("redirect_to", asked);
    const arrived = await open(changed.toString());
    expect(arrived.href.startsWith(expected)).toBe(true);
  });
});

describe("the mail's own link", () => {
  test("names our page, and where to go on from there", async () => {
    const email = newEmail();
    await target.client().auth.signUp({
      email,
      password: PASSWORD,
      options: { emailRedirectTo: `${SITE}/invite/abc?a=1&b=2` },
    });
    const mail = await target.mailTo(email);
    expect(mail.html).toContain(`href="${SITE}/confirm?token_hash=`);
    expect(linkIn(mail).get("next")).toBe(`${SITE}/invite/abc?a=1&b=2`);
    expect(mail.text).toContain(`${SITE}/confirm?token_hash=`);
  });

  test("takes nothing from a person's name or address for HTML", async () => {
    const email = `o'hara&co-${Date.now()}@contract.test`;
    await target.client().auth.signUp({ email, password: PASSWORD });
    const mail = await target.mailTo(email);
    expect(mail.html).toContain("o&#39;hara&amp;co-");
    expect(mail.text).toContain(email);
  });
});

describe("the code exchange (PKCE)", () => {
  const ask = async (path: string, body: Record<string, unknown>, redirectTo = `${SITE}/back`) =>
    fetch(`${target.url}/auth/v1${path}?redirect_to=${encodeURIComponent(redirectTo)}`, {
      method: "POST",
      headers: { apikey: target.publishableKey, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const exchange = async (auth_code: string, code_verifier: string) => {
    const answer = await fetch(`${target.url}/auth/v1/token?grant_type=pkce`, {
      method: "POST",
      headers: { apikey: target.publishableKey, "x-supabase-api-version": "2024-01-01" },
      body: JSON.stringify({ auth_code, code_verifier }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const start = async () => {
    const { email } = await addPerson(target);
    const verifier = randomBytes(40).toString("base64url");
    const code_challenge = createHash("sha256").update(verifier).digest("base64url");
    const answer = await ask("/otp", { email, code_challenge, code_challenge_method: "s256" });
    expect(answer.status).toBe(200);
    const token = linkIn(await target.mailTo(email)).get("token_hash") ?? "";
    const address = `${target.url}/auth/v1/verify?token=${token}&type=magiclink&redirect_to=${SITE}/back`;
    return { email, verifier, address };
  };

  test("gives the session only to who holds the verifier, once", async () => {
    const { email, verifier, address } = await start();
    const arrived = await open(address);
    expect(arrived.hash).toBe("");
    const code = arrived.searchParams.get("code") ?? "";
    const wrong = await exchange(code, randomBytes(40).toString("base64url"));
    expect([wrong.status, wrong.body.code]).toEqual([400, "bad_code_verifier"]);
    const right = await exchange(code, verifier);
    expect(right.status).toBe(200);
    expect(right.body.user).toMatchObject({ email });
    const again = await exchange(code, verifier);
    expect([again.status, again.body.code]).toEqual([404, "flow_state_not_found"]);
  });

  test.runIf(hasDatabase)("ends five minutes after the link was opened", async () => {
    const { verifier, address } = await start();
    const code = (await open(address)).searchParams.get("code") ?? "";
    await target.sql()`
      update auth.flow_state set auth_code_issued_at = now() - interval '6 minutes' where auth_code = ${code}`;
    const late = await exchange(code, verifier);
    expect([late.status, late.body.code]).toEqual([422, "flow_state_expired"]);
  });

  test.each([
    { code_challenge: "short", code_challenge_method: "s256" },
    { code_challenge: "a".repeat(50) },
    { code_challenge: "!".repeat(50), code_challenge_method: "s256" },
    { code_challenge: "a".repeat(50), code_challenge_method: "md5" },
  ])("refuses the challenge %j", async (challenge) => {
    const answer = await ask("/otp", { email: newEmail(), ...challenge });
    expect(answer.status).toBe(400);
  });

  test("is what supabase-js does when told so", async () => {
    const { email } = await addPerson(target);
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
    const client = target.client({ flowType: "pkce", persistSession: true, storage });
    expect((await client.auth.resetPasswordForEmail(email)).error).toBeNull();
    const token = linkIn(await target.mailTo(email)).get("token_hash") ?? "";
    expect(token).toMatch(/^pkce_/);
    const arrived = await open(`${target.url}/auth/v1/verify?token=${token}&type=recovery`);
    const { data, error } = await client.auth.exchangeCodeForSession(arrived.searchParams.get("code") ?? "");
    expect(error).toBeNull();
    expect(data.user?.email).toBe(email);
    expect(failure((await client.auth.getUser()).error).code).toBeUndefined();
  });
});
