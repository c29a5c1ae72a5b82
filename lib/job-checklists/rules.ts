import type { ChecklistItem } from "@/lib/checklists/schema";
import type { AnswerValue } from "@/lib/job-checklists/schema";

type Answer = { value: AnswerValue; note?: string | null | undefined };
export type Answers = Readonly<Record<string, Answer | undefined>>;
type Checklist = { id: string; items: readonly ChecklistItem[]; answers: Answers; is_required: boolean };
type ItemPhoto = { checklist_id: string | null; item_key: string | null };

/** The same rule as private.checklist_shown: a question is shown while the one it depends on is shown and answered so. */
export function shownItems(items: readonly ChecklistItem[], answers: Answers): ChecklistItem[] {
  const shown = new Set<string>();
  return items.filter(({ key, show_if }) => {
    const isShown = !show_if || (shown.has(show_if.key) && answers[show_if.key]?.value === show_if.equals);
    if (isShown) shown.add(key);
    return isShown;
  });
}

/** "Not possible" with a note counts: who could not reach the valve has said so, and must not be stopped by it. */
export function isAnswered(item: ChecklistItem, checklist: Checklist, photos: readonly ItemPhoto[]): boolean {
  const answer = checklist.answers[item.key];
  if (answer?.note?.trim()) return true;
  if (item.kind !== "photo") return hasValue(answer);
  return photos.some((photo) => photo.checklist_id === checklist.id && photo.item_key === item.key);
}

function hasValue(answer: Answer | undefined): boolean {
  const value = answer?.value ?? null;
  return value !== null && (typeof value !== "string" || value.trim() !== "");
}

/** Keys of required questions that are shown and still open, in their order. Of an optional checklist none. */
export function missingKeys(checklist: Checklist, photos: readonly ItemPhoto[]): string[] {
  if (!checklist.is_required) return [];
  return shownItems(checklist.items, checklist.answers)
    .filter((item) => item.required && !isAnswered(item, checklist, photos))
    .map(({ key }) => key);
}

export type Missing =
  { kind: "item"; checklist_id: string; key: string; label: string } | { kind: "signature" };

/** What still keeps a visit from being done. The same as private.visit_missing; empty when nothing does. */
export function missingOf(
  visit: {
    checklists: readonly Checklist[];
    photos: readonly ItemPhoto[];
    signatures: readonly unknown[];
  },
  isSignatureRequired: boolean,
): Missing[] {
  const missing: Missing[] = visit.checklists.flatMap((checklist) => {
    const labels = new Map(checklist.items.map(({ key, label }) => [key, label]));
    return missingKeys(checklist, visit.photos).map((key) => ({
      kind: "item" as const,
      checklist_id: checklist.id,
      key,
      label: labels.get(key) ?? key,
    }));
  });
  if (isSignatureRequired && visit.signatures.length === 0) missing.push({ kind: "signature" });
  return missing;
}
