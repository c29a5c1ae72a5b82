import type { SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTarget } from "./support/target";
import type { Target } from "./support/target";
import { fillWorld } from "./support/world";
import type { World } from "./support/world";

let target: Target;
let world: World;
let member: SupabaseClient;

beforeAll(async () => {
  target = await openTarget();
  world = await fillWorld(target);
  member = await target.client({ sub: world.ann, org_id: world.a.id });
});
afterAll(() => target?.close());

describe("arguments", () => {
  test.each([
    { payload: { a: 1, b: [null, { c: "x" }] } },
    { payload: [1, "two", { three: 3 }] },
    { payload: [] },
    { payload: {} },
    { payload: { text: '{"looks": "like json"}' } },
    { payload: 7 },
    { payload: true },
  ])("a jsonb argument arrives as sent: %j", async ({ payload }) => {
    const { data, error } = await member.rpc("contract_echo", { payload });
    expect(error).toBeNull();
    expect(data).toEqual(payload);
  });

  test("arrays, enums, timestamps and uuids", async () => {
    const { data, error } = await member.rpc("contract_types_of", {
      a: { x: [1] },
      b: ["p", "q,r", 's"t'],
      c: "calm",
      d: "2026-01-01T00:00:00Z",
      e: world.ann,
    });
    expect(error).toBeNull();
    expect(data).toEqual({ a: "object", b: 3, c: "calm", d: "2026-01-01T00:00:00+00:00", e: world.ann });
  });

  test("defaults are filled in, nulls are passed", async () => {
    expect((await member.rpc("contract_add", { a: 4 })).data).toBe(5);
    expect((await member.rpc("contract_add", { a: 4, b: 10 })).data).toBe(14);
    expect((await member.rpc("contract_add", { a: 4, b: null })).data).toBeNull();
  });
});

describe("results", () => {
  test("void is 204", async () => {
    const { status, data, error } = await member.rpc("contract_nothing");
    expect([status, data, error]).toEqual([204, null, null]);
  });

  test("an array, a table and a set of rows", async () => {
    expect((await member.rpc("contract_words")).data).toEqual(["a", "b,c"]);
    expect((await member.rpc("contract_pairs")).data).toEqual([
      { word: "one", size: 3 },
      { word: "three", size: 5 },
    ]);
    const { data } = await member.rpc("contract_tasks_titled", { fragment: "parent" });
    expect((data as { title: string }[]).map((row) => row.title)).toEqual(["parent A"]);
  });

  test("a set of rows is filtered, selected, ordered, counted and embeds like a table", async () => {
    const { data, count, error } = await member
      .rpc("contract_tasks_titled", { fragment: "A" }, { count: "exact" })
      .select("title, contract_comments(body)")
      .order("title", { ascending: false })
      .eq("title", "parent A");
    expect(error).toBeNull();
    expect(count).toBe(1);
    expect(data).toEqual([
      {
        title: "parent A",
        contract_comments: [{ body: "first on parent A" }, { body: "second on parent A" }],
      },
    ]);
  });

  test("by GET with query arguments", async () => {
    const { data } = await member.rpc("contract_add", { a: 20, b: 3 }, { get: true });
    expect(data).toBe(23);
    const rows = await member
      .rpc("contract_tasks_titled", { fragment: "child" }, { get: true })
      .select("title");
    expect(rows.data).toEqual([{ title: "child A" }]);
  });
});

describe("transactions", () => {
  test("GET and stable functions run read-only, volatile ones by POST may write", async () => {
    const readOnly = async (method: "GET" | "POST") => {
      const { data } = await member.rpc("contract_request", {}, { get: method === "GET" });
      return (data as { read_only: string }).read_only;
    };
    expect(await readOnly("GET")).toBe("on");
    expect(await readOnly("POST")).toBe("on");
    const refused = await target.service().rpc("contract_write", { word: "x" }, { get: true });
    expect([refused.status, refused.error?.code]).toEqual([405, "25006"]);
    const written = await target.service().rpc("contract_write", { word: "x" });
    expect([written.status, written.data]).toEqual([200, 1]);
  });

  test("an error takes back what the call did before it", async () => {
    const { error } = await member.rpc("contract_raise", {
      code: "P0001",
      words: "no",
      more: "",
      advice: "",
    });
    expect(error?.code).toBe("P0001");
    const after = await member.from("contract_people").select("name").order("name").limit(1);
    expect(after.data).toEqual([{ name: "Ann at A" }]);
  });
});
