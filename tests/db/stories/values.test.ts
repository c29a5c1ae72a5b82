import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "@/tests/support/database";
import type { TestDatabase } from "@/tests/support/database";

let database: TestDatabase;

beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

describe("wall time becomes an instant", () => {
  test.each([
    ["an ordinary day", "2026-06-01 09:00", "America/New_York", "2026-06-01T13:00:00.000Z"],
    [
      "the hour that exists twice, the first",
      "2026-11-01 01:30",
      "America/New_York",
      "2026-11-01T05:30:00.000Z",
    ],
    [
      "the hour that does not exist, moved forward",
      "2026-03-08 02:30",
      "America/New_York",
      "2026-03-08T07:30:00.000Z",
    ],
    ["twice in Berlin", "2026-10-25 02:30", "Europe/Berlin", "2026-10-25T00:30:00.000Z"],
    ["the gap in Berlin", "2026-03-29 02:30", "Europe/Berlin", "2026-03-29T01:30:00.000Z"],
    [
      "half an hour of daylight saving, twice",
      "2026-04-05 01:45",
      "Australia/Lord_Howe",
      "2026-04-04T14:45:00.000Z",
    ],
    ["the gap of half an hour", "2026-10-04 02:15", "Australia/Lord_Howe", "2026-10-03T15:45:00.000Z"],
    ["the far side of the date line", "2026-01-01 00:15", "Pacific/Kiritimati", "2025-12-31T10:15:00.000Z"],
    ["a zone without daylight saving", "2026-07-01 12:00", "Asia/Kolkata", "2026-07-01T06:30:00.000Z"],
  ])("%s", async (_case, wall, zone, instant) => {
    const [row] = await database.sql<{ at: Date }[]>`
      select private.local_to_utc(${wall}::text::timestamp, ${zone}) as at`;
    expect(row?.at.toISOString()).toBe(instant);
  });
});

test("new keys are version 7 of RFC 9562, in the order of time, and never twice", async () => {
  const rows = await database.sql<{ id: string }[]>`
    select private.uuid_v7()::text as id from generate_series(1, 2000)`;
  const ids = rows.map((row) => row.id);
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(2000);
  // Without the version: 48 bits of milliseconds and 12 of their fraction.
  const moments = ids.map((id) => id.slice(0, 8) + id.slice(9, 13) + id.slice(15, 18));
  expect(moments).toEqual(moments.toSorted());
  expect(Math.abs(parseInt(moments[0]?.slice(0, 12) ?? "", 16) - Date.now())).toBeLessThan(60_000);
  // Rows of one statement are written within microseconds, and still have an order.
  expect(new Set(moments).size).toBeGreaterThan(1000);
});

test.each([
  ["Müller  GmbH", "muller gmbh"],
  ["  ÉCOLE\tœuvre ", "ecole oeuvre"],
  ["Straße", "strasse"],
  ["Łódź", "lodz"],
])("%j is compared as %j", async (text, key) => {
  const [row] = await database.sql<{ key: string }[]>`select private.search_key(${text}) as key`;
  expect(row?.key).toBe(key);
});

test.each([
  ["Europe/Berlin", true],
  ["America/Port-au-Prince", true],
  ["UTC", true],
  ["EST", false],
  ["Foo/Bar", false],
  ["Foo+3", false],
  ["Foo/Bar+3", false],
  ["", false],
])("%j as a time zone: %s", async (zone, isOne) => {
  const [row] = await database.sql<{ ok: boolean }[]>`select private.is_time_zone(${zone}) as ok`;
  expect(row?.ok).toBe(isOne);
});

describe("a rate limit", () => {
  const take = async (
    bucket: string,
  ): Promise<{ allowed: boolean; remaining: number; retry_after_s: number | null }> => {
    const [row] = await database.sql`select private.take_rate(${bucket}, 60, 60, 10) as rate`;
    return row?.rate as { allowed: boolean; remaining: number; retry_after_s: number | null };
  };

  test("lets exactly the burst through, however many ask at once", async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, () => take("burst")));
    const allowed = answers.filter((answer) => answer.allowed);
    // One token a second comes back meanwhile.
    expect(allowed.length).toBeGreaterThanOrEqual(10);
    expect(allowed.length).toBeLessThanOrEqual(14);
    expect(answers.find((answer) => !answer.allowed)?.retry_after_s).toBe(1);
  });

  test("counts down what is left and gives it back with time", async () => {
    expect((await take("time")).remaining).toBe(9);
    expect((await take("time")).remaining).toBe(8);
    await database.sql`
      update private.api_rate_limits set arrives_at = arrives_at - interval '2 seconds' where bucket = 'time'`;
    expect((await take("time")).remaining).toBe(9);
  });

  test("of one bucket is nobody else's", async () => {
    for (let round = 0; round < 12; round++) await take("mine");
    expect((await take("mine")).allowed).toBe(false);
    expect((await take("yours")).allowed).toBe(true);
  });
});
