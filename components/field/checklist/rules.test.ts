import { describe, expect, it } from "vitest";
import type { ChecklistItem } from "@/lib/checklists/schema";
import type { VisitChecklist } from "@/lib/sync/schema";
import { brokenLimit, firstOpen, progressOf, readNumber } from "./rules";

const list = (answers: object): VisitChecklist =>
  ({
    id: "list",
    is_required: true,
    items: [
      { key: "free", label: "Free", kind: "text", required: false },
      { key: "leak", label: "Leak?", kind: "yes_no", required: true },
      { key: "where", label: "Where?", kind: "text", required: true, show_if: { key: "leak", equals: true } },
    ],
    answers,
  }) as unknown as VisitChecklist;
const given = (value: unknown, note: string | null = null) => ({ value, note, at: "", by: null });

describe("a checklist", () => {
  it("counts what is shown: a condition unfolds its question", () => {
    expect(progressOf(list({}), [])).toEqual({ done: 0, total: 2 });
    expect(progressOf(list({ leak: given(true) }), [])).toEqual({ done: 1, total: 3 });
    expect(progressOf(list({ leak: given(null, "Locked") }), [])).toEqual({ done: 1, total: 2 });
  });

  it("leads to the first required question, then to the others", () => {
    expect(firstOpen([list({})], [])).toEqual({ checklistId: "list", key: "leak" });
    expect(firstOpen([list({ leak: given(true) })], [])).toEqual({ checklistId: "list", key: "where" });
    expect(firstOpen([list({ leak: given(false) })], [])).toEqual({ checklistId: "list", key: "free" });
    expect(firstOpen([list({ leak: given(false), free: given("x") })], [])).toBeNull();
  });
});

describe("a number", () => {
  it("is read as it is typed anywhere", () => {
    expect(readNumber(" 4,2 ")).toBe(4.2);
    expect(readNumber("1 200.5")).toBe(1200.5);
    expect(readNumber("-3")).toBe(-3);
    expect(readNumber("0")).toBe(0);
  });

  it("is none where the database would write it otherwise, or it is words", () => {
    for (const text of ["", "four", "1e5", "1,2,3", "1.", "1000000000000000", "0.0000001"]) {
      expect(readNumber(text)).toBeNull();
    }
  });

  it("breaks the limit it is beyond, and none at the limit itself", () => {
    const item = { key: "co", label: "CO", kind: "number", required: true, min: 1, max: 9 } as ChecklistItem;
    expect(brokenLimit(item, 40)).toEqual({ kind: "above", limit: 9 });
    expect(brokenLimit(item, 0)).toEqual({ kind: "below", limit: 1 });
    expect(brokenLimit(item, 9)).toBeNull();
    expect(brokenLimit({ ...item, min: undefined, max: undefined }, 40)).toBeNull();
  });
});
