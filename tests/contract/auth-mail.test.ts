import type { AddressInfo } from "node:net";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addPerson, isOwnProject, newEmail, openAuthTarget, PASSWORD, pause, signIn } from "./auth-target";
import type { AuthTarget } from "./auth-target";

/** A real mail server on this machine that can be told to refuse or to dawdle. */
const mood = { refuses: false, delayMs: 0 };
const received: { to: string[]; raw: string }[] = [];
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  closeTimeout: 100,
  onRcptTo(_address, _session, done) {
    done(mood.refuses ? Object.assign(new Error("try later"), { responseCode: 451 }) : null);
  },
  onData(stream, session, done) {
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("end", () => {
      const to = session.envelope.rcptTo.map(({ address }) => address);
      received.push({ to, raw: Buffer.concat(chunks).toString("utf8") });
      setTimeout(done, mood.delayMs);
    });
  },
});

describe.runIf(isOwnProject)("mail by SMTP", () => {
  let target: AuthTarget;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
    const { port } = server.server.address() as AddressInfo;
    target = await openAuthTarget({ smtpUrl: `smtp://127.0.0.1:${port}` });
  });
  afterAll(async () => {
    await target?.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
  beforeEach(() => {
    Object.assign(mood, { refuses: false, delayMs: 0 });
  });

  test("carries code and link, and the code works", async () => {
    const email = newEmail();
    const client = target.client();
    expect((await client.auth.signUp({ email, password: PASSWORD })).error).toBeNull();
    const mail = received.find(({ to }) => to.includes(email));
    const parsed = await PostalMime.parse(mail?.raw ?? "");
    expect(parsed.subject).toBe("Your Callout code");
    expect(parsed.html).toContain("http://localhost:3000/confirm?token_hash=");
    expect(parsed.headers).toContainEqual(expect.objectContaining({ key: "auto-submitted" }));
    const token = /^\s*(\d{6})\s*$/m.exec(parsed.text ?? "")?.[1] ?? "";
    expect((await client.auth.verifyOtp({ email, token, type: "email" })).error).toBeNull();
    expect(await target.mailsTo(email)).toEqual([]);
  });

  test("that cannot be sent is an error, and asking again at once is allowed", async () => {
    const email = newEmail();
    mood.refuses = true;
    const failed = await target.client().auth.signUp({ email, password: PASSWORD });
    expect(failed.error?.status).toBe(500);
    mood.refuses = false;
    expect((await target.client().auth.signUp({ email, password: PASSWORD })).error).toBeNull();
    expect(received.filter(({ to }) => to.includes(email))).toHaveLength(1);
  });

  test("a dawdling mail server stops nobody else", async () => {
    const { email } = await addPerson(target);
    mood.delayMs = 6000;
    const waiting = Array.from({ length: 8 }, () =>
      target.client().auth.signUp({ email: newEmail(), password: PASSWORD }),
    );
    await pause(1500);
    const start = performance.now();
    await signIn(target, email);
    expect(performance.now() - start).toBeLessThan(4000);
    await Promise.all(waiting);
  });

  test("asking for a new password takes no longer for a known address", async () => {
    const { email } = await addPerson(target);
    mood.delayMs = 5000;
    const start = performance.now();
    expect((await target.client().auth.resetPasswordForEmail(email)).error).toBeNull();
    expect(performance.now() - start).toBeLessThan(4500);
    await pause(5200);
    expect(received.some(({ to }) => to.includes(email))).toBe(true);
  });
});
