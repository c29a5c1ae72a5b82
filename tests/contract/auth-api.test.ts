import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { codeIn, isOwnProject, linkIn, newEmail, openAuthTarget, PASSWORD, wrongCode } from "./auth-target";
import type { AuthTarget } from "./auth-target";

let target: AuthTarget;
beforeAll(async () => {
  target = await openAuthTarget();
});
afterAll(() => target?.close());

async function ask(method: string, path: string, headers: Record<string, string> = {}, body?: string) {
  const answer = await fetch(`${target.url}/auth/v1${path}`, { method, headers, ...(body ? { body } : {}) });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text ? JSON.parse(text) : null };
}

const key = () => ({ apikey: target.publishableKey });
const wrongPassword = JSON.stringify({ email: "nobody@contract.test", password: "wrong password" });
const TOKEN = "/token?grant_type=password";

describe("the interface", () => {
  test("wants an API key, even to sign in", async () => {
    expect((await ask("POST", TOKEN, {}, wrongPassword)).status).toBe(401);
    expect((await ask("POST", TOKEN, { apikey: "sb_publishable_wrong" }, wrongPassword)).status).toBe(401);
    expect((await ask("GET", "/settings", key())).status).toBe(200);
  });

  test("publishes its keys to everybody", async () => {
    const { status, body, headers } = await ask("GET", "/.well-known/jwks.json");
    expect(status).toBe(200);
    expect(body.keys[0]).toMatchObject({ kty: "EC", crv: "P-256", alg: "ES256", use: "sig" });
    expect(body.keys[0]).not.toHaveProperty("d");
    expect(headers.get("cache-control")).toContain("max-age");
  });

  test("says what it offers", async () => {
    const { body } = await ask("GET", "/settings", key());
    expect(body).toMatchObject({
      external: { email: true },
      disable_signup: false,
      mailer_autoconfirm: false,
    });
    expect((await ask("GET", "/health", key())).status).toBe(200);
  });

  test("words its errors by the version asked for", async () => {
    const old = await ask("POST", TOKEN, key(), wrongPassword);
    expect(old.body).toEqual({
      code: 400,
      error_code: "invalid_credentials",
      msg: "Invalid login credentials",
    });
    const version = { "x-supabase-api-version": "2024-01-01" };
    const current = await ask("POST", TOKEN, { ...key(), ...version }, wrongPassword);
    expect(current.body).toEqual({ code: "invalid_credentials", message: "Invalid login credentials" });
    expect(current.headers.get("x-sb-error-code")).toBe("invalid_credentials");
  });

  test.each([
    ["POST", TOKEN, "{not json", 400],
    ["POST", TOKEN, "[1]", 400],
    ["POST", TOKEN, '{"email": 5, "password": "x"}', 400],
    ["POST", TOKEN, '{"email": "a@b.test", "password": {"$ne": ""}}', 400],
    ["POST", TOKEN, '{"email": "a@b.test", "password": "nul\\u0000"}', 400],
    ["POST", TOKEN, '{"email": "nul\\u0000@b.test", "password": "x"}', 400],
    ["POST", "/token?grant_type=telepathy", "{}", 400],
    ["POST", "/token?grant_type=refresh_token", '{"refresh_token": ["x"]}', 400],
    ["POST", "/token?grant_type=refresh_token", '{"refresh_token": "nul\\u0000"}', 400],
    ["POST", "/verify", '{"type": "signup"}', 400],
    ["POST", "/verify", '{"type": "signup", "token_hash": "nul\\u0000"}', 400],
    ["POST", "/verify", '{"type": "sms", "token": "123456", "phone": "+1"}', 400],
    ["POST", "/verify", '{"type": "__proto__", "token_hash": "x"}', 400],
    [
      "POST",
      "/signup",
      '{"email": "nul@b.test", "password": "long enough here", "data": {"a": "nul\\u0000"}}',
      400,
    ],
    ["POST", "/resend", '{"type": "sms", "phone": "+1"}', 400],
    ["GET", "/nothing", undefined, 404],
    ["GET", "/signup", undefined, 404],
  ])("answers %s %s %s with %i", async (method, path, body, status) => {
    expect((await ask(method, path, key(), body)).status).toBe(status);
  });

  test.runIf(isOwnProject)("refuses a huge body", async () => {
    const body = JSON.stringify({
      email: newEmail(),
      password: PASSWORD,
      data: { text: "x".repeat(200_000) },
    });
    expect((await ask("POST", "/signup", key(), body)).status).toBe(413);
  });

  test("lets a browser of any origin ask, by key and bearer only", async () => {
    const preflight = await ask("OPTIONS", "/user", {
      origin: "https://app.test",
      "access-control-request-method": "PUT",
      "access-control-request-headers": "apikey,authorization,content-type,x-supabase-api-version",
    });
    expect([200, 204]).toContain(preflight.status);
    expect(preflight.headers.get("access-control-allow-methods")).toContain("PUT");
    expect(preflight.headers.get("access-control-allow-headers")).toContain("authorization");
    expect(preflight.headers.get("access-control-allow-credentials")).toBeNull();
    const answer = await ask("GET", "/settings", { ...key(), origin: "https://app.test" });
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  });

  test.runIf(isOwnProject)("writes no secret to the log", async () => {
    const lines: string[] = [];
    const spies = [process.stdout, process.stderr].map((stream) =>
      vi.spyOn(stream, "write").mockImplementation((line) => {
        lines.push(String(line));
        return true;
      }),
    );
    const email = newEmail();
    const client = target.client();
    await client.auth.signUp({ email, password: PASSWORD });
    const mail = await target.mailTo(email);
    await client.auth.verifyOtp({ email, token: wrongCode(mail), type: "email" });
    const { data } = await client.auth.verifyOtp({ email, token: codeIn(mail), type: "email" });
    await client.auth.signInWithPassword({ email, password: "a wrong password" });
    // What breaks inside the database is logged in the database's words.
    await target.sql().unsafe(`
      create function public.break_tokens() returns trigger language plpgsql as
        'begin insert into auth.one_time_tokens select new.*; return new; end';
      create trigger break_tokens before insert on auth.one_time_tokens
        for each row execute function public.break_tokens()`);
    await client.auth.resetPasswordForEmail(email);
    const other = newEmail();
    await client.auth.signUp({ email: other, password: PASSWORD });
    await target.sql()`drop function public.break_tokens cascade`;
    for (const spy of spies) spy.mockRestore();
    const log = lines.join("");
    expect(log).toContain("auth.failed");
    const secrets = [PASSWORD, codeIn(mail), linkIn(mail).get("token_hash"), target.secretKey];
    secrets.push(data.session?.access_token ?? "none", data.session?.refresh_token ?? "none");
    for (const secret of [...secrets, email, other]) expect(log).not.toContain(secret);
  });

  test("wants a session where somebody is meant", async () => {
    for (const [method, path] of [
      ["GET", "/user"],
      ["PUT", "/user"],
      ["POST", "/logout"],
    ] as const) {
      expect((await ask(method, path, key())).status).toBe(401);
      const anonymous = { ...key(), authorization: `Bearer ${target.publishableKey}` };
      expect((await ask(method, path, anonymous)).status).toBe(403);
    }
  });
});
