import { createHash, randomUUID } from "node:crypto";
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createTransport } from "nodemailer";

export type Message = {
  /** Names the sending: the same id twice is one message. */
  id?: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** What it is about, e.g. "signup", "invitation". */
  kind: string;
  headers?: Record<string, string>;
  /** What went along; the mailbox keeps no files. */
  attachments?: readonly { name: string; size_bytes: number }[];
};

export type KeptMessage = Message & { id: string; at: string };

export type Mailer = {
  send(message: Message): Promise<{ id: string }>;
  /** Newest first; empty where mail leaves by SMTP. */
  list(): KeptMessage[];
  clear(): void;
};

const KEPT = 500;
const SMTP_TIMEOUT_MS = 10_000;

/** Mail leaves by SMTP where that is set; else it is kept as files that only this account can read. */
export function createMailer(options: { directory: string; smtpUrl?: string; from: string }): Mailer {
  return options.smtpUrl ? smtpMailer(options.smtpUrl, options.from) : fileMailer(options.directory);
}

function smtpMailer(smtpUrl: string, from: string): Mailer {
  const timeouts = {
    connectionTimeout: SMTP_TIMEOUT_MS,
    greetingTimeout: SMTP_TIMEOUT_MS,
    socketTimeout: SMTP_TIMEOUT_MS,
  };
  const transport = createTransport({ url: smtpUrl, ...timeouts }, { from });
  return {
    async send({ id = randomUUID(), to, subject, text, html, headers }) {
      const messageId = id.includes("@")
        ? id
        : `${id}@${from.split("@")[1]?.replace(">", "") ?? "localhost"}`;
      await transport.sendMail({
        messageId: `<${messageId}>`,
        to: { name: "", address: to },
        subject,
        text,
        html,
        // So that absence notes are not sent back.
        headers: { "Auto-Submitted": "auto-generated", ...headers },
      });
      return { id };
    },
    list: () => [],
    clear: () => undefined,
  };
}

function fileMailer(directory: string): Mailer {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  // A folder that was there before keeps its mode, and codes lie in these files.
  chmodSync(directory, 0o700);
  const kept = readKept(directory);
  const pathOf = (id: string) =>
    join(directory, `${createHash("sha256").update(id).digest("hex").slice(0, 32)}.json`);
  return {
    async send(message) {
      const id = message.id ?? randomUUID();
      if (kept.some((each) => each.id === id)) return { id };
      const keep: KeptMessage = { ...message, id, at: new Date().toISOString() };
      // Renamed into place: a killed process leaves no half message behind.
      writeFileSync(`${pathOf(id)}.part`, JSON.stringify(keep), { mode: 0o600 });
      renameSync(`${pathOf(id)}.part`, pathOf(id));
      kept.unshift(keep);
      for (const old of kept.splice(KEPT)) rmSync(pathOf(old.id), { force: true });
      return { id };
    },
    list: () => [...kept],
    clear() {
      for (const old of kept.splice(0)) rmSync(pathOf(old.id), { force: true });
    },
  };
}

function readKept(directory: string): KeptMessage[] {
  const names = readdirSync(directory).filter((name) => name.endsWith(".json"));
  return names
    .flatMap((name) => readOne(join(directory, name)) ?? [])
    .sort((a, b) => b.at.localeCompare(a.at));
}

/** A damaged file is not worth a stack that does not start. */
function readOne(file: string): KeptMessage | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as KeptMessage;
  } catch {
    return undefined;
  }
}
