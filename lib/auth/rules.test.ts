import { describe, expect, it } from "vitest";
import { can, landingPath, safeNextPath, type Permissions, type Role } from "./rules";

describe("landingPath", () => {
  const at = (role: Role, permissions: Permissions) =>
    landingPath({ organization: { slug: "northside", role }, permissions });

  it("opens the day of whoever sees all visits, and the customers to whoever keeps the books", () => {
    const office: Permissions = { bookings: { read: "all" }, customers: { read: "all" } };
    expect(at("dispatcher", office)).toBe("/o/northside/today");
    expect(at("viewer", office)).toBe("/o/northside/today");
    expect(at("accountant", office)).toBe("/o/northside/customers");
    expect(at("technician", { bookings: { read: "own" } })).toBe("/field");
  });

  it("leads to the first page one may read", () => {
    expect(at("dispatcher", { customers: { read: "all" } })).toBe("/o/northside/customers");
    expect(at("viewer", {})).toBe("/o/northside/settings/profile");
  });

  it("leads a technician to no office list, though he reads his own customers", () => {
    expect(at("technician", { customers: { read: "own" } })).toBe("/field");
  });

  it("leads a person without an organization to founding one", () => {
    expect(landingPath({ organization: null, permissions: {} })).toBe("/onboarding");
  });
});

describe("can", () => {
  it("takes own for a yes, and a right on another resource for none", () => {
    const holder = { permissions: { customers: { read: "own" as const } } };
    expect(can(holder, "read", "customers")).toBe(true);
    expect(can(holder, "update", "customers")).toBe(false);
    expect(can(holder, "read", "properties")).toBe(false);
  });
});

describe("safeNextPath", () => {
  it.each(["/o/northside/customers?q=a%20b#top", "/switch?to=x&next=%2Fo%2Fx"])("follows %s", (path) => {
    expect(safeNextPath(path)).toBe(path);
  });

  it.each([
    "https://evil.test",
    "//evil.test",
    "/\\evil.test",
    "/o\\evil",
    "/\t/evil.test",
    "javascript:alert(1)",
    "o/northside",
    "",
    null,
    undefined,
  ])("does not follow %j", (path) => {
    expect(safeNextPath(path)).toBeNull();
  });
});
