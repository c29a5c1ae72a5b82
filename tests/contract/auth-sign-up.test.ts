import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  codeIn,
  failure,
  hasDatabase,
  linkIn,
  newEmail,
  openAuthTarget,
  PASSWORD,
  wrongCode,
} from "./auth-target";
import type { AuthTarget } from "./auth-target";

let target: AuthTarget;
beforeAll(async () => {
  target = await openAuthTarget();
});
afterAll(() => target?.close());

async function signUp(email = newEmail(), data = {}) {
  const client = target.client();
  const answer = await client.auth.signUp({ email, password: PASSWORD, options: { data } });
  expect(answer.error).toBeNull();
  return { client, email, answer };
}

describe("signing up", () => {
  test("gives no session before the address is confirmed, and one after its code", async () => {
    const { client, email, answer } = await signUp(newEmail("New"), { name: "Dana Reyes" });
    expect(answer.data.session).toBeNull();
    expect(answer.data.user?.email).toBe(email.toLowerCase());
    expect(answer.data.user?.email_confirmed_at).toBeUndefined();
    const token = codeIn(await target.mailTo(email.toLowerCase(), "signup"));
    const { data, error } = await client.auth.verifyOtp({ email, token, type: "email" });
    expect(error).toBeNull();
    expect(data.session?.token_type).toBe("bearer");
    expect(data.user?.email_confirmed_at).toBeTruthy();
    expect(data.user?.user_metadata).toMatchObject({ name: "Dana Reyes", email_verified: true });
    expect(data.user?.identities).toHaveLength(1);
    expect((await client.auth.getUser()).data.user?.id).toBe(answer.data.user?.id);
  });

  test("is confirmed by the link's token_hash alone", async () => {
    const { email } = await signUp();
    const link = linkIn(await target.mailTo(email));
    expect(link.get("type")).toBe("signup");
    const { data, error } = await target.client().auth.verifyOtp({
      token_hash: link.get("token_hash") ?? "",
      type: "signup",
    });
    expect(error).toBeNull();
    expect(data.user?.email).toBe(email);
  });

  test("refuses a wrong code and still takes the right one", async () => {
    const { client, email } = await signUp();
    const mail = await target.mailTo(email);
    const wrong = await client.auth.verifyOtp({ email, token: wrongCode(mail), type: "signup" });
    expect(failure(wrong.error)).toEqual({ status: 403, code: "otp_expired" });
    const right = await client.auth.verifyOtp({ email, token: codeIn(mail), type: "signup" });
    expect(right.error).toBeNull();
  });

  test("takes a code once, also when asked twice at the same moment", async () => {
    const { email } = await signUp();
    const mail = await target.mailTo(email);
    const verify = () => target.client().auth.verifyOtp({ email, token: codeIn(mail), type: "email" });
    const both = await Promise.all([verify(), verify()]);
    expect(both.filter(({ error }) => error === null)).toHaveLength(1);
    expect(failure((await verify()).error)).toEqual({ status: 403, code: "otp_expired" });
    const link = await target.client().auth.verifyOtp({
      token_hash: linkIn(mail).get("token_hash") ?? "",
      type: "signup",
    });
    expect(failure(link.error)).toEqual({ status: 403, code: "otp_expired" });
  });

  test("does not take one person's code for another", async () => {
    const { email } = await signUp();
    const { email: other } = await signUp();
    const codes = [codeIn(await target.mailTo(email)), codeIn(await target.mailTo(other))];
    const { error } = await target
      .client()
      .auth.verifyOtp({ email: other, token: codes[0] ?? "", type: "email" });
    // Once in a million runs both are given the same digits.
    expect(error?.code).toBe(codes[0] === codes[1] ? undefined : "otp_expired");
  });

  test.runIf(hasDatabase)("refuses a code that is older than an hour", async () => {
    const { client, email } = await signUp();
    const token = codeIn(await target.mailTo(email));
    await target.sql()`
      update auth.users set confirmation_sent_at = now() - interval '61 minutes' where email = ${email}`;
    const { error } = await client.auth.verifyOtp({ email, token, type: "email" });
    expect(failure(error)).toEqual({ status: 403, code: "otp_expired" });
  });

  test.runIf(hasDatabase)("keeps neither the password nor the code in the database", async () => {
    const { email, answer } = await signUp();
    const mail = await target.mailTo(email);
    const [row] = await target.sql()`
      select row_to_json(u)::text || coalesce((select json_agg(t)::text from auth.one_time_tokens t
        where t.user_id = u.id), '') as everything
      from auth.users u where id = ${answer.data.user?.id ?? ""}`;
    expect(row?.everything).toContain(linkIn(mail).get("token_hash"));
    expect(row?.everything).not.toContain(PASSWORD);
    expect(row?.everything).not.toMatch(new RegExp(`\\b${codeIn(mail)}\\b`));
  });
});

