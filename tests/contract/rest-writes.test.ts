import { randomUUID } from "node:crypto";
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

const task = (title: string) => ({ org_id: world.a.id, id: randomUUID(), title });

describe("inserts", () => {
  test("answer 201 and nothing, or the row when asked", async () => {
    const bare = await member.from("contract_tasks").insert(task("bare"));
    expect([bare.status, bare.data, bare.error]).toEqual([201, null, null]);
    const row = task("asked");
    const asked = await member.from("contract_tasks").insert(row).select("id, title, note").single();
    expect([asked.status, asked.data]).toEqual([201, { id: row.id, title: "asked", note: "none" }]);
  });

  test("of many rows keep their order; one bad row keeps all out", async () => {
    const good = await member
      .from("contract_tasks")
      .insert([task("many 1"), task("many 2"), task("many 3")])
      .select("title");
    expect(good.data).toEqual([{ title: "many 1" }, { title: "many 2" }, { title: "many 3" }]);
    const bad = await member.from("contract_tasks").insert([task("half 1"), task("")]);
    expect(bad.error?.code).toBe("23514");
    const { count } = await member
      .from("contract_tasks")
      .select("*", { count: "exact", head: true })
      .eq("title", "half 1");
    expect(count).toBe(0);
  });
});

describe("upserts on the composite key", () => {
  test("insert, then update the same row", async () => {
    const row = task("first");
    await member.from("contract_tasks").upsert(row, { onConflict: "org_id,id" });
    const { data, status } = await member
      .from("contract_tasks")
      .upsert({ ...row, title: "second" }, { onConflict: "org_id,id" })
      .select("id, title");
    expect([status, data]).toEqual([200, [{ id: row.id, title: "second" }]]);
  });

  test("with ignoreDuplicates leave the row as it was", async () => {
    const row = task("kept");
    await member.from("contract_tasks").insert(row);
    const { data } = await member
      .from("contract_tasks")
      .upsert({ ...row, title: "lost" }, { onConflict: "org_id,id", ignoreDuplicates: true })
      .select();
    expect(data).toEqual([]);
    const kept = await member.from("contract_tasks").select("title").eq("id", row.id).single();
    expect(kept.data).toEqual({ title: "kept" });
  });

  test("of the other organization's key are refused", async () => {
    const { error } = await member
      .from("contract_tasks")
      .upsert({ org_id: world.b.id, id: world.b.parent, title: "taken over" }, { onConflict: "org_id,id" });
    expect(error?.code).toBe("42501");
  });
});

describe("updates and deletes", () => {
  test("without a filter are refused with 21000 and change nothing", async () => {
    for (const request of [
      member.from("contract_tasks").update({ note: "all" }),
      member.from("contract_tasks").delete(),
    ]) {
      const { error, status } = await request;
      expect([status, error?.code]).toEqual([400, "21000"]);
    }
    const [row] = await target.sql`select count(*)::int as touched from contract_tasks where note = 'all'`;
    expect(row).toEqual({ touched: 0 });
    expect((await target.sql`select 1 from contract_tasks where id = ${world.a.parent}`).length).toBe(1);
  });

  test("answer 204, or 200 with the rows when asked", async () => {
    const row = task("to change");
    await member.from("contract_tasks").insert(row);
    const bare = await member.from("contract_tasks").update({ note: "1" }).eq("id", row.id);
    expect([bare.status, bare.data]).toEqual([204, null]);
    const asked = await member.from("contract_tasks").update({ note: "2" }).eq("id", row.id).select("note");
    expect([asked.status, asked.data]).toEqual([200, [{ note: "2" }]]);
    const removed = await member.from("contract_tasks").delete({ count: "exact" }).eq("id", row.id);
    expect([removed.status, removed.count]).toEqual([204, 1]);
  });

  test("that would touch more rows than allowed are undone (max-affected)", async () => {
    await member.from("contract_tasks").insert([task("limited"), task("limited")]);
    const { error } = await member
      .from("contract_tasks")
      .update({ note: "too many" })
      .eq("title", "limited")
      .select()
      .setHeader("prefer", "handling=strict,max-affected=1,return=representation");
    expect(error?.code).toBe("PGRST124");
    const [row] =
      await target.sql`select count(*)::int as touched from contract_tasks where note = 'too many'`;
    expect(row).toEqual({ touched: 0 });
  });

  test("with a version filter that does not match touch nothing", async () => {
    const { data } = await member
      .from("contract_tasks")
      .update({ note: "stale" })
      .eq("id", world.a.parent)
      .eq("number", 99)
      .select("id");
    expect(data).toEqual([]);
  });
});

describe("reading one row", () => {
  test("single: exactly one, else 406 and PGRST116; maybeSingle: none is null", async () => {
    const one = await member.from("contract_tasks").select("title").eq("id", world.a.parent).single();
    expect(one.data).toEqual({ title: "parent A" });
    const none = await member.from("contract_tasks").select("title").eq("id", randomUUID()).single();
    expect([none.status, none.error?.code]).toEqual([406, "PGRST116"]);
    const maybe = await member.from("contract_tasks").select("title").eq("id", randomUUID()).maybeSingle();
    expect([maybe.data, maybe.error]).toEqual([null, null]);
    const many = await member
      .from("contract_tasks")
      .select("title")
      .in("id", [world.a.parent, world.a.child])
      .single();
    expect([many.status, many.error?.code]).toEqual([406, "PGRST116"]);
  });

  test("single on an update of no row is PGRST116 and on a hidden row too", async () => {
    const { error } = await member
      .from("contract_tasks")
      .update({ note: "x" })
      .eq("id", world.b.parent)
      .select()
      .single();
    expect(error?.code).toBe("PGRST116");
  });
});

describe("counts and pages", () => {
  test("exact counts, with rows and alone", async () => {
    const people = await member
      .from("contract_people")
      .select("name", { count: "exact" })
      .order("name")
      .limit(1);
    expect([people.count, people.data]).toEqual([2, [{ name: "Ann at A" }]]);
    const alone = await member.from("contract_people").select("*", { count: "exact", head: true });
    expect([alone.count, alone.data]).toEqual([2, null]);
  });

  test("a page in the middle and one beyond the end", async () => {
    const page = await member
      .from("contract_people")
      .select("name", { count: "exact" })
      .order("name")
      .range(1, 5);
    expect([page.status, page.data]).toEqual([206, [{ name: "Bob at A" }]]);
    const beyond = await member.from("contract_people").select("name", { count: "exact" }).range(100, 110);
    expect([beyond.status, beyond.error?.code]).toEqual([416, "PGRST103"]);
  });

  test("nulls first and last", async () => {
    const first = await member
      .from("contract_tasks")
      .select("number")
      .order("number", { nullsFirst: true })
      .limit(1);
    expect(first.data).toEqual([{ number: null }]);
    const last = await member
      .from("contract_tasks")
      .select("number")
      .order("number", { ascending: false, nullsFirst: false })
      .limit(1);
    expect(last.data).toEqual([{ number: 2 }]);
  });

  test("a keyset page: (title, id) after the last row", async () => {
    const { data } = await member
      .from("contract_tasks")
      .select("title")
      .or(`title.gt."child A",and(title.eq."child A",id.gt.${world.a.child})`)
      .order("title")
      .order("id")
      .limit(1);
    expect(data?.[0]?.title).not.toBe("child A");
  });
});
