import "server-only";
import { z } from "zod";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import { id, instant, type Page } from "@/lib/http/fields";
import { decodeKnown, encodeKnown } from "@/lib/sync/cursor";
import { journalEntry, type JournalEntry, type journalQuery } from "@/lib/sync-journal/schema";
import type { SyncAnswer, syncQuery } from "@/lib/sync/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

// Rows are the database's own and pass as they are: a phone's first fill is half a megabyte, and reading each of its
// fields again would cost more than making it. tests/db/stories/bundle.test.ts holds them to the schema.
const answered = z.object({
  changes: z.array(z.object({ entity: z.string(), id, row: z.unknown() })),
  removals: z.array(z.object({ entity: z.literal("visit"), id })),
  known: z.record(z.string(), z.string()),
  server_time: instant,
});

export async function getSync(
  client: Client,
  { cursor, device_id }: z.output<typeof syncQuery>,
): Promise<SyncAnswer> {
  const payload = { known: decodeKnown(cursor), ...(device_id ? { device_id } : {}) };
  const answer = unwrap(await client.rpc("get_sync", { payload }));
  const { changes, removals, known, server_time } = answered.parse(answer);
  return { changes: changes as SyncAnswer["changes"], removals, cursor: encodeKnown(known), server_time };
}

const keyOfJournal = z.object({ id });

export function toJournalEntry(row: unknown): JournalEntry {
  return journalEntry.parse(row);
}

/** Latest first. A technician reads what he sent; the office everything. */
export async function listOperations(
  client: Client,
  { limit, cursor, ...filters }: z.output<typeof journalQuery>,
): Promise<Page<JournalEntry>> {
  const after = decodeCursor(cursor, keyOfJournal);
  const answer = await client.rpc("list_operations", {
    filters,
    page_limit: limit + 1,
    ...(after ? { after_id: after.id } : {}),
  });
  const rows = z.array(journalEntry.extend({ id })).parse(unwrap(answer));
  return pageFrom(
    rows,
    limit,
    ({ id: lineId }) => ({ id: lineId }),
    (row) => journalEntry.parse(row),
  );
}
