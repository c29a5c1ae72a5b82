import { api, queryString } from "@/lib/http/fetch";
import type {
  Explanation,
  Holder,
  MemberPermissions,
  PermissionOverview,
  PersonalCreate,
  PersonalPermission,
} from "@/lib/permissions/schema";

type Right = { permission: string; resource: string };

export const permissionKeys = {
  all: ["permissions"] as const,
  overview: ["permissions", "overview"] as const,
  ofMember: (userId: string) => ["permissions", "member", userId] as const,
  explanation: (userId: string, right: Right) => ["permissions", "explanation", userId, right] as const,
  holders: (right: Right) => ["permissions", "holders", right] as const,
};

export async function fetchPermissions(signal?: AbortSignal): Promise<PermissionOverview> {
  return (await api<{ data: PermissionOverview }>("/permissions", { signal })).data;
}

export async function fetchMemberPermissions(
  userId: string,
  signal?: AbortSignal,
): Promise<MemberPermissions> {
  return (await api<{ data: MemberPermissions }>(`/members/${userId}/permissions`, { signal })).data;
}

export async function fetchExplanation(
  userId: string,
  right: Right,
  signal?: AbortSignal,
): Promise<Explanation> {
  const query = queryString({ user_id: userId, ...right });
  return (await api<{ data: Explanation }>(`/permissions/explanation${query}`, { signal })).data;
}

export async function fetchHolders(right: Right, signal?: AbortSignal): Promise<Holder[]> {
  return (await api<{ data: Holder[] }>(`/permissions/holders${queryString(right)}`, { signal })).data;
}

export async function givePermission(userId: string, body: PersonalCreate): Promise<PersonalPermission> {
  const path = `/members/${userId}/permissions`;
  return (await api<{ data: PersonalPermission }>(path, { method: "POST", body })).data;
}

export function takePermissionBack(userId: string, id: string): Promise<void> {
  return api(`/members/${userId}/permissions/${id}`, { method: "DELETE" });
}
