import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asIdentity, createSession, refusal } from "@/tests/support/database";
import type { Identity, TestUser } from "@/tests/support/database";
import { callRows, foundCompany, openCompany } from "./company";
import type { Company } from "./company";

let acme: Company;
let other: Omit<Company, "database">;
let tech: TestUser;

beforeAll(async () => {
  acme = await openCompany();
  other = await foundCompany(acme.sql, "Other Heating");
  tech = await acme.hire("technician");
});
afterAll(() => acme.database.close());

const auth: Identity = { name: "auth", role: "supabase_auth_admin", claims: null };
const server: Identity = { name: "server", role: "service_role", claims: null };

const run = <T>(identity: Identity, statement: string, values: unknown[]): Promise<T> =>
  asIdentity(
    acme.sql,
    identity,
    async (tx) => (await tx.unsafe<{ value: T }[]>(statement, values as string[]))[0]?.value as T,
    { commit: true },
  );

const compared = (user: TestUser, valid: boolean) =>
  run<{ decision: string }>(auth, "select public.password_verification_hook($1::text::jsonb) as value", [
    JSON.stringify({ user_id: user.id, valid, metadata: { ip_address: "203.0.113.5" } }),
  ]);
const reported = (email: string) =>
  run(server, "select public.gate_note_failed_sign_in($1, $2::text::jsonb)::text as value", [
    email,
    JSON.stringify({ ip: "203.0.113.9", user_agent: "Firefox" }),
  ]);
const denied = (user: TestUser, path: string, missing = "audit_logs:read") =>
  run(server, "select public.gate_note_denial($1::text::jsonb)::text as value", [
    JSON.stringify({ org_id: acme.orgId, user_id: user.id, missing, method: "GET", path, ip: "203.0.113.9" }),
  ]);

type Line = {
  id: string;
  at: string;
  activity: string;
  entity: string;
  detail: string | null;
  ip: string | null;
};
const activity = (person: TestUser, as: TestUser = acme.owner, args: Record<string, unknown> = {}) =>
  callRows<{ value: Line }>(acme.sql, acme.at(as), "list_user_activity", { person: person.id, ...args }).then(
    (rows) => rows.map(({ value }) => value),
  );
const audit = (person: TestUser, action: string, org = acme.orgId) => acme.sql`
  select action, entity, entity_id, host(ip) as ip, user_agent, changed, path, severity, session_id
  from public.audit_logs where org_id = ${org} and actor_id = ${person.id} and action = ${action} order by id`;

describe("a wrong password", () => {
  test("is a warning in each organization of the person, a right one nothing", async () => {
    const person = await acme.hire("admin");
    await other.hire("viewer", person);
    expect(await compared(person, true)).toEqual({ decision: "continue" });
    expect(await compared(person, false)).toEqual({ decision: "continue" });
    for (const org of [acme.orgId, other.orgId])
      expect(await audit(person, "login_failed", org)).toMatchObject([
        { entity: "session", ip: "203.0.113.5", severity: "warning" },
      ]);
    expect(await activity(person)).toMatchObject([{ activity: "login_failed", ip: "203.0.113.5" }]);
  });

  test("is not told twice by the hook and by the browser, and by the browser alone where there is no hook", async () => {
    const person = await acme.hire("admin");
    await compared(person, false);
    await reported(person.email);
    expect(await activity(person)).toHaveLength(1);
    const without = await acme.hire("admin");
    await reported(` ${without.email.toUpperCase()} `);
    expect(await activity(without)).toMatchObject([{ activity: "login_failed", ip: "203.0.113.9" }]);
    await reported("nobody@nowhere.test");
  });

  test("fills no log: after twenty in an hour there is no further line", async () => {
    const person = await acme.hire("admin");
    for (let tries = 0; tries < 23; tries += 1) await compared(person, false);
    expect(await activity(person)).toHaveLength(20);
  });
});

