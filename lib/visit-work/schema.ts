import { z } from "zod";
import { id } from "@/lib/http/fields";
import { jobChecklist } from "@/lib/job-checklists/schema";
import { photo } from "@/lib/photos/schema";
import { signature } from "@/lib/signatures/schema";
import { timeEntry } from "@/lib/time-entries/schema";

/** What still keeps a visit from being done. */
export const missing = z.union([
  z.object({ kind: z.literal("item"), checklist_id: id, key: z.string(), label: z.string() }),
  z.object({ kind: z.literal("signature") }),
]);

/** What was done during a visit, as the office shows it. */
export const visitWork = z.object({
  missing: z.array(missing),
  checklists: z.array(jobChecklist),
  photos: z.array(photo),
  signatures: z.array(signature),
  time_entries: z.array(timeEntry),
  /** Of its entries, breaks apart, to now where one runs. */
  minutes: z.object({ travel: z.number().int(), on_site: z.number().int(), break: z.number().int() }),
});
export type VisitWork = z.infer<typeof visitWork>;
