import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";
import type { MemberSession, UserActivity } from "@/lib/user-activity/schema";

export const userActivityKeys = {
  all: ["user-activity"] as const,
  list: (userId: string) => ["user-activity", "list", userId] as const,
  sessions: (userId: string) => ["user-activity", "sessions", userId] as const,
};

type Paging = { cursor?: string | null; limit?: number; signal?: AbortSignal };

export function fetchUserActivity(
  userId: string,
  { cursor, limit, signal }: Paging = {},
): Promise<Page<UserActivity>> {
  return api(`/members/${userId}/activity${queryString({ cursor, limit })}`, { signal });
}

export async function fetchMemberSessions(userId: string, signal?: AbortSignal): Promise<MemberSession[]> {
  return (await api<Page<MemberSession>>(`/members/${userId}/sessions`, { signal })).data;
}
