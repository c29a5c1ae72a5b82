import "server-only";
import { z } from "zod";
import { notFoundError } from "@/lib/errors";
import { jobChecklist, type JobChecklist } from "@/lib/job-checklists/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export function toJobChecklist(row: unknown): JobChecklist {
  return jobChecklist.parse(row);
}

/** Throws 404 for a job the caller may not see. */
export async function listJobChecklists(client: Client, jobId: string): Promise<JobChecklist[]> {
  const answer = await client.rpc("list_job_checklists", { job_id: jobId });
  return z.array(jobChecklist).parse(unwrap(answer));
}

export async function getJobChecklist(client: Client, jobId: string, id: string): Promise<JobChecklist> {
  const found = (await listJobChecklists(client, jobId)).find((checklist) => checklist.id === id);
  if (!found) throw notFoundError();
  return found;
}
