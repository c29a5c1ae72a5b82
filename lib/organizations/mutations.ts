import "server-only";
import type { z } from "zod";
import { notFoundError } from "@/lib/errors";
import type { Outcome } from "@/lib/http/answer";
import { explainNoRow, outcomeFrom } from "@/lib/http/writing";
import {
  findOrganization,
  normalizePhone,
  ORGANIZATION_COLUMNS,
  toMembership,
  toOrganization,
} from "@/lib/organizations/queries";
import type {
  Membership,
  Organization,
  organizationCreate,
  organizationUpdate,
} from "@/lib/organizations/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

/** The founder becomes its owner, and the session works in it from its next token on. */
export async function createOrganization(
  client: Client,
  body: z.output<typeof organizationCreate>,
): Promise<Outcome<Organization>> {
  return outcomeFrom(unwrap(await client.rpc("create_organization", { payload: body })), toOrganization);
}

export async function updateOrganization(
  client: Client,
  id: string,
  expected: number | null,
  body: z.output<typeof organizationUpdate>,
): Promise<Organization> {
  const changes = { ...body, ...(await normalizePhone(client, id, body)) };
  let update = client.from("organizations").update(changes).eq("id", id);
  if (expected !== null) update = update.eq("version", expected);
  const row = unwrap(await update.select(ORGANIZATION_COLUMNS).maybeSingle());
  return row ? toOrganization(row) : explainNoRow(expected, () => findOrganization(client, id));
}

export async function switchOrganization(client: Client, id: string): Promise<Outcome<Membership>> {
  const answer = unwrap(await client.rpc("switch_organization", { payload: { org_id: id } }));
  return outcomeFrom(answer, toMembership);
}

/** Ends one's own membership. Only of the organization the session works in: the address must name that one. */
export async function leaveOrganization(
  client: Client,
  { userId, orgId }: { userId: string; orgId: string },
  id: string,
): Promise<Outcome<{ user_id: string; org_id: string }>> {
  if (id !== orgId) throw notFoundError();
  const answer = unwrap(await client.rpc("leave_organization", { payload: {} }));
  return outcomeFrom(answer, () => ({ user_id: userId, org_id: orgId }));
}
