import "server-only";
import { z } from "zod";
import { openSealed } from "@/lib/crypto/sealed-values";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import { id, instant, type Page } from "@/lib/http/fields";
import { log } from "@/lib/log";
import { gateCodePlace } from "@/lib/properties/rules";
import { decodeKnown, encodeKnown } from "@/lib/sync/cursor";
import { journalEntry, type JournalEntry, type journalQuery } from "@/lib/sync-journal/schema";
import type { FieldGateCode, SyncAnswer, syncQuery } from "@/lib/sync/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

// Rows are the database's own and pass as they are: a phone's first fill is half a megabyte, and reading each of its
// fields again would cost more than making it. tests/db/stories/bundle.test.ts holds them to the schema.
const answered = z.object({
  changes: z.array(z.object({ entity: z.string(), id, row: z.unknown() })),
  removals: z.array(z.object({ entity: z.literal("visit"), id })),
  gate_codes: z.array(z.object({ property_id: id, sealed: z.string(), until: instant })),
  known: z.record(z.string(), z.string()),
  server_time: instant,
});

export async function getSync(
  client: Client,
  orgId: string,
  { cursor, device_id }: z.output<typeof syncQuery>,
): Promise<SyncAnswer> {
  const payload = { known: decodeKnown(cursor), ...(device_id ? { device_id } : {}) };
  const answer = unwrap(await client.rpc("get_sync", { payload }));
  const { changes, removals, gate_codes, known, server_time } = answered.parse(answer);
  return {
    changes: changes as SyncAnswer["changes"],
    removals,
    gate_codes: await openGateCodes(orgId, gate_codes),
    cursor: encodeKnown(known),
    server_time,
  };
}

/** A code that does not open is left out: the phone must get its visits all the same. */
async function openGateCodes(
  orgId: string,
  sealed: z.output<typeof answered>["gate_codes"],
): Promise<FieldGateCode[]> {
  const opened = await Promise.all(
    sealed.map(({ property_id, sealed: text, until }) =>
      openSealed(orgId, gateCodePlace(property_id), text).then(
        (code) => ({ property_id, code, until }),
        (error: unknown) => {
          log.error("gate_code_not_opened", { org_id: orgId, property_id, error });
          return null;
        },
      ),
    ),
  );
  return opened.filter((each) => each !== null);
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
