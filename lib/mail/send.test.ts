import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import { afterEach, describe, expect, test, vi } from "vitest";
import { layoutMail } from "./layout";
import { MailError } from "./mail-error";
import { sendMail } from "./send";

const mail = {
  to: "dana@customer.test",
  subject: "Prüfung · Ünïcode",
  ...layoutMail({ locale: "en", title: "Hello", paragraphs: ["Grüße"] }),
  messageId: "invitation-1",
  kind: "invitation",
};

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closers.splice(0)) await close();
});

/** A real mail server on this machine; `refuse` is its answer to a recipient. */
async function mailServer(refuse?: { code: number; text: string }) {
  const received: { to: string[]; raw: string }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo(_address, _session, done) {
      done(refuse ? Object.assign(new Error(refuse.text), { responseCode: refuse.code }) : null);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        received.push({ to, raw: Buffer.concat(chunks).toString("utf8") });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  closers.push(() => new Promise((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  vi.stubEnv("SMTP_URL", `smtp://127.0.0.1:${port}`);
  vi.stubEnv("MAIL_FROM", "Callout <office@callout.test>");
  return received;
}

/** In place of the embedded stack's mailbox. */
async function mailbox(status: number) {
  const posted: { path: string; key: string; body: unknown }[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
      posted.push({ path: request.url ?? "", key: String(request.headers.apikey), body });
      response.writeHead(status).end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  closers.push(() => new Promise((resolve) => server.close(() => resolve())));
  vi.stubEnv("SMTP_URL", "");
  vi.stubEnv("CALLOUT_EMBEDDED", "1");
  vi.stubEnv("SUPABASE_URL", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv("SUPABASE_SECRET_KEY", "sb_secret_of_the_test");
  return posted;
}

async function failureOf(run: Promise<void>): Promise<MailError> {
  const error: unknown = await run.then(
    () => new Error("it was sent"),
    (reason: unknown) => reason,
  );
  if (error instanceof MailError) return error;
  throw error;
}

describe("by SMTP", () => {
  test("brings its attachments along, byte by byte", async () => {
    const received = await mailServer();
    const content = Buffer.from("%PDF-1.7 signed");
    await sendMail({ ...mail, attachments: [{ name: "Bericht Ü.pdf", mime: "application/pdf", content }] });
    const [attachment] = (await PostalMime.parse(received[0]?.raw ?? "")).attachments;
    expect(attachment).toMatchObject({ filename: "Bericht Ü.pdf", mimeType: "application/pdf" });
    expect(Buffer.from(attachment?.content as ArrayBuffer)).toEqual(content);
  });

  test("names its attachments where the embedded stack keeps it", async () => {
    const posted = await mailbox(201);
    const content = Buffer.from("%PDF-1.7 signed");
    await sendMail({ ...mail, attachments: [{ name: "Report.pdf", mime: "application/pdf", content }] });
    expect(posted[0]?.body).toMatchObject({ attachments: [{ name: "Report.pdf", size_bytes: 15 }] });
  });

  test("a mail arrives whole, once, with the id it was given", async () => {
    const received = await mailServer();
    await sendMail(mail);
    expect(received).toHaveLength(1);
    expect(received[0]?.to).toEqual(["dana@customer.test"]);
    const parsed = await PostalMime.parse(received[0]?.raw ?? "");
    expect(parsed.subject).toBe("Prüfung · Ünïcode");
    expect(parsed.from).toMatchObject({ name: "Callout", address: "office@callout.test" });
    expect(parsed.messageId).toBe("<invitation-1@callout.test>");
    expect(parsed.text).toContain("Grüße");
    expect(parsed.html).toContain("Grüße");
    expect(parsed.headers).toContainEqual(
      expect.objectContaining({ key: "auto-submitted", value: "auto-generated" }),
    );
  });

  test.each([
    [550, true],
    [554, true],
    [450, false],
    [451, false],
  ])("a recipient refused with %i is %s for good", async (code, isPermanent) => {
    await mailServer({ code, text: "no" });
    expect((await failureOf(sendMail(mail))).isPermanent).toBe(isPermanent);
  });

  test("a server that is not there may be back later", async () => {
    vi.stubEnv("SMTP_URL", "smtp://127.0.0.1:1");
    expect((await failureOf(sendMail(mail))).isPermanent).toBe(false);
  });

  test.each(["a@x.test, b@x.test", "a@x.test\r\nBcc: b@x.test", "Dana <a@x.test>", "nobody", ""])(
    "the address %j is sent to nobody",
    async (to) => {
      const received = await mailServer();
      expect((await failureOf(sendMail({ ...mail, to }))).isPermanent).toBe(true);
      expect(received).toHaveLength(0);
    },
  );

  test("a line break in the subject adds no header", async () => {
    const received = await mailServer();
    await sendMail({ ...mail, subject: "Hello\r\nBcc: other@x.test" });
    expect(received[0]?.to).toEqual(["dana@customer.test"]);
    expect(received[0]?.raw).not.toMatch(/^Bcc:/im);
  });
});

describe("without SMTP", () => {
  test("the mailbox of the embedded stack gets it, with the secret key", async () => {
    const posted = await mailbox(201);
    await sendMail(mail);
    const { messageId, ...rest } = mail;
    expect(posted).toEqual([
      { path: "/_mail", key: "sb_secret_of_the_test", body: { id: messageId, ...rest } },
    ]);
  });

  test.each([
    [400, true],
    [401, false],
    [500, false],
  ])("its answer %i is %s for good", async (status, isPermanent) => {
    await mailbox(status);
    expect((await failureOf(sendMail(mail))).isPermanent).toBe(isPermanent);
  });

  test("a hosted project says what is missing, and the mail waits", async () => {
    vi.stubEnv("SMTP_URL", "");
    vi.stubEnv("CALLOUT_EMBEDDED", "");
    const error = await failureOf(sendMail(mail));
    expect(error.message).toContain("SMTP_URL");
    expect(error.isPermanent).toBe(false);
  });
});
