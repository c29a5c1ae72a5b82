import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  addPerson,
  codeIn,
  failure,
  hasDatabase,
  linkIn,
  newEmail,
  openAuthTarget,
  PASSWORD,
  signIn,
} from "./auth-target";
import type { AuthTarget } from "./auth-target";

let target: AuthTarget;
beforeAll(async () => {
  target = await openAuthTarget();
});
afterAll(() => target?.close());

async function changing() {
  const { id, email } = await addPerson(target);
  const client = await signIn(target, email);
  const fresh = newEmail("changed");
  const { data, error } = await client.auth.updateUser({ email: fresh });
  expect(error).toBeNull();
  expect(data.user).toMatchObject({ email, new_email: fresh });
  const hashOf = async (address: string) =>
    linkIn(await target.mailTo(address, "email_change")).get("token_hash") ?? "";
  return { id, email, fresh, client, oldHash: await hashOf(email), newHash: await hashOf(fresh) };
}

const confirm = (token_hash: string) => target.client().auth.verifyOtp({ token_hash, type: "email_change" });

describe("changing the e-mail address", () => {
  test("needs both mailboxes, in whichever order", async () => {
    for (const order of ["old first", "new first"]) {
      const { id, email, fresh, oldHash, newHash } = await changing();
      const [first, second] = order === "old first" ? [oldHash, newHash] : [newHash, oldHash];
      const half = await confirm(first);
      expect(half.error).toBeNull();
      expect(half.data.session).toBeNull();
      expect((await target.admin().getUserById(id)).data.user?.email).toBe(email);
      const whole = await confirm(second);
      expect(whole.error).toBeNull();
      expect(whole.data.user?.email).toBe(fresh);
      expect(whole.data.user?.identities?.[0]?.identity_data?.email).toBe(fresh);
      await signIn(target, fresh);
      const old = await target.client().auth.signInWithPassword({ email, password: PASSWORD });
      expect(old.error?.code).toBe("invalid_credentials");
    }
  });

  test("is not done by one mailbox twice", async () => {
    const { id, email, newHash } = await changing();
    await confirm(newHash);
    expect(failure((await confirm(newHash)).error)).toEqual({ status: 403, code: "otp_expired" });
    expect((await target.admin().getUserById(id)).data.user?.email).toBe(email);
  });

  test("works by codes too", async () => {
    const { email, fresh, client } = await changing();
    for (const address of [email, fresh]) {
      const token = codeIn(await target.mailTo(address, "email_change"));
      const { error } = await client.auth.verifyOtp({ email: address, token, type: "email_change" });
      expect(error).toBeNull();
    }
    expect((await client.auth.getUser()).data.user?.email).toBe(fresh);
  });

  test("to somebody's address is refused", async () => {
    const { email: taken } = await addPerson(target);
    const { email } = await addPerson(target);
    const client = await signIn(target, email);
    const { error } = await client.auth.updateUser({ email: taken });
    expect(failure(error)).toEqual({ status: 422, code: "email_exists" });
    expect(await target.mailsTo(taken)).toHaveLength(0);
  });

  test("to an address that was taken in the meantime is refused, and nothing changed", async () => {
    const { id, email, fresh, oldHash, newHash } = await changing();
    await target.admin().createUser({ email: fresh, password: PASSWORD, email_confirm: true });
    await confirm(oldHash);
    expect(failure((await confirm(newHash)).error)).toEqual({ status: 422, code: "email_exists" });
    expect((await target.admin().getUserById(id)).data.user?.email).toBe(email);
  });
});

describe("a person's own data", () => {
  test("is merged, and a null removes a field", async () => {
    const { email } = await addPerson(target);
    const client = await signIn(target, email);
    await client.auth.updateUser({ data: { theme: "dark", phone_model: "X" } });
    const { data } = await client.auth.updateUser({ data: { phone_model: null, locale: "de" } });
    expect(data.user?.user_metadata).toMatchObject({ theme: "dark", locale: "de" });
    expect(data.user?.user_metadata).not.toHaveProperty("phone_model");
  });

  test("does not include what the application decides by", async () => {
    const { email } = await addPerson(target);
    const client = await signIn(target, email);
    const token = (await client.auth.getSession()).data.session?.access_token ?? "";
    const answer = await fetch(`${target.url}/auth/v1/user`, {
      method: "PUT",
      headers: { apikey: target.publishableKey, authorization: `Bearer ${token}` },
      body: JSON.stringify({
        app_metadata: { role: "admin" },
        role: "service_role",
        email_confirmed_at: null,
      }),
    });
    expect(answer.status).toBe(403);
    const { data } = await client.auth.updateUser({ data: { role: "service_role" } });
    expect(data.user?.role).toBe("authenticated");
    expect(data.user?.app_metadata).toEqual({ provider: "email", providers: ["email"] });
  });

  test.runIf(hasDatabase)("a deleted account's token is worth nothing", async () => {
    const { id, email } = await addPerson(target);
    const client = await signIn(target, email);
    await target.admin().deleteUser(id);
    expect(failure((await client.auth.getUser()).error)).toEqual({ status: 403, code: "user_not_found" });
  });
});
