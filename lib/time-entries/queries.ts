import "server-only";
import { z } from "zod";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import { id, instant, type Page } from "@/lib/http/fields";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";
import { timeEntry, type TimeEntry, type timeEntryListQuery } from "@/lib/time-entries/schema";

export function toTimeEntry(row: unknown): TimeEntry {
  return timeEntry.parse(row);
}

/** Also a deleted one, for who may delete. Throws 404. */
export async function getTimeEntry(client: Client, entryId: string): Promise<TimeEntry> {
  return toTimeEntry(unwrap(await client.rpc("get_time_entry", { id: entryId })));
}

const keyOfList = z.object({ starts_at: instant, id });

/** Latest first. */
export async function listTimeEntries(
  client: Client,
  { limit, cursor, ...filters }: z.output<typeof timeEntryListQuery>,
): Promise<Page<TimeEntry>> {
  const after_key = decodeCursor(cursor, keyOfList);
  const answer = await client.rpc("list_time_entries", { filters, page_limit: limit + 1, after_key });
  const rows = z.array(timeEntry).parse(unwrap(answer));
  return pageFrom(
    rows,
    limit,
    ({ starts_at, id: entryId }) => ({ starts_at, id: entryId }),
    (row) => row,
  );
}
