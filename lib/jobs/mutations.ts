import "server-only";
import type { z } from "zod";
import type { Outcome } from "@/lib/http/answer";
import { outcomeFrom, rowFrom, withCurrent } from "@/lib/http/writing";
import { getJob, toJob } from "@/lib/jobs/queries";
import type { Job, jobCreate, jobTransition, jobUpdate } from "@/lib/jobs/schema";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function createJob(client: Client, body: z.output<typeof jobCreate>): Promise<Outcome<Job>> {
  return outcomeFrom(unwrap(await client.rpc("create_job", { payload: body })), toJob);
}

/** `expected` is the version the caller saw, null for any. A deleted job is restored first, not changed. */
export async function updateJob(
  client: Client,
  id: string,
  expected: number | null,
  body: z.output<typeof jobUpdate>,
): Promise<Job> {
  const expected_version = nullable(expected);
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("update_job", { id, expected_version, changes: body })),
    () => getJob(client, id),
  );
  return rowFrom(answer, toJob);
}

export async function transitionJob(
  client: Client,
  id: string,
  expected_version: number | null,
  body: z.output<typeof jobTransition>,
): Promise<Outcome<Job>> {
  const payload = { ...body, id, expected_version };
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("transition_job", { payload })),
    () => getJob(client, id),
  );
  return outcomeFrom(answer, toJob);
}

/** Soft, and only while none of its visits is planned or done. */
export async function removeJob(client: Client, id: string, expected: number | null): Promise<Job> {
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("delete_job", { id, expected_version: nullable(expected) })),
    () => getJob(client, id),
  );
  return rowFrom(answer, toJob);
}

export async function restoreJob(client: Client, id: string): Promise<Outcome<Job>> {
  return outcomeFrom(unwrap(await client.rpc("restore_job", { payload: { id } })), toJob);
}