describe("a refusal", () => {
  test("names the missing right and the place, the same once in ten minutes", async () => {
    await denied(tech, "/api/v1/audit-logs");
    await denied(tech, "/api/v1/audit-logs");
    await denied(tech, "/o/acme/audit-logs");
    const lines = await activity(tech);
    expect(lines.map((line) => line.detail)).toEqual([
      "audit_logs:read GET /o/acme/audit-logs",
      "audit_logs:read GET /api/v1/audit-logs",
    ]);
    expect(await audit(tech, "denied")).toMatchObject([
      { entity: "permission", changed: ["audit_logs:read"], path: "/api/v1/audit-logs", severity: "notice" },
      { path: "/o/acme/audit-logs" },
    ]);
  });

  test("of somebody who is no member is nobody's line", async () => {
    const stranger = await other.hire("viewer");
    await denied(stranger, "/api/v1/customers");
    expect(await audit(stranger, "denied")).toEqual([]);
  });
});

describe("the log of a person", () => {
  test("holds what the person looked at, and is read page by page", async () => {
    const auditor = await acme.hire("admin");
    await callRows(acme.sql, acme.at(auditor), "list_audit_logs", { filters: {} });
    await compared(auditor, false);
    const [first, second] = await activity(auditor);
    expect([first?.activity, second?.activity]).toEqual(["login_failed", "view"]);
    const rest = await activity(auditor, acme.owner, { after_key: { at: first?.at, id: first?.id } });
    expect(rest).toEqual([second]);
  });

  test("is one's own and the auditors', of members of this company alone", async () => {
    const [dispatcher, colleague] = [await acme.hire("dispatcher"), await acme.hire("viewer")];
    await compared(dispatcher, false);
    await compared(colleague, false);
    expect(await activity(dispatcher, dispatcher)).toHaveLength(1);
    expect(await refusal(activity(acme.owner, dispatcher))).toMatchObject({ code: "42501" });
    expect(await refusal(activity(other.owner))).toMatchObject({ code: "CO404" });
    const rows = (as: Identity) =>
      asIdentity(
        acme.sql,
        as,
        (tx) => tx<{ user_id: string }[]>`select user_id from public.user_activity_log`,
      );
    expect(new Set((await rows(acme.at(dispatcher))).map((row) => row.user_id))).toEqual(
      new Set([dispatcher.id]),
    );
    expect((await rows(acme.at(acme.owner))).map((row) => row.user_id)).toEqual(
      expect.arrayContaining([dispatcher.id, colleague.id]),
    );
  });

  test("is written by nobody's hand and never changed", async () => {
    for (const statement of [
      `insert into public.user_activity_log (org_id, user_id, activity, entity) values ('${acme.orgId}', '${tech.id}', 'login', 'session')`,
      "update public.user_activity_log set detail = null",
      "delete from public.user_activity_log",
    ])
      expect(
        await refusal(asIdentity(acme.sql, acme.at(acme.owner), (tx) => tx.unsafe(statement))),
      ).toMatchObject({
        code: "42501",
      });
  });
});

test("sessions of a member are those that work in this company", async () => {
  const person = await acme.hire("dispatcher");
  const elsewhere = await createSession(acme.sql, person.id);
  await other.hire("viewer", person);
  await acme.sql`
    insert into private.session_organizations (session_id, user_id, org_id)
    values (${person.sessionId}, ${person.id}, ${acme.orgId}), (${elsewhere}, ${person.id}, ${other.orgId})`;
  const seen = (as: TestUser) =>
    callRows<{ value: Record<string, unknown> }>(acme.sql, acme.at(as), "list_member_sessions", {
      person: person.id,
    }).then((rows) => rows.map(({ value }) => value));
  expect(await seen(acme.owner)).toMatchObject([{ id: person.sessionId, is_current: false }]);
  expect(await seen(person)).toMatchObject([{ id: person.sessionId, is_current: true }]);
  expect(await refusal(seen(tech))).toMatchObject({ code: "42501" });
});
