import "server-only";
import type { z } from "zod";
import type { Outcome } from "@/lib/http/answer";
import { outcomeFrom, rowFrom, withCurrent } from "@/lib/http/writing";
import { getJobChecklist, toJobChecklist } from "@/lib/job-checklists/queries";
import type { JobChecklist, jobChecklistCreate, jobChecklistUpdate } from "@/lib/job-checklists/schema";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function addJobChecklist(
  client: Client,
  jobId: string,
  body: z.output<typeof jobChecklistCreate>,
): Promise<Outcome<JobChecklist>> {
  const payload = { ...body, job_id: jobId };
  return outcomeFrom(unwrap(await client.rpc("add_job_checklist", { payload })), toJobChecklist);
}

/** `expected` is the version the caller saw, null for any. A checklist of another job is none of this one's. */
export async function answerJobChecklist(
  client: Client,
  jobId: string,
  id: string,
  expected: number | null,
  { answers }: z.output<typeof jobChecklistUpdate>,
): Promise<JobChecklist> {
  await getJobChecklist(client, jobId, id);
  const call = { id, expected_version: nullable(expected), answers };
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("answer_job_checklist", call)),
    () => getJobChecklist(client, jobId, id),
  );
  return rowFrom(answer, toJobChecklist);
}

export async function removeJobChecklist(
  client: Client,
  jobId: string,
  id: string,
  expected: number | null,
): Promise<JobChecklist> {
  await getJobChecklist(client, jobId, id);
  const answer = await withCurrent(
    async () =>
      unwrap(await client.rpc("remove_job_checklist", { id, expected_version: nullable(expected) })),
    () => getJobChecklist(client, jobId, id),
  );
  return rowFrom(answer, toJobChecklist);
}
