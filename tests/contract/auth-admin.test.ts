import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  addPerson,
  failure,
  linkIn,
  newEmail,
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

describe("the administrator", () => {
  test("creates accounts that can sign in, with the id and metadata given", async () => {
    const id = crypto.randomUUID();
    const email = newEmail("Made");
    const { data, error } = await target.admin().createUser({
      id,
      email,
      password: PASSWORD,
      email_confirm: true,
      user_metadata: { name: "Dana" },
      app_metadata: { plan: "pro" },
    });
    expect(error).toBeNull();
    expect(data.user).toMatchObject({ id, email: email.toLowerCase(), user_metadata: { name: "Dana" } });
    expect(data.user?.app_metadata).toEqual({ provider: "email", providers: ["email"], plan: "pro" });
    const client = await signIn(target, email);
    expect((await client.auth.getClaims()).data?.claims.app_metadata).toMatchObject({ plan: "pro" });
  });

  test("is told of an address that is taken, also when two are made at once", async () => {
    const { email } = await addPerson(target);
    const again = await target.admin().createUser({ email: email.toUpperCase(), password: PASSWORD });
    expect(failure(again.error)).toEqual({ status: 422, code: "email_exists" });
    const fresh = newEmail();
    const make = () => target.admin().createUser({ email: fresh, password: PASSWORD });
    const both = await Promise.all([make(), make()]);
    expect(both.filter(({ error }) => error === null)).toHaveLength(1);
    expect(both.find(({ error }) => error)?.error?.code).toBe("email_exists");
  });

  test("lists by pages with a total", async () => {
    for (let index = 0; index < 3; index++) await addPerson(target);
    const first = await target.admin().listUsers({ page: 1, perPage: 2 });
    expect(first.error).toBeNull();
    expect(first.data.users).toHaveLength(2);
    const total = "total" in first.data ? first.data.total : 0;
    expect(total).toBeGreaterThanOrEqual(3);
    expect("nextPage" in first.data && first.data.nextPage).toBe(2);
    const second = await target.admin().listUsers({ page: 2, perPage: 2 });
    const ids = new Set([...first.data.users, ...second.data.users].map((user) => user.id));
    expect(ids.size).toBe(first.data.users.length + second.data.users.length);
  });

  test("changes address and password, which ends every session", async () => {
    const { id, email } = await addPerson(target);
    const token = await refreshTokenOf(await signIn(target, email));
    const fresh = newEmail();
    const password = "set by the office";
    const { data, error } = await target
      .admin()
      .updateUserById(id, { email: fresh, email_confirm: true, password });
    expect(error).toBeNull();
    expect(data.user?.email).toBe(fresh);
    const refreshed = await target.client().auth.refreshSession({ refresh_token: token });
    expect(refreshed.error?.code).toBe("refresh_token_not_found");
    await signIn(target, fresh, password);
  });

  test("deletes an account for good, or keeps only its id", async () => {
    const { id: gone, email } = await addPerson(target);
    expect((await target.admin().deleteUser(gone)).error).toBeNull();
    expect(failure((await target.admin().getUserById(gone)).error)).toEqual({
      status: 404,
      code: "user_not_found",
    });
    const { id: kept } = await addPerson(target, "kept");
    expect((await target.admin().deleteUser(kept, true)).error).toBeNull();
    const left = (await target.admin().getUserById(kept)).data.user;
    expect(left?.deleted_at).toBeTruthy();
    expect(JSON.stringify(left)).not.toContain("@contract.test");
    expect((await target.admin().createUser({ email, password: PASSWORD })).error).toBeNull();
  });

  test("invites: the mail's link opens the account", async () => {
    const email = newEmail();
    const { data, error } = await target.admin().inviteUserByEmail(email, { data: { name: "Sam" } });
    expect(error).toBeNull();
    expect(data.user?.invited_at).toBeTruthy();
    const link = linkIn(await target.mailTo(email, "invite"));
    expect(link.get("type")).toBe("invite");
    const client = target.client();
    const opened = await client.auth.verifyOtp({ token_hash: link.get("token_hash") ?? "", type: "invite" });
    expect(opened.error).toBeNull();
    expect((await client.auth.updateUser({ password: PASSWORD })).error).toBeNull();
    await signIn(target, email);
    expect(failure((await target.admin().inviteUserByEmail(email)).error)).toEqual({
      status: 422,
      code: "email_exists",
    });
  });

  test("gets a link without a mail", async () => {
    const { email } = await addPerson(target);
    const { data, error } = await target.admin().generateLink({ type: "recovery", email });
    expect(error).toBeNull();
    expect(data.properties?.email_otp).toMatch(/^\d{6}$/);
    expect(data.properties?.action_link).toContain(`token=${data.properties?.hashed_token}`);
    expect(await target.mailsTo(email)).toHaveLength(0);
    const token = data.properties?.email_otp ?? "";
    const { error: refused } = await target.client().auth.verifyOtp({ email, token, type: "recovery" });
    expect(refused).toBeNull();
    const nobody = await target.admin().generateLink({ type: "recovery", email: newEmail() });
    expect(failure(nobody.error)).toEqual({ status: 404, code: "user_not_found" });
  });
});

describe("who is no administrator", () => {
  const ask = (headers: Record<string, string>, path = "/admin/users", method = "GET") =>
    fetch(`${target.url}/auth/v1${path}`, { method, headers, ...(method === "POST" ? { body: "{}" } : {}) });

  test.each([
    ["GET", "/admin/users"],
    ["POST", "/admin/users"],
    ["POST", "/admin/generate_link"],
    ["POST", "/invite"],
    ["DELETE", "/admin/users/00000000-0000-0000-0000-000000000001"],
  ])("gets nothing from %s %s", async (method, path) => {
    const { email } = await addPerson(target);
    const client = await signIn(target, email);
    const token = (await client.auth.getSession()).data.session?.access_token ?? "";
    const key = target.publishableKey;
    const bare = await ask({ apikey: key }, path, method);
    expect([401, 403]).toContain(bare.status);
    expect((await ask({ apikey: key, authorization: `Bearer ${key}` }, path, method)).status).toBe(403);
    expect((await ask({ apikey: key, authorization: `Bearer ${token}` }, path, method)).status).toBe(403);
    const mixed = await ask({ apikey: target.secretKey, authorization: `Bearer ${token}` }, path, method);
    expect(mixed.status).toBe(403);
  });
});
