import "server-only";
import { invalidField } from "@/lib/errors";
import { parsePhone } from "@/lib/phone";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

type WithPhone = { phone?: string | null | undefined };

/**
 * The phone of a write as E.164; empty when the write names none. A number without a leading plus is one of the
 * organization's country, which is asked for only then.
 */
export async function normalizePhone(
  client: Client,
  orgId: string,
  { phone }: WithPhone,
): Promise<WithPhone> {
  if (phone === undefined) return {};
  if (phone === null) return { phone };
  const country = phone.startsWith("+") ? null : await countryOf(client, orgId);
  const number = parsePhone(phone, country);
  if (!number) throw invalidField("phone", "invalid_phone", "This is not a phone number.");
  return { phone: number };
}

async function countryOf(client: Client, orgId: string): Promise<string | null> {
  const row = unwrap(await client.from("organizations").select("country").eq("id", orgId).maybeSingle());
  return row?.country ?? null;
}
