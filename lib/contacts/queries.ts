import "server-only";
import { z } from "zod";
import { contact, type Contact, type contactListQuery } from "@/lib/contacts/schema";
import { notFoundError } from "@/lib/errors";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import type { Page } from "@/lib/http/fields";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export const CONTACT_COLUMNS =
  "id, customer_id, name, role_title, email, phone, is_primary, notes, version, created_at, updated_at, deleted_at";

export function toContact(row: unknown): Contact {
  return contact.parse(row);
}

export async function findContact(client: Client, orgId: string, id: string): Promise<Contact | null> {
  const answer = await client
    .from("customer_contacts")
    .select(CONTACT_COLUMNS)
    .eq("org_id", orgId)
    .eq("id", id)
    .maybeSingle();
  const row = unwrap(answer);
  return row ? toContact(row) : null;
}

export async function getContact(client: Client, orgId: string, id: string): Promise<Contact> {
  const found = await findContact(client, orgId, id);
  if (!found) throw notFoundError();
  return found;
}

const keyOfList = z.object({ id: z.guid() });

/** In the order they were made: ids rise with time, so the key is the id alone. */
export async function listContacts(
  client: Client,
  orgId: string,
  { limit, cursor, customer_id, updated_after, include_deleted }: z.output<typeof contactListQuery>,
): Promise<Page<Contact>> {
  let query = client.from("customer_contacts").select(CONTACT_COLUMNS).eq("org_id", orgId);
  const after = decodeCursor(cursor, keyOfList);
  if (after) query = query.gt("id", after.id);
  if (customer_id) query = query.eq("customer_id", customer_id);
  if (updated_after) query = query.gt("updated_at", updated_after);
  if (!include_deleted) query = query.is("deleted_at", null);
  const rows = unwrap(await query.order("id").limit(limit + 1)) as unknown[];
  return pageFrom(
    rows.map(toContact),
    limit,
    ({ id }) => ({ id }),
    (row) => row,
  );
}
