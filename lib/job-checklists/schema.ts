import { z } from "zod";
import { checklistItem } from "@/lib/checklists/schema";
import { id, instant, optionalProse, version } from "@/lib/http/fields";

/** A number with more digits than these would be written differently by the phone and by the database. */
const number = z
  .number()
  .refine((value) => value === 0 || (Math.abs(value) >= 1e-6 && Math.abs(value) < 1e15), {
    error: "This number is too large or too small.",
    params: { code: "invalid" },
  });
export const answerValue = z.union([z.boolean(), number, z.string().max(5_000), z.null()]);
export type AnswerValue = z.infer<typeof answerValue>;

/** `value: null` with a note says "not possible, because"; `was` keeps an answer that another one replaced unseen. */
export const checklistAnswer = z.object({
  value: answerValue,
  note: z.string().nullish(),
  at: instant,
  by: id.nullable(),
  by_name: z.string().nullish(),
  was: z
    .array(z.object({ value: answerValue, note: z.string().nullish(), at: instant, by: id.nullable() }))
    .optional(),
});
export type ChecklistAnswer = z.infer<typeof checklistAnswer>;

/** A job's own copy of a checklist with what was answered. The template may change at any time without changing it. */
export const jobChecklist = z.object({
  id,
  job_id: id,
  template_id: id.nullable(),
  name: z.string(),
  items: z.array(checklistItem),
  answers: z.record(z.string(), checklistAnswer),
  /** Whether its required questions must be answered before the work is done. */
  is_required: z.boolean(),
  completed_at: instant.nullable(),
  version,
  created_at: instant,
  updated_at: instant,
});
export type JobChecklist = z.infer<typeof jobChecklist>;

export const jobChecklistCreate = z.strictObject({ template_id: id, is_required: z.boolean().optional() });
export type JobChecklistCreate = z.input<typeof jobChecklistCreate>;

/** One answer; `value: null` without a note takes it back. */
export const checklistAnswerInput = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,59}$/),
  value: answerValue,
  note: optionalProse(1_000),
});

/** Answers from the office, some or all of them. */
export const jobChecklistUpdate = z.strictObject({
  answers: z.array(checklistAnswerInput).min(1).max(200),
});
export type JobChecklistUpdate = z.input<typeof jobChecklistUpdate>;
