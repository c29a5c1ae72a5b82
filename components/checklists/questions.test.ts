import { describe, expect, it } from "vitest";
import type { ChecklistItem } from "@/lib/checklists/schema";
import { moved, newQuestion, ofKind, withKeys } from "./questions";

const yesNo = (key: string, label = key): ChecklistItem => ({ key, label, kind: "yes_no", required: true });

describe("keys of new questions", () => {
  it("are made of their words when they are saved, without touching those there are", () => {
    const first = newQuestion([yesNo("gas_off")]);
    const second = newQuestion([yesNo("gas_off"), first]);
    expect(first.key).not.toBe(second.key);
    const items = [
      yesNo("gas_off", "Reworded"),
      { ...first, label: "Größe des Lecks?" },
      { ...second, label: "Gas off", show_if: { key: first.key, equals: true } },
    ];
    expect(withKeys(items)).toMatchObject([
      { key: "gas_off", label: "Reworded" },
      { key: "gro_e_des_lecks" },
      { key: "gas_off_2", show_if: { key: "gro_e_des_lecks", equals: true } },
    ]);
  });
});

describe("another kind of answer", () => {
  it("leaves nothing of the old one behind", () => {
    const number: ChecklistItem = { ...yesNo("co"), kind: "number", unit: "ppm", max: 9 };
    expect(ofKind(number, "photo")).toEqual({ ...yesNo("co"), kind: "photo" });
    expect(ofKind(number, "choice").options).toEqual([]);
  });
});

describe("moving a question", () => {
  it("takes away a condition on one that comes later now", () => {
    const items = [yesNo("a"), { ...yesNo("b"), show_if: { key: "a", equals: true } }, yesNo("c")];
    expect(moved(items, 1, 2)[2]).toEqual(items[1]);
    expect(moved(items, 1, 0)[0]).toEqual(yesNo("b"));
  });
});
