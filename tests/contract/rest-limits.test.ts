import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTarget } from "./support/target";
import type { Target } from "./support/target";
import { fillWorld } from "./support/world";
import type { World } from "./support/world";

let target: Target;
let world: World;

beforeAll(async () => {
  target = await openTarget();
  world = await fillWorld(target);
});
afterAll(() => target?.close());

const member = () => target.client({ sub: world.ann, org_id: world.a.id });

describe("sizes", () => {
  test("a list is cut at 1000 rows, an embedded list too", async () => {
    await target.sql`
      insert into contract_comments (org_id, task_id, body)
      select ${world.a.id}, ${world.a.child}, 'c' || n from generate_series(1, 1200) n`;
    const client = await member();
    const all = await client.from("contract_comments").select("id");
    expect(all.data?.length).toBe(1000);
    const asked = await client.from("contract_comments").select("id").limit(5000);
    expect(asked.data?.length).toBe(1000);
    const counted = await client
      .from("contract_comments")
      .select("id", { count: "exact", head: true })
      .eq("task_id", world.a.child);
    expect(counted.count).toBe(1200);
    const embedded = await client
      .from("contract_tasks")
      .select("contract_comments(id)")
      .eq("id", world.a.child)
      .single();
    expect(embedded.data?.contract_comments.length).toBe(1000);
  });

  test("a row of 5 MB goes in and out", async () => {
    const client = await member();
    const body = "x".repeat(5 * 1024 * 1024);
    const row = { org_id: world.a.id, id: randomUUID(), task_id: world.a.parent, body };
    expect((await client.from("contract_comments").insert(row)).error).toBeNull();
    const { data } = await client.from("contract_comments").select("body").eq("id", row.id).single();
    expect(data?.body.length).toBe(body.length);
  });

  test("many rows in one insert", async () => {
    const rows = Array.from({ length: 3000 }, (_, index) => ({
      org_id: world.a.id,
      id: randomUUID(),
      title: `bulk ${index}`,
    }));
    const { error, status } = await (await member()).from("contract_tasks").insert(rows);
    expect([status, error]).toEqual([201, null]);
  });

  test("a body beyond 10 MB is refused before it is parsed, with 413", async () => {
    const answer = await fetch(`${target.url}/rest/v1/contract_comments`, {
      method: "POST",
      headers: { apikey: target.publishableKey, "content-type": "application/json" },
      body: JSON.stringify({ body: "x".repeat(11 * 1024 * 1024) }),
    }).catch((error: unknown) => error);
    // The connection may be cut while the body is still on its way; either way nothing is stored.
    if (answer instanceof Response) expect(answer.status).toBe(413);
    expect((await (await member()).from("contract_people").select("name").limit(1)).error).toBeNull();
  });
});

describe("times", () => {
  test("anon is stopped after 3 seconds, a person after 8, with 57014 and the connection is usable again", async () => {
    const run = async (client: Awaited<ReturnType<typeof member>>) => {
      const began = Date.now();
      const { error, status } = await client.rpc("contract_sleep", { seconds: 20 });
      return { code: error?.code, status, seconds: Math.round((Date.now() - began) / 1000) };
    };
    const [anonymous, person] = await Promise.all([run(await target.client()), run(await member())]);
    expect(anonymous).toMatchObject({ code: "57014", status: 500 });
    expect(anonymous.seconds).toBeGreaterThanOrEqual(3);
    expect(anonymous.seconds).toBeLessThan(7);
    expect(person).toMatchObject({ code: "57014", status: 500 });
    expect(person.seconds).toBeGreaterThanOrEqual(8);
    expect(person.seconds).toBeLessThan(12);
    expect((await (await member()).rpc("contract_add", { a: 1 })).data).toBe(2);
  });

  test("requests that nobody waits for any more end and give their connections back", async () => {
    const client = await member();
    const gone = new AbortController();
    const calls = Array.from({ length: 12 }, () =>
      client.rpc("contract_sleep", { seconds: 2 }).abortSignal(gone.signal),
    );
    setTimeout(() => gone.abort(), 200);
    await Promise.all(calls);
    const began = Date.now();
    expect((await client.rpc("contract_add", { a: 1 })).data).toBe(2);
    expect(Date.now() - began).toBeLessThan(6000);
  });
});
