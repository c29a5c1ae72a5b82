import { describe, expect, it } from "vitest";
import { isSame } from "./same";

const visit = () => ({
  id: "a",
  starts_at: null,
  parked: [{ op_id: "b" }],
  job: { title: "Leak", tags: ["x", "y"] },
});

describe("two answers of the store", () => {
  it("are the same when everything in them is", () => {
    expect(isSame([visit()], [visit()])).toBe(true);
    expect(isSame(Number.NaN, Number.NaN)).toBe(true);
    expect(isSame(undefined, undefined)).toBe(true);
  });

  it.each([
    ["a value deep inside", { ...visit(), job: { title: "Leak", tags: ["x", "z"] } }],
    ["one element more", { ...visit(), parked: [{ op_id: "b" }, { op_id: "c" }] }],
    ["a key more", { ...visit(), seen_at: undefined }],
    [
      "another key with the same number of keys",
      { id: "a", starts_at: null, parked: [{ op_id: "b" }], task: null },
    ],
    ["null for nothing", { ...visit(), starts_at: undefined }],
  ])("differ by %s", (_name, other) => {
    expect(isSame(visit(), other)).toBe(false);
    expect(isSame(other, visit())).toBe(false);
  });

  it("differ as list and record, and where they are no plain data", () => {
    expect(isSame([], {})).toBe(false);
    expect(isSame(null, {})).toBe(false);
    expect(isSame(new Blob(["a"]), new Blob(["b"]))).toBe(false);
    expect(isSame(new Date(0), new Date(1))).toBe(false);
  });
});
