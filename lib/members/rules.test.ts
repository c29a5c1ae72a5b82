import { describe, expect, it } from "vitest";
import type { Role } from "@/lib/auth/rules";
import { compareRights, grantableRoles, lockReason } from "./rules";

const actor = (role: Role, permissions = { members: { update: "all" as const } }) => ({
  user: { id: "me" },
  organization: { role },
  permissions,
});

describe("grantableRoles", () => {
  it("has the owner for owners alone", () => {
    expect(grantableRoles(actor("owner"))).toContain("owner");
    expect(grantableRoles(actor("admin"))).toEqual([
      "admin",
      "dispatcher",
      "technician",
      "accountant",
      "viewer",
    ]);
  });
});

describe("lockReason", () => {
  const target = (role: Role) => ({ user_id: "other", role });

  it.each([
    [
      "a viewer without the right",
      { ...actor("viewer"), permissions: {} },
      target("viewer"),
      2,
      "no_permission",
    ],
    ["an admin before an owner", actor("admin"), target("owner"), 2, "owner_only"],
    ["an owner before the last owner", actor("owner"), target("owner"), 1, "last_owner"],
    ["an owner before one of two", actor("owner"), target("owner"), 2, null],
    ["an admin before a dispatcher", actor("admin"), target("dispatcher"), 1, null],
  ] as const)("says to %s: %5$s", (_, who, whom, owners, reason) => {
    expect(lockReason(who, whom, owners)).toBe(reason);
  });
});

describe("compareRights", () => {
  it("names what is gained and lost, and counts a narrowed right as lost", () => {
    const before = { customers: { read: "all", update: "all" }, members: { read: "all" } } as const;
    const after = { customers: { read: "own", delete: "all" }, members: { read: "all" } } as const;
    expect(compareRights(before, after)).toEqual({
      gains: [{ resource: "customers", permission: "delete", scope: "all" }],
      losses: [
        { resource: "customers", permission: "read", scope: "all" },
        { resource: "customers", permission: "update", scope: "all" },
      ],
    });
  });

  it("finds nothing between equal rights", () => {
    const rights = { customers: { read: "own" } } as const;
    expect(compareRights(rights, rights)).toEqual({ gains: [], losses: [] });
  });
});
