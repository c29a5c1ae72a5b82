import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addPerson, hasDatabase, openAuthTarget, PASSWORD, signIn } from "./auth-target";
import type { AuthTarget } from "./auth-target";

const HOOK = "public.custom_access_token_hook";
const KEPT = "custom_access_token_hook_kept";

const PASSWORD_HOOK = "public.password_verification_hook";
const PASSWORD_KEPT = "password_verification_hook_kept";

let target: AuthTarget;
beforeAll(async () => {
  target = await openAuthTarget();
  if (hasDatabase) await target.sql().unsafe(scratchHook + scratchPasswordHook);
});
afterAll(async () => {
  if (!target) return;
  if (hasDatabase) {
    await target.sql().unsafe(`
      drop function if exists ${HOOK}(jsonb);
      alter function public.${KEPT}(jsonb) rename to custom_access_token_hook;
      drop function if exists ${PASSWORD_HOOK}(jsonb);
      alter function public.${PASSWORD_KEPT}(jsonb) rename to password_verification_hook;
      drop table if exists public.password_attempts`);
  }
  await target.close();
});

/** In front of the project's own hook: people whose address starts with `hook-` get what the rest of it says. */
const scratchHook = `
  alter function ${HOOK}(jsonb) rename to ${KEPT};
  create function ${HOOK}(event jsonb) returns jsonb language plpgsql set search_path = '' as $$
  declare
    claims jsonb := event -> 'claims';
    wish text := split_part(claims ->> 'email', '-', 2);
  begin
    if split_part(claims ->> 'email', '-', 1) <> 'hook' then
      return public.${KEPT}(event);
    end if;
    case wish
      when 'claims' then
        return jsonb_build_object('claims', claims || jsonb_build_object('org_role', 'dispatcher',
          'seen_method', event ->> 'authentication_method', 'seen_role', current_user,
          'seen_user', event ->> 'user_id'));
      when 'refuse' then
        return '{"error": {"http_code": 403, "message": "This account is switched off."}}';
      when 'break' then raise exception 'secret detail of the database';
      when 'slow' then perform pg_catalog.pg_sleep(5); return event;
      when 'drop' then return jsonb_build_object('claims', claims - 'session_id' - 'aal');
      when 'wrong' then return jsonb_build_object('claims', claims || '{"exp": "tomorrow"}');
      else return '{}';
    end case;
  end $$;
  revoke execute on function ${HOOK}(jsonb) from public, anon, authenticated;
  grant execute on function ${HOOK}(jsonb) to supabase_auth_admin;`;

