import { act } from "@/lib/field/outbox";
import type { AnswerValue } from "@/lib/job-checklists/schema";
import type { Visit, VisitChecklist } from "@/lib/sync/schema";
import { useWriting } from "../visit/use-writing";

/** Saves one answer the moment it is given. The version says which one he saw, so that two phones can be merged. */
export function useAnswer(visit: Visit, checklist: VisitChecklist, key: string) {
  const writing = useWriting();
  const say = (value: AnswerValue, note: string | null = null) =>
    writing.write(() =>
      act(
        "checklist.answer",
        checklist.id,
        { key, value, note },
        { visitId: visit.id, baseVersion: checklist.version },
      ),
    );
  return { ...writing, say };
}
