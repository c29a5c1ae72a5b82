import { createServer, type AddressInfo, type Server } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { sendByServer, type CompanyServer } from "./company-server";
import { dial } from "./dial";
import { layoutMail } from "./layout";
import { MailError } from "./mail-error";

const PASSWORD = "a password with ümlauts";
const mail = {
  to: "dana@customer.test",
  subject: "Hello",
  ...layoutMail({ locale: "en", title: "Hello", paragraphs: ["Hello"] }),
  messageId: "visit-1",
  kind: "test",
  sender: { name: "Ignored", replyTo: "office@acme.test" },
};

const closers: (() => Promise<void>)[] = [];
beforeEach(() => vi.stubEnv("MAIL_SERVER_ALLOW_CIDRS", "127.0.0.1/32"));
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closers.splice(0)) await close();
});

type Refusals = { auth?: number; from?: number; to?: number; data?: number };
const refusal = (responseCode: number) => Object.assign(new Error("no"), { responseCode });

/** A real server that wants the name and password of `acme`; `refuse` is what it answers at a step. */
async function smtp(refuse: Refusals = {}, more: SMTPServerOptions = {}) {
  const received: { raw: string; user: string | undefined; from: string }[] = [];
  const logins: string[] = [];
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    logger: false,
    ...more,
    onAuth({ username = "", password = "" }, _session, done) {
      logins.push(`${username}:${password}`);
      if (refuse.auth) done(refusal(refuse.auth));
      else if (username !== "acme" || password !== PASSWORD) done(new Error("wrong"));
      else done(null, { user: username });
    },
    onMailFrom: (_address, _session, done) => done(refuse.from ? refusal(refuse.from) : null),
    onRcptTo: (_address, _session, done) => done(refuse.to ? refusal(refuse.to) : null),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : "";
        received.push({ raw: Buffer.concat(chunks).toString("utf8"), user: session.user, from });
        done(refuse.data ? refusal(refuse.data) : null);
      });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  closers.push(() => new Promise((resolve) => server.close(() => resolve())));
  return { port: (server.server.address() as AddressInfo).port, received, logins };
}

const at = (port: number, more: Partial<CompanyServer> = {}): CompanyServer => ({
  host: "127.0.0.1",
  port,
  security: "plain",
  username: "acme",
  password: PASSWORD,
  fromName: "Acme Heating",
  fromAddress: "service@acme.test",
  ...more,
});

async function failureOf(run: Promise<unknown>): Promise<MailError> {
  const error: unknown = await run.then(
    () => new Error("it was sent"),
    (reason: unknown) => reason,
  );
  if (error instanceof MailError) return error;
  throw error;
}

