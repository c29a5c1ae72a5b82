import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  addPerson,
  codeIn,
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

describe("signing in by password", () => {
  test("gives a session whatever the case of the address", async () => {
    const { id, email } = await addPerson(target);
    const client = target.client();
    const { data, error } = await client.auth.signInWithPassword({
      email: email.toUpperCase(),
      password: PASSWORD,
    });
    expect(error).toBeNull();
    expect(data.user?.id).toBe(id);
    const lifetimeS = data.session?.expires_in ?? 0;
    expect(lifetimeS).toBeGreaterThan(0);
    expect(data.session?.expires_at).toBeCloseTo(Date.now() / 1000 + lifetimeS, -1);
    expect(data.user?.last_sign_in_at).toBeTruthy();
  });

  test("answers the same for a wrong password and an unknown address", async () => {
    const { email } = await addPerson(target);
    const wrong = await target.client().auth.signInWithPassword({ email, password: "not the password" });
    const unknown = await target.client().auth.signInWithPassword({ email: newEmail(), password: PASSWORD });
    expect(failure(wrong.error)).toEqual({ status: 400, code: "invalid_credentials" });
    expect(failure(unknown.error)).toEqual(failure(wrong.error));
    expect(unknown.error?.message).toBe(wrong.error?.message);
  });

  test("takes as long for an unknown address as for a wrong password", async () => {
    const { email } = await addPerson(target);
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 5; round++) {
      known.push(
        await elapsedMs(() => target.client().auth.signInWithPassword({ email, password: "wrong one" })),
      );
      const nobody = newEmail();
      unknown.push(
        await elapsedMs(() =>
          target.client().auth.signInWithPassword({ email: nobody, password: "wrong one" }),
        ),
      );
    }
    // Without the password hash an answer takes a few milliseconds, with it some fifty. The shortest of each: what the
    // machine does beside it lengthens the others.
    expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) / 2);
  });

  test("refuses an unconfirmed address, but only to who knows the password", async () => {
    const email = newEmail();
    await target.client().auth.signUp({ email, password: PASSWORD });
    const right = await target.client().auth.signInWithPassword({ email, password: PASSWORD });
    expect(failure(right.error)).toEqual({ status: 400, code: "email_not_confirmed" });
    const wrong = await target.client().auth.signInWithPassword({ email, password: "not the password" });
    expect(failure(wrong.error)).toEqual({ status: 400, code: "invalid_credentials" });
  });

  test("a ban ends at once what was open and lets nobody in until it is lifted", async () => {
    const { id, email } = await addPerson(target);
    const client = await signIn(target, email);
    await target.admin().updateUserById(id, { ban_duration: "24h" });
    expect(failure((await client.auth.getUser()).error)).toEqual({ status: 403, code: "user_banned" });
    expect((await client.auth.refreshSession()).error?.code).toBe("user_banned");
    const again = await target.client().auth.signInWithPassword({ email, password: PASSWORD });
    expect(failure(again.error)).toEqual({ status: 400, code: "user_banned" });
    await target.admin().updateUserById(id, { ban_duration: "none" });
    await signIn(target, email);
  });
});

describe("signing in by mail", () => {
  test("a known person types the code", async () => {
    const { id, email } = await addPerson(target);
    const client = target.client();
    expect((await client.auth.signInWithOtp({ email })).error).toBeNull();
    const mail = await target.mailTo(email, "magiclink");
    const { data, error } = await client.auth.verifyOtp({ email, token: codeIn(mail), type: "email" });
    expect(error).toBeNull();
    expect(data.user?.id).toBe(id);
  });

  test("or opens the link", async () => {
    const { id, email } = await addPerson(target);
    await target.client().auth.signInWithOtp({ email });
    const link = linkIn(await target.mailTo(email, "magiclink"));
    const { data, error } = await target.client().auth.verifyOtp({
      token_hash: link.get("token_hash") ?? "",
      type: "magiclink",
    });
    expect(error).toBeNull();
    expect(data.user?.id).toBe(id);
  });

  test("a new person signs up by it, with the data given", async () => {
    const email = newEmail();
    const client = target.client();
    await client.auth.signInWithOtp({ email, options: { data: { name: "Sam Okafor" } } });
    const mail = await target.mailTo(email, "signup");
    const { data, error } = await client.auth.verifyOtp({ email, token: codeIn(mail), type: "email" });
    expect(error).toBeNull();
    expect(data.user?.user_metadata.name).toBe("Sam Okafor");
  });

  test("nobody is created where that is not wanted", async () => {
    const email = newEmail();
    const { error } = await target
      .client()
      .auth.signInWithOtp({ email, options: { shouldCreateUser: false } });
    expect(failure(error)).toEqual({ status: 422, code: "otp_disabled" });
    expect(await target.mailsTo(email)).toHaveLength(0);
    expect(
      (await target.admin().listUsers({ perPage: 1000 })).data.users.map((user) => user.email),
    ).not.toContain(email);
  });
});

describe("a forgotten password", () => {
  test("is replaced by who reads the mailbox, and every other session ends", async () => {
    const { email } = await addPerson(target);
    const elsewhere = await signIn(target, email);
    const client = target.client();
    expect((await client.auth.resetPasswordForEmail(email)).error).toBeNull();
    const mail = await target.mailTo(email, "recovery");
    const token_hash = linkIn(mail).get("token_hash") ?? "";
    expect((await client.auth.verifyOtp({ token_hash, type: "recovery" })).error).toBeNull();
    expect((await client.auth.updateUser({ password: "a completely new one" })).error).toBeNull();
    expect((await client.auth.getUser()).error).toBeNull();
    const refresh_token = await refreshTokenOf(elsewhere);
    expect(await elsewhere.auth.getUser()).toMatchObject({ error: { name: "AuthSessionMissingError" } });
    const refreshed = await target.client().auth.refreshSession({ refresh_token });
    expect(failure(refreshed.error)).toEqual({ status: 400, code: "refresh_token_not_found" });
    const old = await target.client().auth.signInWithPassword({ email, password: PASSWORD });
    expect(old.error?.code).toBe("invalid_credentials");
    await signIn(target, email, "a completely new one");
  });

  test("asks the same of a stranger's address, and sends nothing", async () => {
    const { email } = await addPerson(target);
    const nobody = newEmail();
    for (const address of [email, nobody]) {
      expect((await target.client().auth.resetPasswordForEmail(address)).error).toBeNull();
      const again = await target.client().auth.resetPasswordForEmail(address);
      expect(failure(again.error)).toEqual({ status: 429, code: "over_email_send_rate_limit" });
    }
    expect(await target.mailsTo(nobody)).toHaveLength(0);
  });

  test("cannot be replaced by itself", async () => {
    const { email } = await addPerson(target);
    const client = await signIn(target, email);
    const { error } = await client.auth.updateUser({ password: PASSWORD });
    expect(failure(error)).toEqual({ status: 422, code: "same_password" });
  });

  test("a new password makes open codes worthless", async () => {
    const { email } = await addPerson(target);
    const client = await signIn(target, email);
    await target.client().auth.resetPasswordForEmail(email);
    const token_hash = linkIn(await target.mailTo(email, "recovery")).get("token_hash") ?? "";
    await client.auth.updateUser({ password: "a completely new one" });
    const { error } = await target.client().auth.verifyOtp({ token_hash, type: "recovery" });
    expect(error?.code).toBe("otp_expired");
  });
});

async function elapsedMs(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}
