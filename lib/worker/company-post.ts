import "server-only";
import { z } from "zod";
import { SealBroken } from "@/lib/crypto/sealing";
import { openForWorker } from "@/lib/crypto/worker";
import { log } from "@/lib/log";
import { domainOf, sendByServer, type CompanyServer } from "@/lib/mail/company-server";
import { MailError } from "@/lib/mail/mail-error";
import { mailDomain, sendMail, type Mail } from "@/lib/mail/send";
import { mailSecurities, passwordPlace, type MailProblem } from "@/lib/mail-servers/schema";
import type { Sql } from "@/lib/worker/database";

const stored = z.object({
  host: z.string(),
  port: z.int(),
  security: z.enum(mailSecurities),
  username: z.string().nullable(),
  from_name: z.string(),
  from_address: z.string(),
  sealed: z.string().nullable(),
  /** Of which version of the settings this is. */
  revision: z.string(),
});
type Stored = z.infer<typeof stored>;

/** By which way a company's mail leaves: by its own server where it has one, else by the installation's. */
export type Post = {
  /** Behind the @ of each Message-ID. */
  domain: string;
  send: (mail: Mail) => Promise<void>;
};

/** What says that the server, and not one mail, is in trouble. A recipient it refuses shows that it works. */
const OF_ONE_MAIL: readonly (MailProblem | null)[] = [null, "recipient_refused", "refused"];

export async function findServer(sql: Sql, orgId: string): Promise<Stored | null> {
  const [row] = await sql<{ server: unknown }[]>`select ops.mail_server(${orgId}) as server`;
  return row?.server ? stored.parse(row.server) : null;
}

/** With its password in clear, for as long as the mail takes. */
export async function openServer(sql: Sql, orgId: string, server: Stored): Promise<CompanyServer> {
  const { host, port, security, username, sealed } = server;
  const from = { fromName: server.from_name, fromAddress: server.from_address };
  if (sealed === null) return { host, port, security, username, password: null, ...from };
  const password = await openForWorker(sql, orgId, passwordPlace, sealed).catch((error: unknown) => {
    if (!(error instanceof SealBroken)) throw error;
    throw new MailError("The password of the mail server does not open with ENCRYPTION_KEYS.", false, {
      problem: "secret_unreadable",
      cause: error,
    });
  });
  return { host, port, security, username, password, ...from };
}

export async function postOf(sql: Sql, orgId: string): Promise<Post> {
  const server = await findServer(sql, orgId);
  if (!server) return { domain: mailDomain(), send: sendMail };
  const note = (problem: MailProblem | null) =>
    sql`select ops.mail_server_used(${orgId}, ${server.revision}, ${problem})`;
  return {
    domain: domainOf({ fromAddress: server.from_address }),
    async send(mail) {
      try {
        await sendByServer(await openServer(sql, orgId, server), mail);
      } catch (error) {
        if (error instanceof MailError && !OF_ONE_MAIL.includes(error.problem)) await note(error.problem);
        throw error;
      }
      // It has left: a failure here must not send it again.
      await note(null).catch((error: unknown) => log.warn("mail_server_not_noted", { org_id: orgId, error }));
    },
  };
}
