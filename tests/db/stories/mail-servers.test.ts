import { randomBytes, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { createKeyRing, wrappedKeys } from "@/lib/crypto/key-ring";
import { tendKeys } from "@/lib/crypto/worker";
import { sendInvitation } from "@/lib/invitations/worker";
import { sendMailServerAlert, testMailServer } from "@/lib/mail-servers/worker";
import { passwordPlace } from "@/lib/mail-servers/schema";
import { sendAccountMail } from "@/lib/members/worker";
import { connectWorker } from "@/lib/worker/database";
import type { Sql } from "@/lib/worker/database";
import type { Job, JobContext, JobHandler } from "@/lib/worker/job";
import { startMailServer } from "@/tests/chaos/support/mail-server";
import { workerUrl } from "@/tests/support/cluster";
import { asIdentity, refusal } from "@/tests/support/database";
import type { Identity, TestUser } from "@/tests/support/database";
import { call, foundCompany, openCompany } from "./company";
import type { Answer, Company } from "./company";
import { tracesOf } from "./privacy";

const CANARY = `mailcanary${randomUUID().slice(0, 8)}`;
const service: Identity = { name: "service", role: "service_role", claims: null };
const environment = { ...process.env };

type Data = {
  version: number;
  server: Record<string, unknown> | null;
  password_set_at: string | null;
  sent_at: string | null;
  failing_since: string | null;
  problem: string | null;
  test: {
    id: string;
    version: number;
    host: string;
    port: number;
    ended_at: string | null;
    problem: string | null;
    reply: number | null;
  } | null;
};

let acme: Company;
let rival: Omit<Company, "database">;
let admin: TestUser;
let own: Awaited<ReturnType<typeof startMailServer>>;
let house: Awaited<ReturnType<typeof startMailServer>>;
let worker: Sql;

beforeAll(async () => {
  acme = await openCompany();
  rival = await foundCompany(acme.sql, "Rival Plumbing");
  admin = await acme.hire("admin");
  own = await startMailServer(0, { username: "acme", password: CANARY });
  house = await startMailServer();
  worker = connectWorker(workerUrl(inject("cluster"), acme.database.name), "mail-servers");
  Object.assign(process.env, {
    ENCRYPTION_KEYS: `1:${randomBytes(32).toString("base64")}`,
    MAIL_SERVER_ALLOW_CIDRS: "127.0.0.1/32",
    SMTP_URL: house.url,
    MAIL_FROM: "Callout <no-reply@callout.test>",
    APP_URL: "https://callout.test",
  });
});
afterAll(async () => {
  process.env = environment;
  await worker.end();
  await Promise.all([own.stop(), house.stop()]);
  await acme.database.close();
});

const ring = () =>
  createKeyRing({
    read: async (org) => wrappedKeys.parse(await call(acme.sql, service, "gate_organization_keys", { org })),
    create: async (org, wrapped) =>
      wrappedKeys.parse(await call(acme.sql, service, "gate_create_organization_key", { org, wrapped })),
  });
const seal = (password: string, org = acme.orgId) => ring().seal(org, passwordPlace, password);
const place = () => ({
  host: "127.0.0.1",
  port: own.port,
  security: "plain",
  username: "acme",
  from_address: "service@acme.test",
});
const read = (as = admin) => call<Data>(acme.sql, acme.at(as), "get_mail_server", {});
const write = (changes: Record<string, unknown>, as = admin, version: number | null = null) =>
  call<Answer<Data>>(acme.sql, acme.at(as), "update_mail_server", { expected_version: version, changes });
const setUp = async (password = CANARY) => write({ ...place(), sealed: await seal(password) });

async function run(kind: string, handler: JobHandler, orgId = acme.orgId): Promise<unknown[]> {
  const jobs = await acme.sql<{ id: string; payload: Record<string, unknown> }[]>`
    delete from private.background_jobs where org_id = ${orgId} and kind = ${kind} returning id, payload`;
  const context: JobContext = {
    sql: worker,
    signal: new AbortController().signal,
    progress: () => Promise.resolve(),
  };
  const ends: unknown[] = [];
  for (const { id, payload } of jobs) {
    const job = { id, orgId, kind, payload, attempts: 1, maxAttempts: 10 } as unknown as Job;
    ends.push(
      await handler(job, context).then(
        () => "sent",
        (error: unknown) => error,
      ),
    );
  }
  return ends;
}

const invite = (email: string, company: Omit<Company, "database"> = acme) =>
  call(acme.sql, company.at(company.owner), "create_invitation", { payload: { email, role: "viewer" } });

describe("a company's own mail server", () => {
  test("is set up by who may change settings; nobody reads its password, and readers not where it is kept", async () => {
    expect(await read()).toMatchObject({ server: null, password_set_at: null });
    const { data } = await setUp();
    expect(data).toMatchObject({ server: { ...place(), from_name: null }, problem: null, test: null });
    expect(data.password_set_at).toMatch(/^20\d\d-/);
    expect(JSON.stringify(data)).not.toMatch(/sealed|v1\./);
    for (const role of ["dispatcher", "accountant", "viewer", "technician"] as const) {
      const person = await acme.hire(role);
      expect((await refusal(write({ port: 25 }, person))).code, role).toBe("42501");
    }
    const rows = await asIdentity(acme.sql, acme.at(acme.owner), async (tx) => [
      ...(await tx<{ name: string }[]>`select name from public.system_settings where category = 'mail'`),
    ]);
    expect(rows).toEqual([{ name: "server" }]);
    const theirs = await call<Data>(acme.sql, rival.at(rival.owner), "get_mail_server", {});
    expect(theirs.server).toBeNull();
  });

  test("keeps its password for one place: another host, port, way or name needs it again", async () => {
    for (const changes of [{ host: "evil.test" }, { port: 2525 }, { security: "tls" }, { username: "other" }])
      expect(await refusal(write(changes))).toMatchObject({
        code: "CO422",
        hint: "password",
        message: expect.stringMatching(/^password_needed/) as string,
      });
    expect((await refusal(write({ sealed: null }))).hint).toBe("password");
    // Who it comes from is nobody's secret.
    const renamed = await write({ from_name: "Acme Service" });
    expect(renamed.data.server).toMatchObject({ from_name: "Acme Service", host: "127.0.0.1" });
    const nameless = await write({ username: null });
    expect(nameless.data).toMatchObject({ server: { username: null }, password_set_at: null });
    expect((await refusal(write({ username: "acme" }))).hint).toBe("password");
    await setUp();
  });

  test("is refused with what is no server, and without repeating a plaintext", async () => {
    const wrong: [Record<string, unknown>, string][] = [
      [{ host: "two words" }, "host"],
      [{ host: "smtp.test\r\nRCPT TO:<x@x>" }, "host"],
      [{ port: 0 }, "port"],
      [{ port: 70_000 }, "port"],
      [{ security: "none" }, "security"],
      [{ from_address: "no address" }, "from_address"],
      [{ from_address: "a@x.test,b@x.test" }, "from_address"],
      [{ from_name: "Acme\r\nBcc: x@x.test" }, "from_name"],
    ];
    for (const [changes, hint] of wrong)
      expect((await refusal(write({ ...place(), ...changes }))).hint).toBe(hint);
    const plain = await refusal(write({ ...place(), sealed: CANARY }));
    expect(plain.message).toBe("not_encrypted: This is kept encrypted only.");
    const stale = await refusal(write({ from_name: "Late" }, admin, 1));
    expect(stale.code).toBe("CO412");
  });

  test("sends the company's mail from its address; another company's leaves by the installation's", async () => {
    await setUp();
    await invite("own@people.test");
    await invite("theirs@people.test", rival);
    expect(await run("invitation_mail", sendInvitation)).toEqual(["sent"]);
    expect(await run("invitation_mail", sendInvitation, rival.orgId)).toEqual(["sent"]);
    expect(own.received.map(({ to, fromAddress }) => [to, fromAddress])).toEqual([
      ["own@people.test", "service@acme.test"],
    ]);
    expect(house.received.map(({ to }) => to)).toEqual(["theirs@people.test"]);
    const person = await acme.hire("viewer");
    await acme.sql`insert into private.background_jobs (org_id, kind, payload) values (
      ${acme.orgId}, 'account_mail', ${acme.sql.json({ user_id: person.id, event: "role_changed" })})`;
    expect(await run("account_mail", sendAccountMail)).toEqual(["sent"]);
    expect(own.received).toHaveLength(2);
    expect((await read()).sent_at).toMatch(/^20\d\d-/);
  });

  test("sends a test to whoever asked and says how it ended", async () => {
    const test_ = () => call<Answer<Data>>(acme.sql, acme.at(admin), "test_mail_server", { payload: {} });
    const asked = await test_();
    expect(asked.data.test).toMatchObject({ ended_at: null, problem: null });
    expect(await run("mail_server_test", testMailServer)).toEqual(["sent"]);
    expect((await read()).test).toMatchObject({ ended_at: expect.any(String) as string, problem: null });
    expect(own.received.at(-1)?.to).toBe(admin.email);
    own.want({ username: "acme", password: "changed since" });
    await test_();
    expect(await run("mail_server_test", testMailServer)).toEqual(["sent"]);
    expect((await read()).test).toMatchObject({ problem: "login_refused", reply: 535 });
    own.want({ username: "acme", password: CANARY });
    await acme.sql`delete from private.api_rate_limits`;
    for (let at = 0; at < 5; at += 1) await test_();
    expect((await refusal(test_())).code).toBe("CO429");
    await run("mail_server_test", testMailServer);
  });

  test("is tested in one version: by that or by none, also when another is saved meanwhile", async () => {
    await acme.sql`delete from private.api_rate_limits`;
    const ask = (version: number) =>
      call<Answer<Data>>(acme.sql, acme.at(admin), "test_mail_server", {
        payload: { expected_version: version },
      });
    const { version } = await read();
    expect((await refusal(ask(version + 1))).code).toBe("CO412");
    const asked = (await ask(version)).data;
    expect(asked.test).toMatchObject({ version, host: "127.0.0.1", port: own.port, ended_at: null });
    const before = own.received.length;
    // The same place and password, another sender: the worker could send by it, and must not.
    const saved = (await write({ from_name: "Acme Second" })).data;
    expect(saved.test).toEqual(asked.test);
    expect(saved).toMatchObject({ sent_at: null, problem: null });
    expect(await run("mail_server_test", testMailServer)).toEqual(["sent"]);
    expect(own.received).toHaveLength(before);
    expect(await read()).toMatchObject({
      sent_at: null,
      problem: null,
      test: { version, problem: "replaced" },
    });
    // Its end was of the former server: with the next save it goes.
    expect((await write({ from_name: null })).data.test).toBeNull();
  });

  test("forgets a test that nobody ends, after ten minutes and with a save", async () => {
    const ask = () => call<Answer<Data>>(acme.sql, acme.at(admin), "test_mail_server", { payload: {} });
    expect((await ask()).data.test).not.toBeNull();
    await acme.sql`update private.mail_server_states
      set test_asked_at = now() - interval '601 seconds' where org_id = ${acme.orgId}`;
    expect((await read()).test).toBeNull();
    await write({ from_name: "Acme Third" });
    const [left] = await acme.sql<{ n: number }[]>`
      select count(*)::int as n from private.mail_server_states where org_id = ${acme.orgId}`;
    expect(left?.n).toBe(0);
    await write({ from_name: null });
    await acme.sql`delete from private.background_jobs where kind = 'mail_server_test'`;
  });

  test("whose password is wrong keeps the mail waiting, tells each owner once, and works again", async () => {
    own.want({ username: "acme", password: "changed since" });
    const second = await acme.hire("owner");
    await invite("waiting@people.test");
    const [end] = await run("invitation_mail", sendInvitation);
    expect(end).toMatchObject({ name: "MailError", isPermanent: false, problem: "login_refused" });
    expect(await read()).toMatchObject({
      problem: "login_refused",
      failing_since: expect.any(String) as string,
    });
    house.received.length = 0;
    expect(await run("mail_server_alert", sendMailServerAlert)).toEqual(["sent", "sent"]);
    expect(house.received.map(({ to }) => to).sort()).toEqual([acme.owner.email, second.email].sort());
    expect(house.received[0]?.text).toContain("refuses user name or password");
    expect(house.received[0]?.text).toContain("127.0.0.1");
    expect(JSON.stringify(house.received)).not.toContain(CANARY);
    await invite("again@people.test");
    await run("invitation_mail", sendInvitation);
    expect(await run("mail_server_alert", sendMailServerAlert)).toEqual([]);
    own.want({ username: "acme", password: CANARY });
    await invite("later@people.test");
    expect(await run("invitation_mail", sendInvitation)).toEqual(["sent"]);
    expect(await read()).toMatchObject({ problem: null, failing_since: null });
  });

  test("that only does not answer is told of after a quarter of an hour", async () => {
    const used = (problem: string | null) =>
      worker`select ops.mail_server_used(${acme.orgId}, (ops.mail_server(${acme.orgId}) ->> 'revision'), ${problem})`;
    const told = async () =>
      (
        await acme.sql`select id from private.background_jobs
        where org_id = ${acme.orgId} and kind = 'mail_server_alert'`
      ).length;
    await used("no_connection");
    expect(await told()).toBe(0);
    await acme.sql`update private.mail_server_states set failing_since = now() - interval '16 minutes'
      where org_id = ${acme.orgId}`;
    await used("no_connection");
    expect(await told()).toBe(2);
    await used(null);
    // What a server said that is not used any more concerns nobody.
    await worker`select ops.mail_server_used(${acme.orgId}, '1', 'login_refused')`;
    expect((await read()).problem).toBeNull();
  });

  test("refuses for good what will never arrive, and works all the same", async () => {
    own.be("refuse");
    await invite("nobody@people.test");
    const [end] = await run("invitation_mail", sendInvitation);
    expect(end).toMatchObject({ name: "PermanentFailure" });
    own.be("take");
    expect((await read()).problem).toBeNull();
  });

  test("at an address of the own network is not asked unless the operator allows it", async () => {
    process.env.MAIL_SERVER_ALLOW_CIDRS = "";
    const before = own.attempts();
    await invite("walled@people.test");
    const [end] = await run("invitation_mail", sendInvitation);
    expect(end).toMatchObject({ problem: "address_refused", isPermanent: false });
    expect(own.attempts()).toBe(before);
    process.env.MAIL_SERVER_ALLOW_CIDRS = "127.0.0.1/32";
  });
});

describe("its password", () => {
  const kept = async () =>
    (
      await acme.sql<{ value: string; updated_at: string }[]>`
        select value #>> '{}' as value, updated_at::text from public.system_settings
        where org_id = ${acme.orgId} and category = 'mail' and name = 'password'`
    )[0];

  test("is sealed anew with a new data key, and goes on working, without being set anew", async () => {
    await setUp();
    const before = await kept();
    const since = (await read()).password_set_at;
    await acme.sql`select ops.ask_for_new_keys((select slug from public.organizations where id = ${acme.orgId}))`;
    await tendKeys(worker);
    const after = await kept();
    expect([before?.value.split(".")[1], after?.value.split(".")[1]]).toEqual(["1", "2"]);
    expect((await read()).password_set_at).toBe(since);
    await invite("rotated@people.test");
    expect(await run("invitation_mail", sendInvitation)).toEqual(["sent"]);
  });

  test("of another company does not open here", async () => {
    const theirs = await seal(CANARY, rival.orgId);
    const [state] = await acme.sql<{ n: number }[]>`
      select count(*)::int as n from private.organization_keys where org_id = ${acme.orgId} and number = 1`;
    expect(state?.n).toBe(1);
    await acme.sql`update public.system_settings set value = ${acme.sql.json(theirs)}
      where org_id = ${acme.orgId} and category = 'mail' and name = 'password'`;
    await invite("moved@people.test");
    expect((await run("invitation_mail", sendInvitation))[0]).toMatchObject({ problem: "secret_unreadable" });
    await setUp();
  });

  test("is in clear nowhere, and sealed in no history, audit log, export, log or outbox", async () => {
    const sealed = (await kept())?.value ?? "";
    expect(sealed).toMatch(/^v1\.2\./);
    for (const form of [CANARY, Buffer.from(CANARY).toString("base64"), Buffer.from(CANARY).toString("hex")])
      expect(await tracesOf(acme.sql, form.toLowerCase()), form).toEqual([]);
    expect(await tracesOf(acme.sql, sealed.toLowerCase())).toEqual(["public.system_settings: 1"]);
    const exported = await worker<{ line: { name: string; value: unknown } }[]>`
      select line from ops.organization_rows(${acme.orgId}, 'public.system_settings', null, 100) as line`;
    const secret = exported.find(({ line }) => line.name === "password");
    expect(secret?.line.value).toBe("***");
    expect(JSON.stringify(exported)).not.toContain(sealed.split(".")[3]);
    const [audit] = await acme.sql<{ n: number }[]>`
      select count(*)::int as n from public.audit_logs where org_id = ${acme.orgId} and entity = 'setting'`;
    expect(audit?.n).toBeGreaterThan(0);
    const [server] = await acme.sql<{ data: string }[]>`select current_setting('data_directory') as data`;
    expect(await readFile(join(server?.data ?? "", "../server.log"), "utf8")).not.toContain(CANARY);
  });

  test("goes with the server, and messages leave by the installation's again", async () => {
    const gone = await call<Answer<Data>>(acme.sql, acme.at(admin), "delete_mail_server", {
      expected_version: (await read()).version,
    });
    expect(gone.data).toMatchObject({ server: null, password_set_at: null });
    expect(await kept()).toBeUndefined();
    house.received.length = 0;
    await invite("back@people.test");
    expect(await run("invitation_mail", sendInvitation)).toEqual(["sent"]);
    expect(house.received.map(({ to }) => to)).toEqual(["back@people.test"]);
  });
});
