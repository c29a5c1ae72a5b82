import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { staleHeads } from "./rules";

/** The first words of the query keys that there are. */
const heads = readdirSync("lib")
  .map((feature) => `lib/${feature}/client.ts`)
  .filter((file) => existsSync(file))
  .flatMap((file) => [...readFileSync(file, "utf8").matchAll(/all: \["([a-z-]+)"/g)].map(([, head]) => head));

const item = (entity: string) => ({ type: `${entity}.updated`, entity, id: "1" });

test("a visit that changed makes the board, the lists and its work old, and no customer", () => {
  const stale = staleHeads([item("booking")]);
  expect(stale).toContain("bookings");
  expect(stale).toContain("visit-work");
  expect(stale).toContain("history");
  expect(stale).not.toContain("customers");
});

test("what may have been missed, and what is not known here, makes everything old", () => {
  expect(staleHeads(null)).toBeNull();
  expect(staleHeads([item("booking"), item("something_new")])).toBeNull();
  expect(staleHeads([])).toEqual(new Set());
});

test.each([
  "booking",
  "job",
  "booking_request",
  "customer",
  "contact",
  "property",
  "resource",
  "availability",
  "crew",
  "time_off",
  "activity",
  "service_type",
  "skill",
  "checklist",
  "service_zone",
  "closure",
  "tag",
  "saved_view",
  "setting",
  "member",
  "invitation",
  "job_checklist",
  "photo",
  "signature",
  "report",
  "time_entry",
  "operation",
  "device",
  "file",
  "attachment",
])("what a change of a %s makes old is the key of some query", (entity) => {
  const stale = [...(staleHeads([item(entity)]) ?? [])];
  expect(stale.length).toBeGreaterThan(1);
  expect(stale.filter((head) => !heads.includes(head))).toEqual([]);
});
