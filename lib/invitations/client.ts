import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";
import type { Invitation, InvitationCreate, InvitationFilters } from "@/lib/invitations/schema";
import type { Membership } from "@/lib/organizations/schema";

export const invitationKeys = {
  all: ["invitations"] as const,
  list: (filters: InvitationFilters) => ["invitations", "list", filters] as const,
  record: (id: string) => ["invitations", "record", id] as const,
};

type Paging = { cursor?: string | null; limit?: number; signal?: AbortSignal };

export function fetchInvitations(
  filters: InvitationFilters,
  { cursor, limit, signal }: Paging = {},
): Promise<Page<Invitation>> {
  return api(`/invitations${queryString({ ...filters, cursor, limit })}`, { signal });
}

export async function createInvitation(body: InvitationCreate): Promise<Invitation> {
  return (await api<{ data: Invitation }>("/invitations", { method: "POST", body })).data;
}

/** Sends another mail with another link; the links of the last three mails stay valid. */
export async function resendInvitation(id: string): Promise<Invitation> {
  return (await api<{ data: Invitation }>(`/invitations/${id}/resend`, { method: "POST" })).data;
}

export function revokeInvitation(id: string, version: number): Promise<void> {
  return api(`/invitations/${id}`, { method: "DELETE", ifMatch: version });
}

/** Makes the signed-in person a member and chooses the organization for this session: refreshSession() follows. */
export async function acceptInvitation(token: string): Promise<Membership> {
  return (await api<{ data: Membership }>("/invitations/accept", { method: "POST", body: { token } })).data;
}
