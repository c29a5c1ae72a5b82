import "server-only";
import type { z } from "zod";
import type { Outcome } from "@/lib/http/answer";
import { outcomeFrom, withCurrent } from "@/lib/http/writing";
import { getInvitation } from "@/lib/invitations/queries";
import { invitation, type Invitation, type invitationCreate } from "@/lib/invitations/schema";
import { toMembership } from "@/lib/organizations/queries";
import type { Membership } from "@/lib/organizations/schema";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

/** Functions answer with state and inviter in place; lists put them there themselves. */
const toInvitation = (data: unknown): Invitation => invitation.parse(data);

/** The mail leaves from the worker, which mints the link's token: no secret passes through here. */
export async function createInvitation(
  client: Client,
  payload: z.output<typeof invitationCreate>,
): Promise<Outcome<Invitation>> {
  return outcomeFrom(unwrap(await client.rpc("create_invitation", { payload })), toInvitation);
}

export async function resendInvitation(client: Client, id: string): Promise<Outcome<Invitation>> {
  return outcomeFrom(unwrap(await client.rpc("resend_invitation", { payload: { id } })), toInvitation);
}

export async function revokeInvitation(
  client: Client,
  orgId: string,
  id: string,
  expected: number | null,
): Promise<void> {
  await withCurrent(
    async () => unwrap(await client.rpc("revoke_invitation", { id, expected_version: nullable(expected) })),
    () => getInvitation(client, orgId, id),
  );
}

export async function acceptInvitation(client: Client, token: string): Promise<Outcome<Membership>> {
  const answer = unwrap(await client.rpc("accept_invitation", { payload: { token } }));
  return outcomeFrom(answer, toMembership);
}
