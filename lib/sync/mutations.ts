import "server-only";
import { z } from "zod";
import type { Outcome } from "@/lib/http/answer";
import { id, instant } from "@/lib/http/fields";
import { outcomeFrom } from "@/lib/http/writing";
import type { decisionCreate, JournalEntry } from "@/lib/sync-journal/schema";
import { toJournalEntry } from "@/lib/sync/queries";
import { syncOutcome, type syncRequest, type SyncResponse } from "@/lib/sync/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

const applied = z.object({
  results: z.array(z.looseObject({ op_id: id, result: syncOutcome })),
  server_time: instant,
});

/** All of them in one call of the database, each done, merged, parked or refused by itself. */
export async function applyOperations(
  client: Client,
  body: z.output<typeof syncRequest>,
): Promise<SyncResponse> {
  const answer = unwrap(await client.rpc("apply_operations", { payload: body }));
  return applied.parse(answer);
}

export async function decideOperation(
  client: Client,
  opId: string,
  body: z.output<typeof decisionCreate>,
): Promise<Outcome<JournalEntry>> {
  const answer = unwrap(await client.rpc("decide_operation", { payload: { ...body, op_id: opId } }));
  return outcomeFrom(answer, toJournalEntry);
}
