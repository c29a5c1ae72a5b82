import "server-only";
import type { z } from "zod";
import { CONTACT_COLUMNS, findContact, getContact, toContact } from "@/lib/contacts/queries";
import type { Contact, contactCreate, contactUpdate } from "@/lib/contacts/schema";
import type { Outcome } from "@/lib/http/answer";
import { explainNoRow, outcomeFrom, rowFrom, withCurrent } from "@/lib/http/writing";
import { normalizePhone } from "@/lib/organizations/queries";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function createContact(
  client: Client,
  orgId: string,
  body: z.output<typeof contactCreate>,
): Promise<Outcome<Contact>> {
  const payload = { ...body, ...(await normalizePhone(client, orgId, body)) };
  return outcomeFrom(unwrap(await client.rpc("create_contact", { payload })), toContact);
}

export async function updateContact(
  client: Client,
  orgId: string,
  id: string,
  expected: number | null,
  body: z.output<typeof contactUpdate>,
): Promise<Contact> {
  const changes = { ...body, ...(await normalizePhone(client, orgId, body)) };
  let update = client
    .from("customer_contacts")
    .update(changes)
    .eq("org_id", orgId)
    .eq("id", id)
    .is("deleted_at", null);
  if (expected !== null) update = update.eq("version", expected);
  const row = unwrap(await update.select(CONTACT_COLUMNS).maybeSingle());
  return row ? toContact(row) : explainNoRow(expected, () => findContact(client, orgId, id));
}

export async function removeContact(
  client: Client,
  orgId: string,
  id: string,
  expected: number | null,
): Promise<Contact> {
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("delete_contact", { id, expected_version: nullable(expected) })),
    () => getContact(client, orgId, id),
  );
  return rowFrom(answer, toContact);
}

export async function restoreContact(client: Client, id: string): Promise<Outcome<Contact>> {
  return outcomeFrom(unwrap(await client.rpc("restore_contact", { payload: { id } })), toContact);
}
