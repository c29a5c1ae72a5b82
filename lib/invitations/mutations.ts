import "server-only";
import type { z } from "zod";
import type { Outcome } from "@/lib/http/answer";
import { outcomeFrom, withCurrent } from "@/lib/http/writing";
import { getInvitation, toInvitations } from "@/lib/invitations/queries";
import type { Invitation, invitationCreate } from "@/lib/invitations/schema";
import { membership, type Membership } from "@/lib/organizations/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

async function withNames(client: Client, answer: unknown): Promise<Outcome<Invitation>> {
  const { data, ...rest } = outcomeFrom(answer, (row) => row);
  const [shaped] = await toInvitations(client, [data]);
  if (!shaped) throw new Error("The function answered without an invitation.");
  return { ...rest, data: shaped };
}

/** The mail leaves from the worker, which mints the link's token: no secret passes through here. */
export async function createInvitation(
  client: Client,
  payload: z.output<typeof invitationCreate>,
): Promise<Outcome<Invitation>> {
  return withNames(client, unwrap(await client.rpc("create_invitation", { payload })));
}

export async function resendInvitation(client: Client, id: string): Promise<Outcome<Invitation>> {
  return withNames(client, unwrap(await client.rpc("resend_invitation", { payload: { id } })));
}

export async function revokeInvitation(
  client: Client,
  orgId: string,
  id: string,
  expected: number | null,
): Promise<void> {
  await withCurrent(
    async () => unwrap(await client.rpc("revoke_invitation", { id, expected_version: expected })),
    () => getInvitation(client, orgId, id),
  );
}

export async function acceptInvitation(client: Client, token: string): Promise<Outcome<Membership>> {
  const answer = unwrap(await client.rpc("accept_invitation", { payload: { token } }));
  return outcomeFrom(answer, (data) => membership.parse(data));
}
