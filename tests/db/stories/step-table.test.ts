import { expect, test } from "vitest";
import { BOOKING_STEPS } from "@/lib/bookings/rules";
import { openCompany } from "./company";

type Line = {
  from_status: string;
  to_status: string;
  needs_reason: boolean;
  permission: string;
  is_field: boolean;
  skipped: string[];
};

const nameOf = (line: Line) => `${line.from_status} ${line.to_status}`;

test("the steps a phone knows without signal are the database's, line by line", async () => {
  const company = await openCompany();
  try {
    const lines = await company.sql<Line[]>`
      select from_status, to_status, needs_reason, permission, is_field, skipped from private.booking_transitions
    `;
    const known = BOOKING_STEPS.map((step) => ({
      from_status: step.from,
      to_status: step.to,
      needs_reason: step.needsReason,
      permission: step.right,
      is_field: step.isField,
      skipped: [...step.skips],
    }));
    const byName = (a: Line, b: Line) => nameOf(a).localeCompare(nameOf(b));
    expect(known.toSorted(byName)).toEqual([...lines].map((line) => ({ ...line })).toSorted(byName));
  } finally {
    await company.database.close();
  }
});
