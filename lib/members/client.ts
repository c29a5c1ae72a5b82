import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";
import type { MemberFilters, MemberUpdate, OrganizationMember } from "@/lib/members/schema";

export const memberKeys = {
  all: ["members"] as const,
  list: (filters: MemberFilters) => ["members", "list", filters] as const,
  record: (userId: string) => ["members", "record", userId] as const,
};

type Paging = { cursor?: string | null; limit?: number; signal?: AbortSignal };

export function fetchMembers(
  filters: MemberFilters,
  { cursor, limit, signal }: Paging = {},
): Promise<Page<OrganizationMember>> {
  return api(`/members${queryString({ ...filters, cursor, limit })}`, { signal });
}

export async function fetchMember(userId: string, signal?: AbortSignal): Promise<OrganizationMember> {
  return (await api<{ data: OrganizationMember }>(`/members/${userId}`, { signal })).data;
}

export async function updateMember(
  userId: string,
  version: number,
  body: MemberUpdate,
): Promise<OrganizationMember> {
  return (
    await api<{ data: OrganizationMember }>(`/members/${userId}`, { method: "PATCH", body, ifMatch: version })
  ).data;
}

/** Out at once: the membership decides at the person's very next request. */
export function removeMember(userId: string, version: number): Promise<void> {
  return api(`/members/${userId}`, { method: "DELETE", ifMatch: version });
}
