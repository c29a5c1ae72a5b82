import type { AddressInfo } from "node:net";
import type { Readable } from "node:stream";
import PostalMime from "postal-mime";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export type Received = {
  to: string;
  from: string;
  fromAddress: string;
  replyTo: string | null;
  messageId: string;
  subject: string;
  text: string;
  html: string;
};

/** What the server does with the next mails: take them, ask to come back, refuse for good, or take them and fall silent. */
export type Mood = "take" | "busy" | "refuse" | "silent";

const refusals: Partial<Record<Mood, Error>> = {
  busy: Object.assign(new Error("Come back later"), { responseCode: 451 }),
  refuse: Object.assign(new Error("No such mailbox"), { responseCode: 550 }),
};

async function readMail(stream: Readable): Promise<Omit<Received, "to">> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const {
    from,
    replyTo,
    messageId = "",
    subject = "",
    text = "",
    html = "",
  } = await PostalMime.parse(Buffer.concat(chunks));
  return {
    from: from?.name ?? "",
    fromAddress: from?.address ?? "",
    replyTo: replyTo?.[0]?.address ?? null,
    messageId,
    subject,
    text,
    html,
  };
}

/** What a server asks for, where it asks. */
export type Login = { username: string; password: string };

/**
 * A real mail server on this machine that keeps what it takes; with a port, one that comes back where it was. It would
 * take a password and mails without encryption, too: whether they come so is the sender's to decide.
 */
export async function startMailServer(atPort = 0, login?: Login, more: SMTPServerOptions = {}) {
  let wanted = login;
  const received: Received[] = [];
  let attempts = 0;
  let mood: Mood = "take";
  const server = new SMTPServer({
    authOptional: login === undefined,
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, callback) {
      const isRight = username === wanted?.username && password === wanted?.password;
      callback(isRight ? null : new Error("Wrong name or password"), { user: username });
    },
    disabledCommands: ["STARTTLS"],
    logger: false,
    ...more,
    onData(stream, session, callback) {
      const refusal = refusals[mood];
      const isSilent = mood === "silent";
      const take = (mail: Omit<Received, "to">) => {
        attempts += 1;
        if (!refusal) received.push({ to: session.envelope.rcptTo[0]?.address ?? "", ...mail });
        // The protocol's own callback: an error in it is the connection's, not this promise's.
        if (!isSilent) setImmediate(callback, refusal);
      };
      // A sender that died in the middle has sent nothing.
      void readMail(stream).then(take, () => undefined);
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(atPort, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    received,
    attempts: () => attempts,
    be(next: Mood) {
      mood = next;
    },
    /** From now on it asks for another password. */
    want(next: Login) {
      wanted = next;
    },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
