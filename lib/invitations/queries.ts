import "server-only";
import { z } from "zod";
import { notFoundError } from "@/lib/errors";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import type { Page } from "@/lib/http/fields";
import { peekInvitation } from "@/lib/http/gate";
import {
  invitation,
  invitationPeek,
  type Invitation,
  type invitationListQuery,
  type InvitationPeek,
} from "@/lib/invitations/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

const COLUMNS =
  "id, email, role, message, expires_at, sent_at, send_error, invited_by, accepted_at, revoked_at, version, created_at";

const stored = z.looseObject({
  invited_by: z.guid().nullable(),
  accepted_at: z.string().nullable(),
  revoked_at: z.string().nullable(),
  expires_at: z.string(),
});
type Stored = z.infer<typeof stored>;

/** The state is not stored: a pending invitation becomes an expired one by time alone. */
function statusOf({ accepted_at, revoked_at, expires_at }: Stored): Invitation["status"] {
  if (accepted_at) return "accepted";
  if (revoked_at) return "revoked";
  return Date.parse(expires_at) <= Date.now() ? "expired" : "pending";
}

/** Rows with the inviters' names. Three keys lead from here to members, so the names are a query of their own. */
async function toInvitations(client: Client, rows: unknown[]): Promise<Invitation[]> {
  const parsed = rows.map((row) => stored.parse(row));
  const ids = [...new Set(parsed.map(({ invited_by }) => invited_by).filter((id) => id !== null))];
  const people =
    ids.length === 0 ? [] : unwrap(await client.from("profiles").select("id, name").in("id", ids));
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return parsed.map((row) => {
    const inviter = row.invited_by;
    const invited_by = inviter ? { id: inviter, name: names.get(inviter) ?? null } : null;
    return invitation.parse({ ...row, invited_by, status: statusOf(row) });
  });
}

export async function findInvitation(client: Client, orgId: string, id: string): Promise<Invitation | null> {
  const answer = await client
    .from("organization_invitations")
    .select(COLUMNS)
    .eq("org_id", orgId)
    .eq("id", id)
    .maybeSingle();
  const row = unwrap(answer);
  return row ? ((await toInvitations(client, [row]))[0] ?? null) : null;
}

export async function getInvitation(client: Client, orgId: string, id: string): Promise<Invitation> {
  const found = await findInvitation(client, orgId, id);
  if (!found) throw notFoundError();
  return found;
}

const keyOfList = z.object({ id: z.guid() });

/** Latest first. */
export async function listInvitations(
  client: Client,
  orgId: string,
  { limit, cursor, status }: z.output<typeof invitationListQuery>,
): Promise<Page<Invitation>> {
  let query = client.from("organization_invitations").select(COLUMNS).eq("org_id", orgId);
  const after = decodeCursor(cursor, keyOfList);
  if (after) query = query.lt("id", after.id);
  const now = new Date().toISOString();
  if (status === "accepted") query = query.not("accepted_at", "is", null);
  if (status === "revoked") query = query.not("revoked_at", "is", null);
  if (status === "pending" || status === "expired")
    query = query.is("accepted_at", null).is("revoked_at", null);
  if (status === "pending") query = query.gt("expires_at", now);
  if (status === "expired") query = query.lte("expires_at", now);
  const rows = unwrap(await query.order("id", { ascending: false }).limit(limit + 1)) as unknown[];
  return pageFrom(
    await toInvitations(client, rows),
    limit,
    ({ id }) => ({ id }),
    (row) => row,
  );
}

/** For the page behind a link, before anyone has signed in. Null for a token nobody was sent. */
export async function findInvitationByToken(token: string): Promise<InvitationPeek | null> {
  const answer = await peekInvitation(token);
  if (!answer) return null;
  const { invited_by, ...rest } = z.looseObject({ invited_by: z.string().nullable() }).parse(answer);
  return invitationPeek.parse({ ...rest, inviter: invited_by });
}
