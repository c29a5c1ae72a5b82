import type { ChecklistItem, ChecklistItemKind } from "@/lib/checklists/schema";

/** A key made of the words it was first asked with; it names the answer for good, however the words change. */
function freshKey(label: string, taken: readonly string[]): string {
  const words = label
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+|_+$/g, "")
    .slice(0, 40);
  const base = words === "" ? "question" : words;
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? base : `${base}_${number}`;
    if (!taken.includes(key)) return key;
  }
}

/** Keys of questions that were written since the sheet was opened begin so; saving gives them their real one. */
const NEW = "new_question_";

export function newQuestion(items: readonly ChecklistItem[]): ChecklistItem {
  return {
    key: freshKey(
      `${NEW}1`,
      items.map(({ key }) => key),
    ),
    label: "",
    kind: "yes_no",
    required: true,
  };
}

/** What is sent: real keys, and conditions that follow them. */
export function withKeys(items: readonly ChecklistItem[]): ChecklistItem[] {
  const renamed = new Map<string, string>();
  const taken = items.map(({ key }) => key).filter((key) => !key.startsWith(NEW));
  for (const { key, label } of items) {
    if (!key.startsWith(NEW)) continue;
    const fresh = freshKey(label, taken);
    taken.push(fresh);
    renamed.set(key, fresh);
  }
  const real = (key: string) => renamed.get(key) ?? key;
  return items.map(({ show_if, ...item }) => ({
    ...item,
    key: real(item.key),
    ...(show_if ? { show_if: { ...show_if, key: real(show_if.key) } } : {}),
  }));
}

/** Another kind of answer: what only the old kind had goes, what the new one needs begins. */
export function ofKind(item: ChecklistItem, kind: ChecklistItemKind): ChecklistItem {
  const { key, label, required, show_if } = item;
  return {
    key,
    label,
    kind,
    required,
    ...(show_if ? { show_if } : {}),
    ...(kind === "choice" ? { options: item.options ?? [] } : {}),
  };
}

/** Moved or removed, a question may no longer stand behind the one its condition names: then it is always asked. */
export function withSoundConditions(items: readonly ChecklistItem[]): ChecklistItem[] {
  const earlier = new Set<string>();
  return items.map((item) => {
    const { show_if, ...rest } = item;
    const isSound = !show_if || earlier.has(show_if.key);
    earlier.add(item.key);
    return isSound ? item : rest;
  });
}

export function moved(items: readonly ChecklistItem[], from: number, to: number): ChecklistItem[] {
  const next = items.filter((_, index) => index !== from);
  const item = items[from];
  return item ? withSoundConditions([...next.slice(0, to), item, ...next.slice(to)]) : [...items];
}
