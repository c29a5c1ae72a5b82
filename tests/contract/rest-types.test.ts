import type { SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTarget } from "./support/target";
import type { Target } from "./support/target";

let target: Target;

beforeAll(async () => {
  target = await openTarget();
});
afterAll(() => target?.close());

/** What is written, and what comes back where that differs. */
const VALUES: [column: string, written: unknown, read?: unknown][] = [
  ["a_smallint", -32768],
  ["a_bigint", 9007199254740991],
  ["a_numeric", 12.5],
  ["a_numeric", "0.1000", 0.1],
  ["a_real", 1.5],
  ["a_double", -2.25e-10],
  ["a_boolean", true],
  ["a_text", 'Žana d\'Arc, "quoted" \\ 😀\nnext'],
  ["a_text", ""],
  ["a_varchar", "short"],
  ["a_char", "ab", "ab "],
  ["a_uuid", "01890A5D-AC96-774B-BCCE-B302099A8057", "01890a5d-ac96-774b-bcce-b302099a8057"],
  ["a_date", "2026-02-28"],
  ["a_time", "13:45:10.5"],
  ["a_timestamp", "2026-02-28T13:45:10.123456"],
  ["a_timestamptz", "2026-02-28T13:45:10.123456+02:00", "2026-02-28T11:45:10.123456+00:00"],
  ["a_timestamptz", "2026-02-28T13:45:00Z", "2026-02-28T13:45:00+00:00"],
  ["an_interval", "1 day 02:03:04"],
  ["a_json", { b: [1, null, "x"], a: { c: true } }],
  ["a_jsonb", { a: { c: true }, b: [1, null, "x"] }],
  ["a_jsonb", []],
  ["a_jsonb", 5],
  ["a_jsonb", "plain text"],
  ["a_bytea", "\\x00ff10"],
  ["an_inet", "10.0.0.1/8"],
  ["a_mood", "late"],
  ["a_slug", "north-side"],
  ["texts", ["a", "b,c", 'd"e', "", "NULL", "{}"]],
  ["texts", []],
  ["uuids", ["01890a5d-ac96-774b-bcce-b302099a8057"]],
  ["ints", [1, -2]],
  ["moments", ["2026-02-28T13:45:00Z"], ["2026-02-28T13:45:00+00:00"]],
  ["a_daterange", "[2026-01-01,2026-02-01)"],
  [
    "a_tstzrange",
    "[2026-01-01T00:00:00Z,2026-02-01T00:00:00Z)",
    '["2026-01-01 00:00:00+00","2026-02-01 00:00:00+00")',
  ],
];

describe("every column type crosses unchanged, by insert, update, select and inside an embed-like row", () => {
  test.each(VALUES.map((value, index) => [index + 1, ...value] as const))(
    "%i: %s %j",
    async (id, column, written, read = written) => {
      const client = await target.client();
      const inserted = await client
        .from("contract_types")
        .insert({ id, [column]: written })
        .select(column)
        .single();
      expect(inserted.error).toBeNull();
      expect(inserted.data).toEqual({ [column]: read });
      const updated = await client
        .from("contract_types")
        .update({ [column]: written })
        .eq("id", id)
        .select(column)
        .single();
      expect(updated.data).toEqual({ [column]: read });
      const selected = await client.from("contract_types").select(column).eq("id", id).single();
      expect(selected.data).toEqual({ [column]: read });
      const cleared = await client
        .from("contract_types")
        .update({ [column]: null })
        .eq("id", id)
        .select(column)
        .single();
      expect(cleared.data).toEqual({ [column]: null });
    },
  );
});

describe("filters by type", () => {
  let client: SupabaseClient;

  beforeAll(async () => {
    client = await target.client();
    const { error } = await client.from("contract_types").insert([
      {
        id: 900,
        a_text: "Bob, the plumber",
        a_jsonb: { s: "x", n: 1.5 },
        texts: ["a", "b"],
        a_daterange: "[2026-01-01,2026-02-01)",
      },
      {
        id: 901,
        a_text: 'say "hi" (now)',
        a_jsonb: { s: "y" },
        texts: ["b"],
        a_daterange: "[2026-03-01,2026-04-01)",
      },
    ]);
    expect(error).toBeNull();
  });
  const ids = (rows: unknown) => (rows as { id: number }[]).map((row) => row.id);
  const from = () => client.from("contract_types").select("id").gte("id", 900).order("id");

  test("commas, quotes and brackets in values", async () => {
    expect(ids((await from().eq("a_text", 'say "hi" (now)')).data)).toEqual([901]);
    expect(ids((await from().in("a_text", ["Bob, the plumber", "nobody"])).data)).toEqual([900]);
    expect(ids((await from().or('a_text.eq."Bob, the plumber",id.eq.901')).data)).toEqual([900, 901]);
  });

  test("patterns", async () => {
    expect(ids((await from().ilike("a_text", "%PLUMBER")).data)).toEqual([900]);
    expect(ids((await from().like("a_text", "%plumber")).data)).toEqual([900]);
    expect(ids((await from().textSearch("a_search", "plumber", { config: "simple" })).data)).toEqual([900]);
  });

  test("json paths and containment", async () => {
    expect(ids((await from().eq("a_jsonb->>s", "y")).data)).toEqual([901]);
    expect(ids((await from().contains("a_jsonb", { n: 1.5 })).data)).toEqual([900]);
  });

  test("arrays and ranges", async () => {
    expect(ids((await from().contains("texts", ["a"])).data)).toEqual([900]);
    expect(ids((await from().overlaps("texts", ["b"])).data)).toEqual([900, 901]);
    expect(ids((await from().overlaps("a_daterange", "[2026-01-15,2026-01-16)")).data)).toEqual([900]);
  });

  test("null and not null", async () => {
    expect(ids((await from().is("a_uuid", null)).data)).toEqual([900, 901]);
    expect(ids((await from().not("a_uuid", "is", null)).data)).toEqual([]);
  });
});
