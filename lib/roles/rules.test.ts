import { expect, test } from "vitest";
import { changedCells, isLocked, nextScope, rightsWith, withScope } from "./rules";

const cell = { resource: "jobs", permission: "read" } as const;

test("A cell goes from none over own to all, as far as the right and the viewer reach", () => {
  expect([
    nextScope(null, true, "all"),
    nextScope("own", true, "all"),
    nextScope("all", true, "all"),
  ]).toEqual(["own", "all", null]);
  expect(nextScope(null, false, "all")).toBe("all");
  expect([nextScope(null, true, "own"), nextScope("own", true, "own")]).toEqual(["own", null]);
});

test("What one lacks, or holds less far, is locked", () => {
  expect(isLocked({}, null, cell)).toBe(true);
  expect(isLocked({ jobs: { read: "own" } }, "all", cell)).toBe(true);
  expect(isLocked({ jobs: { read: "own" } }, "own", cell)).toBe(false);
});

test("Taking the last right of a kind away leaves nothing of it, and counts as one change", () => {
  const before = { jobs: { read: "all" } } as const;
  expect(withScope(before, cell, null)).toEqual({});
  expect(changedCells(before, withScope(before, cell, "own"))).toEqual([cell]);
});

test("Roles add up, a grant widens, a denial takes the whole right, and what has ended counts for nothing", () => {
  const personal = (effect: "grant" | "deny", is_live = true) =>
    ({ ...cell, scope: "all", effect, is_live }) as const;
  const roles = [{ jobs: { read: "own" } }, { tags: { read: "all" } }] as const;
  expect(rightsWith(roles, [])).toEqual({ jobs: { read: "own" }, tags: { read: "all" } });
  expect(rightsWith(roles, [personal("grant")])).toMatchObject({ jobs: { read: "all" } });
  expect(rightsWith(roles, [personal("grant"), personal("deny")])).toEqual({ tags: { read: "all" } });
  expect(rightsWith(roles, [personal("deny", false)])).toMatchObject({ jobs: { read: "own" } });
});
