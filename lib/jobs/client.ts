import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";
import type { Job, JobCreate, JobFilters, JobRow, JobTransition, JobUpdate } from "@/lib/jobs/schema";

export const jobKeys = {
  all: ["jobs"] as const,
  list: (filters: JobFilters) => ["jobs", "list", filters] as const,
  record: (id: string) => ["jobs", "record", id] as const,
};

type Paging = { cursor?: string | null; limit?: number; signal?: AbortSignal };
type One = { data: Job };

export function fetchJobs(
  filters: JobFilters,
  { cursor, limit, signal }: Paging = {},
): Promise<Page<JobRow>> {
  return api(`/jobs${queryString({ ...filters, cursor, limit })}`, { signal });
}

export async function fetchJob(id: string, signal?: AbortSignal): Promise<Job> {
  return (await api<One>(`/jobs/${id}`, { signal })).data;
}

export async function createJob(body: JobCreate): Promise<Job> {
  return (await api<One>("/jobs", { method: "POST", body })).data;
}

/** `version` is the one the person saw; somebody else's newer change answers 412 with the row in `current`. */
export async function updateJob(id: string, version: number, body: JobUpdate): Promise<Job> {
  return (await api<One>(`/jobs/${id}`, { method: "PATCH", body, ifMatch: version })).data;
}

export async function transitionJob(id: string, version: number, body: JobTransition): Promise<Job> {
  return (await api<One>(`/jobs/${id}/transitions`, { method: "POST", body, ifMatch: version })).data;
}

export async function removeJob(id: string, version: number): Promise<Job> {
  return (await api<One>(`/jobs/${id}`, { method: "DELETE", ifMatch: version })).data;
}

export async function restoreJob(id: string): Promise<Job> {
  return (await api<One>(`/jobs/${id}/restore`, { method: "POST" })).data;
}
