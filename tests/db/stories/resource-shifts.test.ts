import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createOrganization, createUser, openDatabase, rolledBack } from "../../support/database";
import type { TestDatabase, Transaction } from "../../support/database";

let database: TestDatabase;
let org: string;

beforeAll(async () => {
  database = await openDatabase();
  org = await createOrganization(database.sql, await createUser(database.sql), {
    name: "Northside",
    slug: "northside",
  });
});

afterAll(() => database?.close());

type Hours = [weekday: number, starts: string, ends: string][];

/** An organization without closures, with these hours, and one resource in the zone. */
async function prepare(tx: Transaction, zone: string, business: Hours, own: Hours = []): Promise<string> {
  await tx`delete from public.business_hours where org_id = ${org}`;
  await tx`delete from public.business_closures where org_id = ${org}`;
  for (const [weekday, opens, closes] of business)
    await tx`insert into public.business_hours (org_id, weekday, opens, closes) values (${org}, ${weekday}, ${opens}, ${closes})`;
  const [row] = await tx<{ id: string }[]>`
    insert into public.bookable_resources (org_id, kind, name, time_zone) values (${org}, 'technician', 'Dana', ${zone}) returning id`;
  const id = row?.id ?? "";
  for (const [weekday, starts, ends] of own)
    await tx`insert into public.resource_availability (org_id, resource_id, weekday, starts, ends)
      values (${org}, ${id}, ${weekday}, ${starts}, ${ends})`;
  return id;
}

/** The shifts as "from – to" in UTC, to the minute. */
async function shifts(tx: Transaction, ids: string[], from: string, to: string): Promise<string[]> {
  const rows = await tx<{ line: string }[]>`
    select to_char(lower(s.shift) at time zone 'UTC', 'DD HH24:MI') || ' – ' ||
      to_char(upper(s.shift) at time zone 'UTC', 'DD HH24:MI') as line
    from private.resource_shifts(${org}, ${ids}, ${from}, ${to}) as s
    order by s.resource_id, lower(s.shift)`;
  return rows.map((row) => row.line);
}

const everyDay = (starts: string, ends: string): Hours =>
  [1, 2, 3, 4, 5, 6, 7].map((weekday) => [weekday, starts, ends]);

describe("on the day the clocks change", () => {
  it.each([
    ["America/New_York", "2026-11-01", "01 04:00 – 02 05:00", "01 05:30 – 01 08:30", "01 13:00 – 01 22:00"],
    ["America/New_York", "2027-03-14", "14 05:00 – 15 04:00", "14 06:30 – 14 07:30", "14 12:00 – 14 21:00"],
    ["Europe/Berlin", "2026-10-25", "24 22:00 – 25 23:00", "24 23:30 – 25 02:30", "25 07:00 – 25 16:00"],
    ["Europe/Berlin", "2027-03-28", "27 23:00 – 28 22:00", "28 00:30 – 28 01:30", "28 06:00 – 28 15:00"],
    [
      "Australia/Lord_Howe",
      "2026-10-04",
      "03 13:30 – 04 13:00",
      "03 15:00 – 03 16:30",
      "03 21:00 – 04 06:00",
    ],
    [
      "Australia/Lord_Howe",
      "2027-04-04",
      "03 13:00 – 04 13:30",
      "03 14:30 – 03 17:00",
      "03 21:30 – 04 06:30",
    ],
  ])(
    "in %s on %s a whole day, a night and a day shift are as long as they really are",
    async (zone, day, whole, night, usual) => {
      const spans = [
        ["00:00", "24:00", whole],
        ["01:30", "03:30", night],
        ["08:00", "17:00", usual],
      ] as const;
      for (const [starts, ends, expected] of spans) {
        const found = await rolledBack(database.sql, async (tx) => {
          const weekday = new Date(`${day}T12:00:00Z`).getUTCDay() || 7;
          const id = await prepare(tx, zone, [], [[weekday, starts, ends]]);
          const [range] = await tx<{ from: string; to: string }[]>`
          select (${day}::date - 2)::text as from, (${day}::date + 2)::text as to`;
          return shifts(tx, [id], range?.from ?? "", range?.to ?? "");
        });
        expect(found, `${starts} to ${ends}`).toEqual([expected]);
      }
    },
  );

  it("a shift inside the hour that does not exist vanishes instead of ending before it starts", async () => {
    const found = await rolledBack(database.sql, async (tx) => {
      const id = await prepare(
        tx,
        "Europe/Berlin",
        [],
        [
          [7, "02:30", "03:00"],
          [7, "09:00", "10:00"],
        ],
      );
      return shifts(tx, [id], "2027-03-27T00:00Z", "2027-03-30T00:00Z");
    });
    expect(found).toEqual(["28 07:00 – 28 08:00"]);
  });
});

describe("whose hours", () => {
  it("a resource without hours of its own keeps the business hours, in its own zone", async () => {
    const found = await rolledBack(database.sql, async (tx) => {
      const id = await prepare(tx, "Europe/Berlin", [
        [1, "08:00", "12:00"],
        [1, "13:00", "17:00"],
      ]);
      return shifts(tx, [id], "2026-11-22T00:00Z", "2026-11-25T00:00Z");
    });
    expect(found).toEqual(["23 07:00 – 23 11:00", "23 12:00 – 23 16:00"]);
  });

  it("own hours replace the business hours on every day, also on those without any", async () => {
    const found = await rolledBack(database.sql, async (tx) => {
      const id = await prepare(tx, "UTC", everyDay("08:00", "17:00"), [[3, "10:00", "14:00"]]);
      return shifts(tx, [id], "2026-11-23T00:00Z", "2026-11-30T00:00Z");
    });
    expect(found).toEqual(["25 10:00 – 25 14:00"]);
  });

  it("a night over midnight is one shift, and what is asked for cuts the first and the last", async () => {
    const found = await rolledBack(database.sql, async (tx) => {
      const id = await prepare(
        tx,
        "UTC",
        [],
        [
          [1, "22:00", "24:00"],
          [2, "00:00", "06:00"],
          [2, "20:00", "24:00"],
        ],
      );
      return shifts(tx, [id], "2026-11-23T23:00Z", "2026-11-24T21:30Z");
    });
    expect(found).toEqual(["23 23:00 – 24 06:00", "24 20:00 – 24 21:30"]);
  });

  it("closed days have no shift; deleted closures and resources count as none", async () => {
    const found = await rolledBack(database.sql, async (tx) => {
      const id = await prepare(tx, "UTC", everyDay("08:00", "09:00"));
      await tx`insert into public.business_closures (org_id, name, starts_on, ends_on, deleted_at) values
        (${org}, 'Thanksgiving', '2026-11-26', '2026-11-27', null), (${org}, 'Gone', '2026-11-25', '2026-11-25', now())`;
      const [other] = await tx<{ id: string }[]>`
        insert into public.bookable_resources (org_id, kind, name, time_zone, deleted_at)
        values (${org}, 'vehicle', 'Van', 'UTC', now()) returning id`;
      return shifts(tx, [id, other?.id ?? ""], "2026-11-25T00:00Z", "2026-11-29T00:00Z");
    });
    expect(found).toEqual(["25 08:00 – 25 09:00", "28 08:00 – 28 09:00"]);
  });
});
