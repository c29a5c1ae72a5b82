import "server-only";
import { mailServerNetworks } from "@/lib/env";
import { mailServer, type MailServer } from "@/lib/mail-servers/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

/** What the database says, and what the operator allows. */
export function toMailServer(data: unknown): MailServer {
  return mailServer.parse({ ...(data as object), is_plain_possible: mailServerNetworks() !== undefined });
}

export async function getMailServer(client: Client): Promise<MailServer> {
  return toMailServer(unwrap(await client.rpc("get_mail_server")));
}
