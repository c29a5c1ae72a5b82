import { api } from "@/lib/http/fetch";
import type { JobChecklist, JobChecklistCreate, JobChecklistUpdate } from "@/lib/job-checklists/schema";

export const jobChecklistKeys = {
  all: ["job-checklists"] as const,
  list: (jobId: string) => ["job-checklists", "list", jobId] as const,
};

type One = { data: JobChecklist };

export async function fetchJobChecklists(jobId: string, signal?: AbortSignal): Promise<JobChecklist[]> {
  return (await api<{ data: JobChecklist[] }>(`/jobs/${jobId}/checklists`, { signal })).data;
}

export async function addJobChecklist(jobId: string, body: JobChecklistCreate): Promise<JobChecklist> {
  return (await api<One>(`/jobs/${jobId}/checklists`, { method: "POST", body })).data;
}

/** `version` is the one the person saw; an answer changed meanwhile answers 412 with the row in `current`. */
export async function answerJobChecklist(
  jobId: string,
  id: string,
  version: number,
  body: JobChecklistUpdate,
): Promise<JobChecklist> {
  const options = { method: "PATCH" as const, body, ifMatch: version };
  return (await api<One>(`/jobs/${jobId}/checklists/${id}`, options)).data;
}

/** Takes it off the job with its answers; refused once anything is answered. */
export async function removeJobChecklist(jobId: string, id: string, version: number): Promise<JobChecklist> {
  return (await api<One>(`/jobs/${jobId}/checklists/${id}`, { method: "DELETE", ifMatch: version })).data;
}
