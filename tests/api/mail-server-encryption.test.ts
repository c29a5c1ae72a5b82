import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { createAuthority, issueCertificate, type Certified } from "@/scripts/test/authority";
import { call, expectStatus } from "./support/call";
import { database, installation } from "./support/installation";
import { createCompany, type Company } from "./support/people";
import { startTappedServer } from "./support/tapped-mail-server";

const PATH = "/settings/mail-server";
const login = { username: "service@potoroo.test", password: `over TLS only ${randomUUID()}` };

/** 22 is a handshake, 3 its version's first number (RFC 8446 §5.1). */
const TLS_RECORD = "\x16\x03";

type Tapped = Awaited<ReturnType<typeof startTappedServer>>;
let home: Company;
const servers: Tapped[] = [];
beforeAll(async () => {
  home = await createCompany("potoroo");
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  // A company tests five times in a row at most.
  await database()`delete from private.api_rate_limits where bucket = ${`mail_server_test:${home.id}`}`;
});

const owner = () => home.people.owner;
const read = async () => (await call("GET", PATH, { as: owner() })).row;
const ours = (...names: string[]) => issueCertificate(installation.authority, names);

async function open(encryption: "tls" | "starttls" | "none", certified?: Certified): Promise<Tapped> {
  const server = await startTappedServer(encryption, login, certified);
  servers.push(server);
  return server;
}

/** Saves it as the company's, has the worker send a test by it, and answers how that ended. */
async function testOf(server: Tapped, security: "tls" | "starttls", host = "127.0.0.1") {
  const body = {
    host,
    port: server.port,
    security,
    ...login,
    from_address: "service@potoroo.test",
    from_name: "Potoroo Heating",
  };
  const saved = await call("PATCH", PATH, { as: owner(), version: (await read()).version, body });
  expectStatus(saved, 200);
  const { version } = saved.row;
  expectStatus(await call("POST", `${PATH}/tests`, { as: owner(), version, body: {} }), 201);
  const last = async () => (await read()).test as { ended_at: string | null; problem: string | null };
  await expect.poll(async () => (await last()).ended_at, { timeout: 20_000 }).not.toBeNull();
  return last();
}

/** In every spelling in which SMTP carries it. */
function spellings(): string[] {
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  const { username, password } = login;
  return [password, base64(password), base64(`\0${username}\0${password}`), base64(username)];
}

function expectNothingTold(server: Tapped): void {
  expect(server.received).toEqual([]);
  for (const secret of [...spellings(), "AUTH", "MAIL FROM"]) expect(server.heard()).not.toContain(secret);
}

const arrived = () => ({
  to: owner().email,
  from: "Potoroo Heating",
  fromAddress: "service@potoroo.test",
});

describe("a company's mail leaves encrypted", () => {
  it("by TLS from the first byte, with nothing to read on the way", async () => {
    const server = await open("tls", ours("127.0.0.1"));
    expect(await testOf(server, "tls")).toMatchObject({ problem: null, reply: null, port: server.port });
    expect(server.received).toMatchObject([arrived()]);
    expect(server.received[0]?.text).toContain("This mail left by your own mail server.");
    expect(server.heard().slice(0, 2)).toBe(TLS_RECORD);
    for (const word of [...spellings(), "EHLO", "potoroo"]) expect(server.heard()).not.toContain(word);
  });

  it("by STARTTLS, before which nothing but a greeting crosses the wire", async () => {
    const server = await open("starttls", ours("localhost"));
    expect(await testOf(server, "starttls", "localhost")).toMatchObject({ problem: null, host: "localhost" });
    expect(server.received).toMatchObject([arrived()]);
    expect(server.heard()).toMatch(/^EHLO [^\r\n]+\r\nSTARTTLS\r\n/);
    expect(server.heard().split("STARTTLS\r\n")[1]?.slice(0, 2)).toBe(TLS_RECORD);
    for (const word of [...spellings(), "AUTH", "potoroo"]) expect(server.heard()).not.toContain(word);
  });

  it("also its messages and invitations, not the test alone", async () => {
    const server = await open("tls", ours("127.0.0.1"));
    await testOf(server, "tls");
    const email = `${randomUUID().slice(0, 8)}@people.test`;
    expectStatus(await call("POST", "/invitations", { as: owner(), body: { email, role: "viewer" } }), 201);
    await expect.poll(() => server.received.map(({ to }) => to), { timeout: 20_000 }).toContain(email);
    expect(server.received.find(({ to }) => to === email)).toMatchObject({ ...arrived(), to: email });
    expect(server.heard()).not.toContain(email);
  });
});

describe("nothing is told to a server", () => {
  const stranger = createAuthority("An authority nobody knows");
  it.each([
    ["of an authority nobody trusts", "certificate_unknown", () => issueCertificate(stranger, ["127.0.0.1"])],
    ["with the certificate of another name", "certificate_name", () => ours("smtp.other.test", "localhost")],
    [
      "whose certificate has expired",
      "certificate_expired",
      () => issueCertificate(installation.authority, ["127.0.0.1"], 60_000),
    ],
  ])("%s, by TLS or STARTTLS", async (_what, problem, certified) => {
    for (const security of ["tls", "starttls"] as const) {
      const server = await open(security, certified());
      expect(await testOf(server, security)).toMatchObject({ problem, reply: null });
      expectNothingTold(server);
    }
    expect(await read()).toMatchObject({ sent_at: null });
  });

  it("that does not offer STARTTLS, or whose offer was taken out on the way", async () => {
    const server = await open("none");
    expect(await testOf(server, "starttls")).toMatchObject({ problem: "encryption_missing" });
    expectNothingTold(server);
    expect(server.heard()).toMatch(/^EHLO [^\r\n]+\r\nSTARTTLS\r\n(?:QUIT\r\n)?$/);
  });

  it("that speaks without encryption where TLS is expected", async () => {
    const server = await open("none");
    const { problem } = await testOf(server, "tls");
    expect(problem).toBe("tls_failed");
    expectNothingTold(server);
  });
});
