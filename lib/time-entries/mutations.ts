import "server-only";
import type { z } from "zod";
import type { Outcome } from "@/lib/http/answer";
import { outcomeFrom, rowFrom, withCurrent } from "@/lib/http/writing";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";
import { getTimeEntry, toTimeEntry } from "@/lib/time-entries/queries";
import type { TimeEntry, timeEntryCreate, timeEntryUpdate } from "@/lib/time-entries/schema";

export async function createTimeEntry(
  client: Client,
  body: z.output<typeof timeEntryCreate>,
): Promise<Outcome<TimeEntry>> {
  return outcomeFrom(unwrap(await client.rpc("create_time_entry", { payload: body })), toTimeEntry);
}

/** `expected` is the version the caller saw, null for any. */
export async function correctTimeEntry(
  client: Client,
  id: string,
  expected: number | null,
  body: z.output<typeof timeEntryUpdate>,
): Promise<TimeEntry> {
  const call = { id, expected_version: nullable(expected), changes: body };
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("update_time_entry", call)),
    () => getTimeEntry(client, id),
  );
  return rowFrom(answer, toTimeEntry);
}

export async function removeTimeEntry(
  client: Client,
  id: string,
  expected: number | null,
): Promise<TimeEntry> {
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("delete_time_entry", { id, expected_version: nullable(expected) })),
    () => getTimeEntry(client, id),
  );
  return rowFrom(answer, toTimeEntry);
}

export async function restoreTimeEntry(client: Client, id: string): Promise<Outcome<TimeEntry>> {
  return outcomeFrom(unwrap(await client.rpc("restore_time_entry", { payload: { id } })), toTimeEntry);
}
