import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asIdentity, createSession } from "@/tests/support/database";
import type { Identity, TestUser } from "@/tests/support/database";
import { callRows, foundCompany, openCompany } from "./company";
import type { Company } from "./company";

let acme: Company;
let other: Omit<Company, "database">;

beforeAll(async () => {
  acme = await openCompany();
  other = await foundCompany(acme.sql, "Other Heating");
});
afterAll(() => acme.database.close());

const auth: Identity = { name: "auth", role: "supabase_auth_admin", claims: null };

const run = <T>(identity: Identity, statement: string, values: unknown[]): Promise<T> =>
  asIdentity(
    acme.sql,
    identity,
    async (tx) => (await tx.unsafe<{ value: T }[]>(statement, values as string[]))[0]?.value as T,
    { commit: true },
  );

/** What Auth asks for each token; the session is there already, as hosted Auth has it. */
const token = (user: TestUser, sessionId: string, method = "password") =>
  run<{ claims: Record<string, string> }>(
    auth,
    "select public.custom_access_token_hook($1::text::jsonb) as value",
    [
      JSON.stringify({
        user_id: user.id,
        claims: { session_id: sessionId },
        authentication_method: method,
        metadata: { ip_address: "198.51.100.7" },
      }),
    ],
  );
type Line = { activity: string; entity: string; detail: string | null; ip: string | null };
const activity = (person: TestUser) =>
  callRows<{ value: Line }>(acme.sql, acme.at(acme.owner), "list_user_activity", { person: person.id }).then(
    (rows) => rows.map(({ value }) => value),
  );
const audit = (person: TestUser, action: string) => acme.sql`
  select entity, entity_id, host(ip) as ip, user_agent, session_id, actor_kind
  from public.audit_logs where org_id = ${acme.orgId} and actor_id = ${person.id} and action = ${action} order by id`;

describe("signing in", () => {
  test("is the first token of a session, with where and how; a renewed token is none", async () => {
    const person = await acme.hire("dispatcher");
    const session = await createSession(acme.sql, person.id);
    await acme.sql`update auth.sessions set ip = '192.0.2.4', user_agent = 'Chrome' where id = ${session}`;
    expect((await token(person, session)).claims.org_id).toBe(acme.orgId);
    await token(person, session, "token_refresh");
    await token(person, session, "totp");
    expect(await activity(person)).toMatchObject([
      { activity: "login", entity: "session", detail: "password", ip: "192.0.2.4" },
    ]);
    expect(await audit(person, "login")).toMatchObject([
      { entity: "session", entity_id: session, ip: "192.0.2.4", user_agent: "Chrome", session_id: session },
    ]);
  });

  test("takes the address of the request where Auth keeps none", async () => {
    const person = await acme.hire("dispatcher");
    await token(person, await createSession(acme.sql, person.id), "otp");
    expect(await activity(person)).toMatchObject([{ detail: "otp", ip: "198.51.100.7" }]);
  });

  test("is no line for a session that lost its organization and moves to another", async () => {
    const person = await acme.hire("viewer");
    await other.hire("viewer", person);
    const session = await createSession(acme.sql, person.id);
    const first = (await token(person, session)).claims.org_id;
    await acme.sql`
      update public.organization_members set status = 'suspended'
      where org_id = ${String(first)} and user_id = ${person.id}`;
    const second = (await token(person, session)).claims.org_id;
    expect(second).not.toBe(first);
    const all = await acme.sql`
      select org_id from public.audit_logs where actor_id = ${person.id} and action = 'login'`;
    expect(all).toEqual([{ org_id: first }]);
  });

  test("waits for the second step where somebody has one", async () => {
    const person = await acme.hire("dispatcher");
    const session = await createSession(acme.sql, person.id);
    await acme.sql`
      insert into auth.mfa_factors (id, user_id, factor_type, status, created_at, updated_at)
      values (gen_random_uuid(), ${person.id}, 'totp', 'verified', now(), now())`;
    expect((await token(person, session)).claims).toMatchObject({ needs_code: true });
    expect(await activity(person)).toEqual([]);
  });
});

describe("the end of a session", () => {
  test("is one line, whoever ended it", async () => {
    const person = await acme.hire("viewer");
    await token(person, person.sessionId);
    await acme.sql`delete from auth.sessions where id = ${person.sessionId}`;
    expect((await activity(person)).map((line) => line.activity)).toEqual(["logout", "login"]);
    expect(await audit(person, "logout")).toMatchObject([
      { entity_id: person.sessionId, session_id: person.sessionId, actor_kind: "user" },
    ]);
  });

  test("of somebody without an organization is nobody's line", async () => {
    const stranger = await acme.hire("viewer");
    await acme.sql`delete from auth.sessions where id = ${stranger.sessionId}`;
    expect(await activity(stranger)).toEqual([]);
  });
});
