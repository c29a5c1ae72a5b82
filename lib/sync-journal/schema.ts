import { z } from "zod";
import { id, instant, pageQuery } from "@/lib/http/fields";
import { decision, resultDetail, syncOutcome } from "@/lib/sync/schema";

/** An operation of a phone as the office sees it. `parked` waits for a person, `with_office` was handed to the office. */
export const journalEntry = z.object({
  op_id: id,
  user: z.object({ id, name: z.string().nullable() }),
  device: z.object({ id, name: z.string() }).nullable(),
  kind: z.string(),
  entity: z.string(),
  entity_id: id,
  booking: z.object({ id, number: z.string(), customer_name: z.string() }).nullable(),
  device_time: instant,
  clock_offset_ms: z.int(),
  received_at: instant,
  payload: z.record(z.string(), z.json()),
  result: syncOutcome,
  code: z.string().nullable(),
  detail: resultDetail.nullable(),
  /** The record as it was at the office when the operation arrived. */
  office: z.record(z.string(), z.json()).nullable(),
  state: z.enum(["parked", "with_office", "decided", "done"]),
  decision: z.enum(["keep_mine", "take_office", "note"]).nullable(),
  decision_reason: z.string().nullable(),
  decided_by: z.object({ id, name: z.string().nullable() }).nullable(),
  decided_at: instant.nullable(),
});
export type JournalEntry = z.infer<typeof journalEntry>;

export const journalQuery = z.strictObject({
  ...pageQuery,
  state: z.enum(["parked", "all"]).default("parked"),
  user_id: id.optional(),
  booking_id: id.optional(),
});
export type JournalFilters = Partial<Omit<z.output<typeof journalQuery>, "limit" | "cursor">>;

export const operationParams = z.object({ op_id: id });
/**
 * `apply` does what the phone said by the legal steps, `note` files it as a note on the visit, `discard` takes the
 * office's version, `ask_office` hands a technician's own to the office, `retry` tries it again as it is.
 */
export const decisionCreate = z.strictObject({
  decision,
  reason: z.string().trim().min(1).max(1_000).nullish(),
});
export type DecisionCreate = z.input<typeof decisionCreate>;
