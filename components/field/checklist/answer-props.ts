import type { ChecklistItem } from "@/lib/checklists/schema";
import type { Visit, VisitChecklist } from "@/lib/sync/schema";
import type { useAnswer } from "./use-answer";

/** What each kind of answer gets: the question, and how to save. */
export type AnswerProps = {
  visit: Visit;
  checklist: VisitChecklist;
  item: ChecklistItem;
  labelId: string;
  answer: ReturnType<typeof useAnswer>;
};
