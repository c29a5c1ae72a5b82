import "server-only";
import { z } from "zod";
import { notFoundError } from "@/lib/errors";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import { type Page, wantedValues } from "@/lib/http/fields";
import { job, jobRow, type Job, type jobListQuery, type JobRow } from "@/lib/jobs/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

/** Cuts a row to the shape of the wire; what is missing or of another type is our mistake and throws. */
export function toJob(row: unknown): Job {
  return job.parse(row);
}

export async function findJob(client: Client, id: string): Promise<Job | null> {
  const row = unwrap(await client.rpc("get_job", { id }));
  return row === null ? null : toJob(row);
}

/** Also a deleted one, for who may delete: its page offers to restore it. Throws 404. */
export async function getJob(client: Client, id: string): Promise<Job> {
  const found = await findJob(client, id);
  if (!found) throw notFoundError();
  return found;
}

/** Of the backlog the key has its order too: how urgent, then when it is due. */
const keyOfList = z.object({
  id: z.guid(),
  urgency: z.number().int().optional(),
  due_on: z.string().nullable().optional(),
});
const listed = jobRow.extend({ urgency: z.number().int().optional() });

/** Newest first; what is to be planned by urgency and due day. */
export async function listJobs(
  client: Client,
  { limit, cursor, custom_fields, ...rest }: z.output<typeof jobListQuery>,
): Promise<Page<JobRow>> {
  const filters = custom_fields ? { ...rest, custom_fields: wantedValues(custom_fields) } : rest;
  const after_key = decodeCursor(cursor, keyOfList);
  const answer = await client.rpc("list_jobs", { filters, page_limit: limit + 1, after_key });
  const rows = z.array(listed).parse(unwrap(answer));
  return pageFrom(
    rows,
    limit,
    ({ id, urgency, due_on }) => (urgency === undefined ? { id } : { urgency, due_on, id }),
    (row) => jobRow.parse(row),
  );
}
