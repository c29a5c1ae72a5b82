import "server-only";
import { createTransport } from "nodemailer";
import type { MailProblem } from "@/lib/mail-servers/schema";
import { dial, type Place } from "./dial";
import { MailError } from "./mail-error";
import { messageOf, requireOneAddress, TIMEOUTS } from "./send";
import type { Mail } from "./send";

/** A company's own. `username` and `password` are both there or neither is. */
export type CompanyServer = Place & {
  username: string | null;
  password: string | null;
  fromName: string;
  fromAddress: string;
};

/** For all of it: a server that answers a word a second would hold a worker's place for ever. */
const WHOLE_MS = 60_000;

/**
 * Sends by a company's own server. What it says is never repeated to people but as a word and a number: its texts are
 * a stranger's. Without encryption and a certificate that fits its name nothing is sent, the password least of all.
 */
export async function sendByServer(server: CompanyServer, mail: Mail): Promise<void> {
  requireOneAddress(mail);
  const connection = await dial(server);
  const { security, username, password, fromName, fromAddress } = server;
  const transport = createTransport({
    host: server.host,
    port: server.port,
    connection,
    secure: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: security === "plain",
    ...(username !== null && password !== null && { auth: { user: username, pass: password } }),
    tls: { minVersion: "TLSv1.2" },
    disableFileAccess: true,
    disableUrlAccess: true,
    ...TIMEOUTS,
  });
  const replyTo = mail.sender?.replyTo ?? undefined;
  try {
    await transport.sendMail({
      from: { name: fromName, address: fromAddress },
      ...(replyTo !== fromAddress && { replyTo }),
      ...messageOf(mail, domainOf(server)),
      signal: AbortSignal.timeout(WHOLE_MS),
    });
  } catch (error) {
    throw explained(error);
  } finally {
    transport.close();
    connection.destroy();
  }
}

/** Behind the @ of each Message-ID. */
export const domainOf = ({ fromAddress }: Pick<CompanyServer, "fromAddress">): string =>
  fromAddress.slice(fromAddress.indexOf("@") + 1);

/** `origin`: what the system or OpenSSL called it, before SMTP did. */
type Failure = { code: string; origin: string; command: string; reply: number | null; message: string };

function failureOf(error: unknown): Failure {
  const raw = (error instanceof Error ? error : {}) as Partial<
    Record<keyof Failure | "originalCode" | "responseCode", unknown>
  >;
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  return {
    code: text(raw.code),
    origin: text(raw.originalCode),
    command: text(raw.command),
    reply: typeof raw.responseCode === "number" ? raw.responseCode : null,
    message: text(raw.message),
  };
}

/**
 * Only what concerns this one mail is permanent: a refused recipient or content (RFC 5321 §4.2.1). What the company
 * can mend, a password or a sender, makes the mail wait, and it leaves then.
 */
function explained(error: unknown): MailError {
  const { reply, ...failure } = failureOf(error);
  const problem = problemOf({ reply, ...failure });
  const isPermanent = problem === "recipient_refused" || problem === "refused";
  return new MailError("The company's mail server did not take the mail.", isPermanent, {
    problem,
    reply,
    cause: error,
  });
}

/** 530, 534, 535: authentication is required, too weak, or failed (RFC 4954 §6). */
const LOGIN_REPLIES: readonly (number | null)[] = [530, 534, 535];

/** As OpenSSL and Node name what is wrong with a certificate. */
const CERTIFICATE_PROBLEMS: Readonly<Record<string, MailProblem>> = {
  CERT_HAS_EXPIRED: "certificate_expired",
  CERT_NOT_YET_VALID: "certificate_expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "certificate_name",
  CERT_UNTRUSTED: "certificate_unknown",
  DEPTH_ZERO_SELF_SIGNED_CERT: "certificate_unknown",
  SELF_SIGNED_CERT_IN_CHAIN: "certificate_unknown",
  UNABLE_TO_GET_ISSUER_CERT: "certificate_unknown",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "certificate_unknown",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "certificate_unknown",
};

function problemOf({ code, origin, command, reply, message }: Failure): MailProblem {
  if (code === "EAUTH" || LOGIN_REPLIES.includes(reply)) return isBusy(reply) ? "busy" : "login_refused";
  const ofCertificate = CERTIFICATE_PROBLEMS[origin];
  if (ofCertificate) return ofCertificate;
  if (code === "ETLS" && command === "STARTTLS" && reply !== null)
    return isBusy(reply) ? "busy" : "encryption_missing";
  if (code === "ETLS" || /certificate|self.signed|\btls\b|\bssl\b|altname/i.test(message))
    return "tls_failed";
  if (isBusy(reply)) return "busy";
  if (reply !== null && reply >= 500) {
    if (command === "MAIL FROM") return "sender_refused";
    if (command === "RCPT TO") return "recipient_refused";
    return command === "DATA" ? "refused" : "other";
  }
  return ["ESOCKET", "ECONNECTION", "ETIMEDOUT", "EPROTOCOL", "ABORT_ERR", "EABORT"].includes(code)
    ? "no_connection"
    : "other";
}

const isBusy = (reply: number | null): boolean => reply !== null && reply >= 400 && reply < 500;
