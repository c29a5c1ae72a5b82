import type { ChecklistItem } from "@/lib/checklists/schema";
import { isAnswered, shownItems } from "@/lib/job-checklists/rules";
import type { Visit, VisitChecklist } from "@/lib/sync/schema";

/** How far a checklist is; questions that a condition hides do not count. */
export function progressOf(
  checklist: VisitChecklist,
  photos: Visit["photos"],
): { done: number; total: number } {
  const shown = shownItems(checklist.items, checklist.answers);
  return { done: shown.filter((item) => isAnswered(item, checklist, photos)).length, total: shown.length };
}

/** The first question still open, in the order they are read; required ones only where any is left. */
export function firstOpen(
  checklists: readonly VisitChecklist[],
  photos: Visit["photos"],
): { checklistId: string; key: string } | null {
  const open = checklists.flatMap((checklist) =>
    shownItems(checklist.items, checklist.answers)
      .filter((item) => !isAnswered(item, checklist, photos))
      .map((item) => ({
        checklistId: checklist.id,
        key: item.key,
        isRequired: checklist.is_required && item.required,
      })),
  );
  const found = open.find(({ isRequired }) => isRequired) ?? open[0];
  return found ? { checklistId: found.checklistId, key: found.key } : null;
}

/** A number as a technician types it: comma or point, spaces between thousands or none; null where it is none. */
export function readNumber(text: string): number | null {
  const plain = text
    .trim()
    .replaceAll(/[\s\u00a0]/g, "")
    .replace(",", ".");
  if (!/^[+-]?\d+(?:\.\d+)?$/.test(plain)) return null;
  const value = Number(plain);
  return Math.abs(value) < 1e15 && (value === 0 || Math.abs(value) >= 1e-6) ? value : null;
}

export type Limit = { kind: "above" | "below"; limit: number };

/** Which limit of the question a value breaks. */
export function brokenLimit({ min, max }: ChecklistItem, value: number): Limit | null {
  if (max !== undefined && value > max) return { kind: "above", limit: max };
  if (min !== undefined && value < min) return { kind: "below", limit: min };
  return null;
}
