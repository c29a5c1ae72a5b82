import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startMailServer } from "@/tests/chaos/support/mail-server";
import { call, expectStatus, type Answer } from "./support/call";
import { database } from "./support/installation";
import { createCompany, type Company, type Person } from "./support/people";

/** In no word of any other test, and different in each run. */
const CANARY = `mailcanary${randomUUID().slice(0, 8)}`;
const PATH = "/settings/mail-server";

let home: Company;
let other: Company;
let smtp: Awaited<ReturnType<typeof startMailServer>>;
beforeAll(async () => {
  [home, other] = await Promise.all([createCompany("wallaby"), createCompany("pademelon")]);
  smtp = await startMailServer(0, { username: "wallaby", password: CANARY });
});
afterAll(() => smtp.stop());

const owner = () => home.people.owner;
const read = (as: Person = owner()) => call("GET", PATH, { as });
const server = () => ({
  host: "127.0.0.1",
  port: smtp.port,
  security: "plain",
  username: "wallaby",
  from_address: "service@wallaby.test",
});
async function set(body: object, as: Person = owner()): Promise<Answer> {
  return call("PATCH", PATH, { as, version: (await read()).row.version, body });
}
async function askForTest(version?: number | string): Promise<Answer> {
  return call("POST", `${PATH}/tests`, {
    as: owner(),
    version: version ?? (await read()).row.version,
    body: {},
  });
}
async function tested(): Promise<Record<string, unknown>> {
  expectStatus(await askForTest(), 201);
  const last = async () => (await read()).row.test as { ended_at: string | null } & Record<string, unknown>;
  await expect.poll(async () => (await last()).ended_at, { timeout: 20_000 }).not.toBeNull();
  return last();
}