describe.runIf(hasDatabase)("the access token hook", () => {
  const attempt = async (wish: string) => {
    const { id, email } = await addPerson(target, `hook-${wish}`);
    const start = performance.now();
    const { data, error } = await target.client().auth.signInWithPassword({ email, password: PASSWORD });
    const tookMs = performance.now() - start;
    const [count] =
      await target.sql()`select count(*)::int as sessions from auth.sessions where user_id = ${id}`;
    return { id, email, data, error, sessions: count?.sessions, tookMs };
  };

  test("adds its claims, as supabase_auth_admin, and again at each refresh", async () => {
    const { id, email } = await addPerson(target, "hook-claims");
    const client = await signIn(target, email);
    const first = await client.auth.getClaims();
    expect(first.data?.claims).toMatchObject({
      sub: id,
      org_role: "dispatcher",
      seen_method: "password",
      seen_role: "supabase_auth_admin",
      seen_user: id,
    });
    await client.auth.refreshSession();
    const second = await client.auth.getClaims();
    expect(second.data?.claims).toMatchObject({ org_role: "dispatcher", seen_method: "token_refresh" });
  });

  test("refuses with its own status and sentence, and leaves no session", async () => {
    const { error, data, sessions } = await attempt("refuse");
    expect(error?.status).toBe(403);
    expect(error?.message).toBe("This account is switched off.");
    expect(data.session).toBeNull();
    expect(sessions).toBe(0);
  });

  test("that breaks lets nobody in and tells nothing of the database", async () => {
    const { error, sessions } = await attempt("break");
    expect(error?.status).toBe(500);
    expect(error?.message).not.toContain("secret detail");
    expect(sessions).toBe(0);
  });

  test("is stopped after two seconds", async () => {
    const { error, sessions, tookMs } = await attempt("slow");
    expect(error?.status).toBe(500);
    expect(tookMs).toBeLessThan(4500);
    expect(sessions).toBe(0);
  });

  test.each(["drop", "wrong", "empty"])("that answers unusable claims (%s) lets nobody in", async (wish) => {
    const { error, sessions } = await attempt(wish);
    expect(error?.status).toBe(500);
    expect(sessions).toBe(0);
  });

  test("that it may not execute lets nobody in", async () => {
    const { email } = await addPerson(target, "hook-claims");
    await target.sql().unsafe(`revoke execute on function ${HOOK}(jsonb) from supabase_auth_admin`);
    const { error } = await target.client().auth.signInWithPassword({ email, password: PASSWORD });
    await target.sql().unsafe(`grant execute on function ${HOOK}(jsonb) to supabase_auth_admin`);
    expect(error?.status).toBe(500);
    await signIn(target, email);
  });

  test("undoes the confirmation of a code it refuses, so that the code still works later", async () => {
    const { id, email } = await addPerson(target, "hook-refuse");
    const { data } = await target.admin().generateLink({ type: "magiclink", email });
    const token_hash = data.properties?.hashed_token ?? "";
    const refused = await target.client().auth.verifyOtp({ token_hash, type: "magiclink" });
    expect(refused.error?.status).toBe(403);
    const left = await target.sql()`select from auth.one_time_tokens where user_id = ${id}`;
    expect(left).toHaveLength(1);
  });
});

const scratchPasswordHook = `
  create table public.password_attempts (event jsonb);
  alter function ${PASSWORD_HOOK}(jsonb) rename to ${PASSWORD_KEPT};
  create function ${PASSWORD_HOOK}(event jsonb) returns jsonb language plpgsql security definer set search_path = '' as $$
  begin
    insert into public.password_attempts values (event);
    if (select u.email like 'refused-%' from auth.users as u where u.id = (event ->> 'user_id')::uuid) then
      return '{"decision": "reject", "message": "Ask at the desk."}';
    end if;
    return '{"decision": "continue"}';
  end $$;
  revoke execute on function ${PASSWORD_HOOK}(jsonb) from public, anon, authenticated;
  grant execute on function ${PASSWORD_HOOK}(jsonb) to supabase_auth_admin;`;

describe.runIf(hasDatabase)("the password verification hook", () => {
  const told = async (id: string) =>
    (
      await target.sql()<{ valid: boolean }[]>`
        select (event ->> 'valid')::boolean as valid from public.password_attempts where event ->> 'user_id' = ${id}`
    ).map(({ valid }) => valid);
  const attempt = (email: string, password: string) =>
    target.client().auth.signInWithPassword({ email, password });

  test("is told of right and wrong passwords of accounts that exist, and a wrong one is not taken back", async () => {
    const { id, email } = await addPerson(target, "told");
    await attempt(email, "a wrong password");
    await attempt(email, PASSWORD);
    expect(await told(id)).toEqual([false, true]);
    const all = () => target.sql()`select count(*)::int as count from public.password_attempts`;
    const before = await all();
    await attempt(`nobody.${email}`, PASSWORD);
    expect(await all()).toEqual(before);
  });

  test("may refuse the right password, in its own words", async () => {
    const { email } = await addPerson(target, "refused");
    const { data, error } = await attempt(email, PASSWORD);
    expect(error).toMatchObject({ status: 400, code: "invalid_credentials", message: "Ask at the desk." });
    expect(data.session).toBeNull();
  });
});
