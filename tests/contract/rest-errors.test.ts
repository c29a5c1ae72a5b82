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

/** A function that raises what it is told, called as a signed-in person. */
async function raise(code: string, words: string, more = "", advice = "") {
  const { error, status } = await (await member()).rpc("contract_raise", { code, words, more, advice });
  return { error, status };
}

describe("what a function raises reaches the caller", () => {
  test("our own class of codes: 400 with code, message, details and hint", async () => {
    for (const code of ["CO404", "CO409", "CO412", "CO422"]) {
      const { error, status } = await raise(
        code,
        "last_owner: An organization needs an owner.",
        "more",
        "role",
      );
      expect(status).toBe(400);
      expect(error).toMatchObject({
        code,
        message: "last_owner: An organization needs an owner.",
        details: "more",
        hint: "role",
      });
    }
  });

  test.each([
    ["P0001", 400],
    ["55P03", 500],
    ["40001", 500],
    ["40P01", 500],
    ["23514", 400],
    ["23P01", 400],
    ["22023", 400],
    ["53300", 503],
    ["54000", 500],
    ["28000", 403],
    ["57014", 500],
    ["XX000", 500],
    ["23505", 409],
    ["23503", 409],
    ["42501", 403],
    ["42P01", 404],
    ["25006", 405],
    ["PT402", 402],
    ["PT429", 429],
  ])("SQLSTATE %s is status %i and keeps its code", async (code, expected) => {
    const { error, status } = await raise(code, "words");
    expect({ status, code: error?.code, message: error?.message }).toEqual({
      status: expected,
      code,
      message: "words",
    });
  });

  test("42501 of someone who is not signed in is 401", async () => {
    const { status, error } = await (
      await target.client()
    ).rpc("contract_raise", {
      code: "42501",
      words: "no",
      more: "",
      advice: "",
    });
    expect([status, error?.code]).toEqual([401, "42501"]);
  });

  test("a function sets status and headers of its answer", async () => {
    const answer = await fetch(`${target.url}/rest/v1/rpc/contract_status`, {
      method: "POST",
      headers: { apikey: target.publishableKey, "content-type": "application/json" },
      body: '{"status": 418}',
    });
    expect(answer.status).toBe(418);
    expect(answer.headers.get("x-contract")).toBe("yes");
    expect(await answer.json()).toEqual({ fine: true });
  });
});

describe("constraints", () => {
  test("a duplicate key is 409 and 23505 and names the constraint", async () => {
    const { error, status } = await (
      await member()
    )
      .from("contract_tasks")
      .insert({ org_id: world.a.id, title: "twin", number: 1 });
    expect([status, error?.code]).toEqual([409, "23505"]);
    expect(error?.message).toContain("contract_tasks_number_key");
  });

  test("a missing referenced row is 409 and 23503", async () => {
    const { error, status } = await (
      await member()
    )
      .from("contract_tasks")
      .insert({ org_id: world.a.id, title: "lost", assigned_to: randomUUID() });
    expect([status, error?.code]).toEqual([409, "23503"]);
  });

  test("a check is 400 and 23514, a missing value 400 and 23502", async () => {
    const client = await member();
    const check = await client.from("contract_tasks").insert({ org_id: world.a.id, title: "" });
    expect([check.status, check.error?.code]).toEqual([400, "23514"]);
    const missing = await client.from("contract_tasks").insert({ org_id: world.a.id });
    expect([missing.status, missing.error?.code]).toEqual([400, "23502"]);
  });

  test("text that is no value of the type is 400 and 22P02", async () => {
    const { error, status } = await (await member()).from("contract_tasks").select("id").eq("id", "nope");
    expect([status, error?.code]).toEqual([400, "22P02"]);
  });
});

describe("row security and grants", () => {
  test("a row for the other organization is 403 and 42501", async () => {
    const { error, status } = await (
      await member()
    )
      .from("contract_tasks")
      .insert({ org_id: world.b.id, title: "smuggled" });
    expect([status, error?.code]).toEqual([403, "42501"]);
  });

  test("an update or delete that row security hides touches nothing and is no error", async () => {
    const client = await member();
    const update = await client
      .from("contract_tasks")
      .update({ note: "x" })
      .eq("id", world.b.parent)
      .select();
    expect([update.status, update.error, update.data]).toEqual([200, null, []]);
    const removal = await client.from("contract_tasks").delete().eq("id", world.b.parent).select();
    expect([removal.status, removal.error, removal.data]).toEqual([200, null, []]);
    const [kept] = await target.sql`select note from contract_tasks where id = ${world.b.parent}`;
    expect(kept).toEqual({ note: "none" });
  });

  test("a table without a grant is 42501: 401 for nobody, 403 for a person", async () => {
    const anonymous = await (await target.client()).from("contract_hidden").select();
    expect([anonymous.status, anonymous.error?.code]).toEqual([401, "42501"]);
    const person = await (await member()).from("contract_hidden").select();
    expect([person.status, person.error?.code]).toEqual([403, "42501"]);
  });

  test("column grants hold: the open column is readable, the star and the secret are not", async () => {
    const client = await member();
    expect((await client.from("contract_partial").select("id, open")).error).toBeNull();
    expect((await client.from("contract_partial").select("*")).error?.code).toBe("42501");
    expect((await client.from("contract_partial").select("secret")).error?.code).toBe("42501");
    expect((await client.from("contract_partial").select("id").eq("secret", "x")).error?.code).toBe("42501");
    expect((await client.from("contract_partial").update({ secret: "x" }).eq("id", 1)).error?.code).toBe(
      "42501",
    );
  });

  test("a function without execute is 42501", async () => {
    const { error, status } = await (await member()).rpc("contract_write", { word: "x" });
    expect([status, error?.code]).toEqual([403, "42501"]);
  });
});

describe("what does not exist", () => {
  test("a table is PGRST205, a function PGRST202, a column 42703 or PGRST204", async () => {
    const client = await member();
    const table = await client.from("contract_nothing_here").select();
    expect([table.status, table.error?.code]).toEqual([404, "PGRST205"]);
    const call = await client.rpc("contract_nothing_here", { a: 1 });
    expect([call.status, call.error?.code]).toEqual([404, "PGRST202"]);
    const argument = await client.rpc("contract_add", { wrong: 1 });
    expect([argument.status, argument.error?.code]).toEqual([404, "PGRST202"]);
    const column = await client.from("contract_tasks").select("nope");
    expect([column.status, column.error?.code]).toEqual([400, "42703"]);
    const inserted = await client.from("contract_tasks").insert({ org_id: world.a.id, title: "x", nope: 1 });
    expect([inserted.status, inserted.error?.code]).toEqual([400, "PGRST204"]);
  });

  test("a partition, a trigger function and a schema that is not exposed are not served", async () => {
    const service = target.service();
    expect((await service.from("contract_events_2026").select()).error?.code).toBe("PGRST205");
    expect((await service.rpc("contract_definer_trap")).error?.code).toBe("PGRST202");
    const { error, status } = await service.schema("auth").from("users").select();
    expect([status, error?.code]).toEqual([406, "PGRST106"]);
  });

  test("a body that is no JSON is 400 and PGRST102", async () => {
    const answer = await fetch(`${target.url}/rest/v1/contract_types`, {
      method: "POST",
      headers: { apikey: target.publishableKey, "content-type": "application/json" },
      body: "{bad",
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: "PGRST102" });
  });
});