/** Counts who comes; says nothing. */
async function listener() {
  const seen: string[] = [];
  const server: Server = createServer((socket) => {
    seen.push(String(socket.remoteAddress));
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  closers.push(() => new Promise((resolve) => server.close(() => resolve())));
  return { port: (server.address() as AddressInfo).port, seen };
}

describe("by a company's own server", () => {
  test("a mail leaves with its name and password, from its address", async () => {
    const { port, received } = await smtp();
    await sendByServer(at(port), mail);
    expect(received).toMatchObject([{ user: "acme", from: "service@acme.test" }]);
    expect(received[0]?.raw).toMatch(/^From: Acme Heating <service@acme.test>\r?$/m);
    expect(received[0]?.raw).toMatch(/^Reply-To: office@acme.test\r?$/m);
    expect(received[0]?.raw).toMatch(/^Message-ID: <visit-1@acme.test>\r?$/im);
  });

  test.each<[string, Refusals, { problem: string; reply: number | null; isPermanent: boolean }]>([
    ["a login", { auth: 535 }, { problem: "login_refused", reply: 535, isPermanent: false }],
    ["a login for now", { auth: 454 }, { problem: "busy", reply: 454, isPermanent: false }],
    ["the sender", { from: 553 }, { problem: "sender_refused", reply: 553, isPermanent: false }],
    [
      "the sender for want of a login",
      { from: 530 },
      { problem: "login_refused", reply: 530, isPermanent: false },
    ],
    ["a recipient", { to: 550 }, { problem: "recipient_refused", reply: 550, isPermanent: true }],
    ["a recipient for now", { to: 451 }, { problem: "busy", reply: 451, isPermanent: false }],
    ["the content", { data: 554 }, { problem: "refused", reply: 554, isPermanent: true }],
  ])("that refuses %s says so, and whether it helps to wait", async (_what, refuse, expected) => {
    const { port } = await smtp(refuse);
    expect(await failureOf(sendByServer(at(port), mail))).toMatchObject(expected);
  });

  test("a wrong password is refused, and stands in no error", async () => {
    const { port, received } = await smtp();
    const failure = await failureOf(sendByServer(at(port, { password: "secret-canary" }), mail));
    expect(failure).toMatchObject({ problem: "login_refused", isPermanent: false });
    const words = `${failure.message} ${String((failure.cause as Error).stack)}`;
    expect(words).not.toContain("secret-canary");
    expect(words).not.toContain(Buffer.from("secret-canary").toString("base64"));
    expect(received).toEqual([]);
  });

  test("nothing is sent where the certificate fits no name that is trusted", async () => {
    const secure = await smtp({}, { secure: true, disabledCommands: [] });
    const upgraded = await smtp({}, { disabledCommands: [] });
    for (const server of [at(secure.port, { security: "tls" }), at(upgraded.port, { security: "starttls" })])
      expect(await failureOf(sendByServer(server, mail))).toMatchObject({
        problem: expect.stringMatching(/^certificate_(?:unknown|expired)$/) as string,
      });
    expect([...secure.logins, ...upgraded.logins]).toEqual([]);
  });

  test("nothing is sent where encryption is wanted and not offered", async () => {
    const { port, logins } = await smtp();
    const server = at(port, { security: "starttls" });
    expect(await failureOf(sendByServer(server, mail))).toMatchObject({
      problem: "encryption_missing",
      reply: 500,
    });
    expect(logins).toEqual([]);
  });

  test("one that hangs up in the middle may be back later", async () => {
    const { port } = await listener();
    expect(await failureOf(sendByServer(at(port), mail))).toMatchObject({
      problem: "no_connection",
      isPermanent: false,
    });
  });

  test("a list of addresses is sent to nobody", async () => {
    const { port, received } = await smtp();
    const failure = await failureOf(sendByServer(at(port), { ...mail, to: "a@x.test, b@x.test" }));
    expect(failure.isPermanent).toBe(true);
    expect(received).toEqual([]);
  });
});

describe("a server that is none of the company's", () => {
  test.each([
    "127.0.0.1",
    "localhost",
    "127.1",
    "2130706433",
    "0x7f.1",
    "::1",
    "::ffff:127.0.0.1",
    "0.0.0.0",
  ])("%s is not connected to", async (host) => {
    vi.stubEnv("MAIL_SERVER_ALLOW_CIDRS", "");
    const { port, seen } = await listener();
    const { problem } = await failureOf(dial({ host, port, security: "starttls" }));
    expect(["address_refused", "host_unknown", "no_connection"]).toContain(problem);
    expect(seen).toEqual([]);
  });

  test.each([
    "169.254.169.254",
    "10.0.0.5",
    "192.168.0.10",
    "100.64.0.1",
    "fd00:ec2::254",
    "64:ff9b::a9fe:a9fe",
  ])("%s is refused before anything is sent there", async (host) => {
    const failure = await failureOf(dial({ host, port: 587, security: "starttls" }));
    expect(failure).toMatchObject({ problem: "address_refused", isPermanent: false });
  });

  test("a name is looked up once, and what it says afterwards is never asked", async () => {
    const { port, seen } = await listener();
    const answers = [["127.0.0.1"], ["10.0.0.1"]];
    let asked = 0;
    const socket = await dial(
      { host: "rebind.test", port, security: "plain" },
      async () => answers[asked++] ?? [],
    );
    expect(socket.remoteAddress).toBe("127.0.0.1");
    expect(asked).toBe(1);
    await vi.waitFor(() => expect(seen).toEqual(["127.0.0.1"]), { timeout: 10_000 });
    socket.destroy();
  });

  test("a name that leads to a public and a private address is refused as a whole", async () => {
    const mixed = dial({ host: "mixed.test", port: 587, security: "tls" }, async () => [
      "8.8.8.8",
      "10.0.0.1",
    ]);
    expect(await failureOf(mixed)).toMatchObject({ problem: "address_refused" });
  });

  test("a public one is asked by the ports of mail alone, and never without encryption", async () => {
    const somewhere = async () => ["8.8.8.8"];
    const web = dial({ host: "public.test", port: 443, security: "tls" }, somewhere);
    expect(await failureOf(web)).toMatchObject({ problem: "port_refused" });
    const plain = dial({ host: "public.test", port: 25, security: "plain" }, somewhere);
    expect(await failureOf(plain)).toMatchObject({ problem: "plain_refused" });
  });

  test.each([
    ["ENOTFOUND", "host_unknown"],
    ["EAI_AGAIN", "no_connection"],
  ])("a name that the resolver answers with %s is %s", async (code, problem) => {
    const nobody = dial({ host: "nobody.invalid", port: 587, security: "starttls" }, async () => {
      throw Object.assign(new Error("no"), { code });
    });
    expect(await failureOf(nobody)).toMatchObject({ problem, isPermanent: false });
  });

  test("one that does not listen may be back later", async () => {
    const { port } = await listener();
    for (const close of closers.splice(0)) await close();
    const gone = dial({ host: "127.0.0.1", port, security: "plain" });
    expect(await failureOf(gone)).toMatchObject({ problem: "no_connection", isPermanent: false });
  });
});
