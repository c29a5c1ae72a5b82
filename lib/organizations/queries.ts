import "server-only";
import { z } from "zod";
import { invalidField, notFoundError } from "@/lib/errors";
import type { Page } from "@/lib/http/fields";
import { getMe } from "@/lib/me/queries";
import { membership, organization, type Membership, type Organization } from "@/lib/organizations/schema";
import { parsePhone } from "@/lib/phone";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export const ORGANIZATION_COLUMNS =
  "id, name, slug, legal_name, country, currency, locale, time_zone, trade, status, brand_color, sender_name, " +
  "phone, email, address, logo_file_id, version, created_at, updated_at";

export function toOrganization(row: unknown): Organization {
  return organization.parse(row);
}

const chosen = z.looseObject({ id: z.guid().optional(), org_id: z.guid().optional() });

/** The answer of joining or switching: the membership that is active from now on. */
export function toMembership(data: unknown): Membership {
  const { id, org_id = id, ...rest } = chosen.parse(data);
  return membership.parse({ ...rest, org_id, status: "active" });
}

/** Only the one the session works in is visible; another of one's own is 404 until one has switched. */
export async function findOrganization(client: Client, id: string): Promise<Organization | null> {
  const row = unwrap(
    await client.from("organizations").select(ORGANIZATION_COLUMNS).eq("id", id).maybeSingle(),
  );
  return row ? toOrganization(row) : null;
}

export async function getOrganization(client: Client, id: string): Promise<Organization> {
  const found = await findOrganization(client, id);
  if (!found) throw notFoundError();
  return found;
}

/** One person's organizations are few: all of them, on one page. */
export async function listMemberships(client: Client): Promise<Page<Membership>> {
  const { memberships } = await getMe(client);
  return { data: memberships.filter(({ status }) => status !== "removed"), next_cursor: null };
}

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