describe("signing up with an address that is taken", () => {
  test("answers like a first time, with an id of nobody and without a mail", async () => {
    const { client, email, answer } = await signUp();
    const mail = await target.mailTo(email);
    await client.auth.verifyOtp({ email, token: codeIn(mail), type: "email" });
    const again = await target.client().auth.signUp({ email, password: "another long password" });
    expect(again.error).toBeNull();
    expect(again.data.session).toBeNull();
    expect(again.data.user?.id).not.toBe(answer.data.user?.id);
    expect(again.data.user?.identities).toEqual([]);
    expect(await target.mailsTo(email)).toHaveLength(1);
    const old = await target.client().auth.signInWithPassword({ email, password: PASSWORD });
    expect(old.error).toBeNull();
  });

  test("again before it is confirmed: asks to wait, so that nobody is flooded", async () => {
    const { email } = await signUp();
    const again = await target.client().auth.signUp({ email, password: PASSWORD });
    expect(failure(again.error)).toEqual({ status: 429, code: "over_email_send_rate_limit" });
    expect(again.error?.message).toMatch(/after \d+ seconds/);
    const resent = await target.client().auth.resend({ type: "signup", email });
    expect(failure(resent.error)).toEqual({ status: 429, code: "over_email_send_rate_limit" });
    expect(await target.mailsTo(email)).toHaveLength(1);
  });

  test.runIf(hasDatabase)("resending later replaces the first code", async () => {
    const { client, email } = await signUp();
    const first = codeIn(await target.mailTo(email));
    await target.sql()`
      update auth.users set confirmation_sent_at = now() - interval '2 minutes' where email = ${email}`;
    expect((await client.auth.resend({ type: "signup", email })).error).toBeNull();
    const [newest] = await target.mailsTo(email);
    const second = newest ? codeIn(newest) : "";
    if (first !== second) {
      const old = await client.auth.verifyOtp({ email, token: first, type: "email" });
      expect(old.error?.code).toBe("otp_expired");
    }
    expect((await client.auth.verifyOtp({ email, token: second, type: "email" })).error).toBeNull();
  });
});

describe("what cannot sign up", () => {
  test("a short password, with the reason", async () => {
    const { error } = await target.client().auth.signUp({ email: newEmail(), password: "short" });
    expect(failure(error)).toEqual({ status: 422, code: "weak_password" });
    expect(error).toMatchObject({ reasons: ["length"] });
  });

  test("a password longer than bcrypt reads", async () => {
    const { error } = await target.client().auth.signUp({ email: newEmail(), password: "ü".repeat(37) });
    expect(failure(error)).toEqual({ status: 400, code: "validation_failed" });
  });

  test.each(["", "no-address", "two@x.test, three@x.test", "a b@x.test", `${"a".repeat(250)}@x.test`])(
    "the address %j",
    async (email) => {
      const { error } = await target.client().auth.signUp({ email, password: PASSWORD });
      expect([400, 422]).toContain(error?.status);
    },
  );
});
