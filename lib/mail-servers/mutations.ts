import "server-only";
import type { z } from "zod";
import { writeSealed } from "@/lib/crypto/sealed-values";
import { mailServerNetworks } from "@/lib/env";
import { invalidField } from "@/lib/errors";
import type { Outcome } from "@/lib/http/answer";
import { outcomeFrom, rowFrom, withCurrent } from "@/lib/http/writing";
import { getMailServer, toMailServer } from "@/lib/mail-servers/queries";
import { passwordPlace, type MailServer, type mailServerUpdate } from "@/lib/mail-servers/schema";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

/** The password is sealed before the database sees it, bound to this organization's place for it. */
export async function updateMailServer(
  client: Client,
  orgId: string,
  expected: number | null,
  { password, ...fields }: z.output<typeof mailServerUpdate>,
): Promise<MailServer> {
  if (fields.security === "plain" && mailServerNetworks() === undefined)
    throw invalidField("security", "plain_refused", "Without encryption only where the operator allows it.");
  const write = async (changes: typeof fields & { sealed?: string }) => {
    const call = { expected_version: nullable(expected), changes };
    return unwrap(await client.rpc("update_mail_server", call));
  };
  const answer = await withCurrent(
    () =>
      password === undefined
        ? write(fields)
        : writeSealed(orgId, passwordPlace, password, (sealed) => write({ ...fields, sealed })),
    () => getMailServer(client),
  );
  return rowFrom(answer, toMailServer);
}

export async function removeMailServer(client: Client, expected: number | null): Promise<MailServer> {
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("delete_mail_server", { expected_version: nullable(expected) })),
    () => getMailServer(client),
  );
  return rowFrom(answer, toMailServer);
}

/** Answers at once; the worker sends the mail, by the server of this version or by none. */
export async function testMailServer(client: Client, expected: number | null): Promise<Outcome<MailServer>> {
  const payload = { expected_version: expected };
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("test_mail_server", { payload })),
    () => getMailServer(client),
  );
  return outcomeFrom(answer, toMailServer);
}
