import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";
import type { Activity, ActivityCreate, ActivityFilters } from "@/lib/activities/schema";

export const activityKeys = {
  all: ["activities"] as const,
  list: (of: ActivityFilters) => ["activities", "list", of] as const,
};

type Paging = { cursor?: string | null; limit?: number; signal?: AbortSignal };

/** Latest first. A job's list has the notes of its visits too, a customer's those of its places, jobs and visits. */
export function fetchActivities(
  of: ActivityFilters,
  { cursor, limit, signal }: Paging = {},
): Promise<Page<Activity>> {
  return api(`/activities${queryString({ ...of, cursor, limit })}`, { signal });
}

export async function createActivity(body: ActivityCreate): Promise<Activity> {
  return (await api<{ data: Activity }>("/activities", { method: "POST", body })).data;
}
