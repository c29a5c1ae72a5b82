import { describe, expect, it } from "vitest";
import type { Role } from "@/lib/auth/rules";
import { grantableRoles, lockReason } from "./rules";

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
