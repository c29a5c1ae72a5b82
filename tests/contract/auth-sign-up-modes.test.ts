import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addPerson, codeIn, failure, newEmail, openAuthTarget, PASSWORD } from "./auth-target";
import type { AuthTarget } from "./auth-target";

// A project's mode is one for all its tests, so these always have a gateway of their own.
const isOwn = !process.env.CONTRACT_URL;

async function signUp(target: AuthTarget, email: string) {
  const client = target.client();
  return { client, ...(await client.auth.signUp({ email, password: PASSWORD })) };
}

async function accountsOf(target: AuthTarget, email: string): Promise<number> {
  const [row] = await target.sql()<{ count: number }[]>`
    select count(*)::int from public.profiles where email = ${email}`;
  return row?.count ?? 0;
}

type State = { expiresAt?: Date; revokedAt?: Date | null; status?: string };

async function invite(target: AuthTarget, email: string, state: State = {}): Promise<void> {
  const { expiresAt = new Date(Date.now() + 86_400_000), revokedAt = null, status = "active" } = state;
  const slug = `inviter-${randomUUID().slice(0, 8)}`;
  await target.sql().begin(async (sql) => {
    const [organization] = await sql<{ id: string }[]>`
      insert into public.organizations (name, slug, time_zone, currency, country, locale, status)
      values ('Inviter', ${slug}, 'America/New_York', 'USD', 'US', 'en', ${status}) returning id`;
    await sql`
      insert into public.organization_invitations (org_id, email, role, expires_at, revoked_at)
      values (${organization?.id ?? ""}, ${email}, 'dispatcher', ${expiresAt}, ${revokedAt})`;
  });
}

describe.runIf(isOwn)("where only the invited may sign up", () => {
  let target: AuthTarget;
  beforeAll(async () => {
    target = await openAuthTarget({ signupMode: "invite" });
  });
  afterAll(() => target?.close());

  test("a stranger gets no account, by password or by mailed code", async () => {
    const email = newEmail("stranger");
    const { data, error } = await signUp(target, email);
    expect(error?.status).toBe(403);
    expect(data.user).toBeNull();
    const byCode = await target.client().auth.signInWithOtp({ email });
    expect(byCode.error?.status).toBe(403);
    expect(await accountsOf(target, email)).toBe(0);
    expect(await target.mailsTo(email)).toEqual([]);
  });

  test("a known address is refused like an unknown one", async () => {
    const { email } = await addPerson(target);
    const known = await signUp(target, email);
    const unknown = await signUp(target, newEmail());
    expect(failure(known.error)).toEqual(failure(unknown.error));
    expect(known.error?.message).toBe(unknown.error?.message);
  });

  test("who has an account signs in as ever", async () => {
    const { email } = await addPerson(target);
    const { error } = await target.client().auth.signInWithPassword({ email, password: PASSWORD });
    expect(error).toBeNull();
    expect((await target.client().auth.signInWithOtp({ email })).error).toBeNull();
  });

  test("the invited one gets in, however the address is typed", async () => {
    const email = newEmail("invited");
    await invite(target, email);
    const { client, error } = await signUp(target, email.toUpperCase());
    expect(error).toBeNull();
    const token = codeIn(await target.mailTo(email, "signup"));
    const { data } = await client.auth.verifyOtp({ email, token, type: "email" });
    expect(data.session?.user.email).toBe(email);
  });

  test.each([
    ["has expired", { expiresAt: new Date(Date.now() - 1000) }],
    ["was taken back", { revokedAt: new Date() }],
    ["is of a suspended organization", { status: "suspended" }],
  ])("an invitation that %s opens nothing", async (_words, state) => {
    const email = newEmail("late");
    await invite(target, email, state);
    expect((await signUp(target, email)).error?.status).toBe(403);
    expect(await accountsOf(target, email)).toBe(0);
  });
});

describe.runIf(isOwn)("where nobody may sign up", () => {
  let target: AuthTarget;
  beforeAll(async () => {
    target = await openAuthTarget({ signupMode: "closed" });
  });
  afterAll(() => target?.close());

  test("an invitation changes nothing, and who has an account signs in", async () => {
    const email = newEmail("invited");
    await invite(target, email);
    expect(failure((await signUp(target, email)).error)).toEqual({ status: 422, code: "signup_disabled" });
    expect(await accountsOf(target, email)).toBe(0);
    const person = await addPerson(target);
    const { error } = await target.client().auth.signInWithPassword({
      email: person.email,
      password: PASSWORD,
    });
    expect(error).toBeNull();
  });
});