describe("a company's own mail server", () => {
  it("is none at first; a test then has nothing to go by", async () => {
    expect((await read()).row).toMatchObject({
      server: null,
      password_set_at: null,
      is_plain_possible: true,
    });
    const early = await askForTest();
    expect([early.status, early.problem.code]).toEqual([409, "no_mail_server"]);
  });

  it("is set, tested by a mail that really arrives, and never says its password", async () => {
    const saved = await set({ ...server(), password: CANARY });
    expectStatus(saved, 200);
    expect(saved.row).toMatchObject({ server: server(), password_set_at: expect.any(String) as string });
    expect(await tested()).toMatchObject({ problem: null, reply: null });
    expect(smtp.received).toMatchObject([{ to: owner().email, fromAddress: "service@wallaby.test" }]);
    for (const { text } of [saved, await read()]) {
      expect(text).not.toContain(CANARY);
      expect(text).not.toMatch(/v1\.\d+\./);
    }
  });

  it("says what is wrong with a password, by a word and the server's number", async () => {
    expectStatus(await set({ password: "not this one" }), 200);
    expect(await tested()).toMatchObject({ problem: "login_refused", reply: 535 });
    expectStatus(await set({ password: CANARY }), 200);
    expect((await read()).row).toMatchObject({ test: null, problem: null });
  });

  it("is tested in the version that whoever asks has seen, and in no other", async () => {
    const seen = (await read()).row.version;
    expectStatus(await set({ from_name: "Wallaby Office" }), 200);
    const before = smtp.received.length;
    const stale = await askForTest(seen);
    expect([stale.status, stale.problem.code]).toEqual([412, "stale"]);
    expect(stale.problem.current).toMatchObject({ server: { from_name: "Wallaby Office" }, test: null });
    const blind = await call("POST", `${PATH}/tests`, { as: owner(), body: {} });
    expect([blind.status, blind.problem.code]).toEqual([428, "precondition_required"]);
    const { version } = stale.problem.current ?? {};
    expect(await tested()).toMatchObject({ version, host: "127.0.0.1", port: smtp.port, problem: null });
    expect(smtp.received.slice(before)).toMatchObject([{ from: "Wallaby Office" }]);
    expectStatus(await askForTest("*"), 201);
    await expect.poll(() => smtp.received.length, { timeout: 20_000 }).toBe(before + 2);
  });

  it("saved anew while a test is under way, keeps what the former one says apart from its own", async () => {
    await database()`delete from private.api_rate_limits where bucket = ${`mail_server_test:${home.id}`}`;
    const former = smtp.port;
    const slow = await startMailServer(0, { username: "wallaby", password: CANARY });
    try {
      expectStatus(await set({ port: slow.port, password: CANARY }), 200);
      slow.be("silent");
      const asked = await askForTest();
      await expect.poll(() => slow.attempts(), { timeout: 20_000 }).toBe(1);
      const saved = await set({ port: former, password: CANARY });
      expect(saved.row).toMatchObject({
        server: { port: former },
        problem: null,
        test: { id: (asked.row.test as { id: string }).id, port: slow.port, ended_at: null },
      });
      const end = async () => (await read()).row;
      const ended = async () => ((await end()).test as { ended_at: string | null }).ended_at;
      await expect.poll(ended, { timeout: 30_000 }).not.toBeNull();
      expect(await end()).toMatchObject({
        test: { version: asked.row.version, port: slow.port, problem: "no_connection" },
        problem: null,
        failing_since: null,
        sent_at: null,
      });
      expect((await end()).version).not.toBe(asked.row.version);
      expect(await tested()).toMatchObject({ port: former, problem: null });
    } finally {
      await slow.stop();
    }
  });

  it("sends the company's own mails", async () => {
    const email = `${randomUUID().slice(0, 8)}@people.test`;
    expectStatus(await call("POST", "/invitations", { as: owner(), body: { email, role: "viewer" } }), 201);
    await expect.poll(() => smtp.received.some(({ to }) => to === email), { timeout: 20_000 }).toBe(true);
  });

  it("asks for the password again where it would go elsewhere", async () => {
    for (const body of [{ host: "localhost" }, { port: 2525 }, { username: "else" }, { security: "tls" }]) {
      const refused = await set(body);
      expect([refused.status, refused.problem.code]).toEqual([422, "password_needed"]);
    }
    expectStatus(await set({ from_name: "Wallaby Service" }), 200);
  });

  it("of a stale page or of no sense is refused, without repeating what was typed", async () => {
    const stale = await call("PATCH", PATH, { as: owner(), version: 1, body: { password: CANARY } });
    expect([stale.status, stale.problem.code]).toEqual([412, "stale"]);
    const missing = await call("PATCH", PATH, { as: owner(), body: { password: CANARY } });
    expect(missing.status).toBe(428);
    const wrong = await Promise.all([
      set({ password: CANARY.repeat(60) }),
      set({ password: `${CANARY}\n${CANARY}` }),
      set({ password: { secret: CANARY } }),
      set({ host: "http://smtp.test" }),
      set({ port: 0 }),
      set({ from_address: "two@x.test, three@x.test" }),
      set({}),
    ]);
    expect(wrong.map(({ status }) => status)).toEqual([422, 422, 422, 422, 422, 422, 422]);
    for (const { text } of [stale, missing, ...wrong]) expect(text).not.toContain(CANARY);
  });

  it("is changed by owners and admins, and nothing to another company", async () => {
    for (const role of ["dispatcher", "accountant", "viewer", "technician"] as const) {
      const as = home.people[role];
      for (const [method, path] of [
        ["PATCH", PATH],
        ["DELETE", PATH],
        ["POST", `${PATH}/tests`],
      ] as const) {
        const body = method === "PATCH" ? { from_name: "Mine" } : method === "POST" ? {} : undefined;
        const answer = await call(method, path, { as, version: "*", body });
        expect([role, method, answer.status]).toEqual([role, method, 403]);
      }
    }
    expect((await read(other.people.owner)).row).toMatchObject({ server: null });
  });

  it("stands in the audit log without its password, which is in no answer, table or log", async () => {
    const log = await call("GET", "/audit-logs?entity=setting&limit=200", { as: owner() });
    expect(log.rows.length).toBeGreaterThan(0);
    for (const address of [
      "/audit-logs?limit=200",
      "/settings",
      PATH,
      "/search?q=mailcanary",
      "/me",
      "/notifications",
    ])
      expect((await call("GET", address, { as: owner() })).text, address).not.toContain(CANARY);
    const tables = await database()<{ name: string }[]>`
      select format('%I.%I', n.nspname, c.relname) as name
      from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`;
    for (const { name } of tables) {
      const [row] = await database().unsafe<{ is_there: boolean }[]>(
        `select exists (select from ${name} as t where strpos(t::text, $1) > 0) as is_there`,
        [CANARY],
      );
      expect([name, row?.is_there]).toEqual([name, false]);
    }
    const logs = readdirSync(".local/test")
      .map((run) => `.local/test/${run}/logs`)
      .filter((folder) => existsSync(folder))
      .flatMap((folder) => readdirSync(folder).map((file) => `${folder}/${file}`));
    const [cluster] = await database()<{ data: string }[]>`select current_setting('data_directory') as data`;
    logs.push(`${cluster?.data}/../server.log`);
    expect(logs.length).toBeGreaterThan(2);
    for (const file of logs) expect(readFileSync(file, "utf8").includes(CANARY), file).toBe(false);
  });

  it("is removed with its password", async () => {
    const { version } = (await read()).row;
    const removed = await call("DELETE", PATH, { as: owner(), version });
    expectStatus(removed, 200);
    expect(removed.row).toMatchObject({ server: null, password_set_at: null });
    const renewed = await set(server());
    expect([renewed.status, renewed.problem.code]).toEqual([422, "password_needed"]);
  });
});
