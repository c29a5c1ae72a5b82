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

/** The rows of both organizations in a fixed order, without row security: a wrong join has nowhere to hide. */
async function all(table: string, select: string, order = "title") {
  const { data, error } = await target.service().from(table).select(select).order(order);
  expect(error).toBeNull();
  return data as unknown as Record<string, unknown>[];
}

describe("embeds through keys that start with the organization", () => {
  test("to one, hinted by constraint: the person of the same organization", async () => {
    const rows = await all(
      "contract_tasks",
      "title, assignee:contract_people!contract_tasks_assigned_to_fkey(name), author:contract_people!contract_tasks_created_by_fkey(name)",
    );
    expect(rows).toEqual([
      { title: "child A", assignee: { name: "Bob at A" }, author: { name: "Ann at A" } },
      { title: "child B", assignee: { name: "Bob at B" }, author: { name: "Ann at B" } },
      { title: "parent A", assignee: { name: "Ann at A" }, author: { name: "Bob at A" } },
      { title: "parent B", assignee: { name: "Ann at B" }, author: { name: "Bob at B" } },
    ]);
  });

  test("to many, hinted by constraint: only the tasks of the same organization", async () => {
    const rows = await all(
      "contract_people",
      "name, assigned:contract_tasks!contract_tasks_assigned_to_fkey(title), written:contract_tasks!contract_tasks_created_by_fkey(title)",
      "name",
    );
    expect(rows).toEqual([
      { name: "Ann at A", assigned: [{ title: "parent A" }], written: [{ title: "child A" }] },
      { name: "Ann at B", assigned: [{ title: "parent B" }], written: [{ title: "child B" }] },
      { name: "Bob at A", assigned: [{ title: "child A" }], written: [{ title: "parent A" }] },
      { name: "Bob at B", assigned: [{ title: "child B" }], written: [{ title: "parent B" }] },
    ]);
  });

  test("without a hint where two keys lead there: refused with both named", async () => {
    const { error, status } = await target.service().from("contract_tasks").select("contract_people(name)");
    expect(status).toBe(300);
    expect(error?.code).toBe("PGRST201");
    expect(error?.hint).toContain("contract_people!contract_tasks_assigned_to_fkey");
    expect(error?.hint).toContain("contract_people!contract_tasks_created_by_fkey");
  });

  test("without a hint where one key leads there: both ways", async () => {
    expect(await all("contract_comments", "body, contract_tasks(title)", "body")).toEqual([
      { body: "first on parent A", contract_tasks: { title: "parent A" } },
      { body: "first on parent B", contract_tasks: { title: "parent B" } },
      { body: "second on parent A", contract_tasks: { title: "parent A" } },
      { body: "second on parent B", contract_tasks: { title: "parent B" } },
    ]);
    const { data } = await target
      .service()
      .from("contract_tasks")
      .select("title, contract_comments(body)")
      .order("title")
      .order("body", { referencedTable: "contract_comments", ascending: false })
      .limit(1, { referencedTable: "contract_comments" });
    expect(data).toEqual([
      { title: "child A", contract_comments: [] },
      { title: "child B", contract_comments: [] },
      { title: "parent A", contract_comments: [{ body: "second on parent A" }] },
      { title: "parent B", contract_comments: [{ body: "second on parent B" }] },
    ]);
  });

  test("inner with a filter on the embedded table", async () => {
    const { data } = await target
      .service()
      .from("contract_tasks")
      .select("title, assignee:contract_people!contract_tasks_assigned_to_fkey!inner(name)")
      .eq("assignee.name", "Ann at B");
    expect(data).toEqual([{ title: "parent B", assignee: { name: "Ann at B" } }]);
  });

  test("nested, two hints deep", async () => {
    const { data } = await target
      .service()
      .from("contract_comments")
      .select(
        "body, contract_tasks(title, assignee:contract_people!contract_tasks_assigned_to_fkey(name, written:contract_tasks!contract_tasks_created_by_fkey(title)))",
      )
      .eq("body", "first on parent A");
    expect(data).toEqual([
      {
        body: "first on parent A",
        contract_tasks: {
          title: "parent A",
          assignee: { name: "Ann at A", written: [{ title: "child A" }] },
        },
      },
    ]);
  });

  test("many to many through a junction", async () => {
    expect(await all("contract_tasks", "title, contract_labels(name)")).toEqual([
      { title: "child A", contract_labels: [] },
      { title: "child B", contract_labels: [] },
      { title: "parent A", contract_labels: [{ name: "label A" }] },
      { title: "parent B", contract_labels: [{ name: "label B" }] },
    ]);
  });

  test("spread of a to-one embed, hinted by constraint", async () => {
    const rows = await all(
      "contract_tasks",
      "title, ...contract_people!contract_tasks_assigned_to_fkey(assignee:name)",
    );
    expect(rows).toEqual([
      { title: "child A", assignee: "Bob at A" },
      { title: "child B", assignee: "Bob at B" },
      { title: "parent A", assignee: "Ann at A" },
      { title: "parent B", assignee: "Ann at B" },
    ]);
  });

  test("a table that refers to itself: children by the constraint", async () => {
    const { data } = await target
      .service()
      .from("contract_tasks")
      .select("title, children:contract_tasks!contract_tasks_parent_id_fkey(title)")
      .eq("id", world.a.parent)
      .single();
    expect(data).toEqual({ title: "parent A", children: [{ title: "child A" }] });
  });

  test("count of the embedded rows", async () => {
    const { data } = await target
      .service()
      .from("contract_tasks")
      .select("title, contract_comments(count)")
      .eq("id", world.b.parent)
      .single();
    expect(data).toEqual({ title: "parent B", contract_comments: [{ count: 2 }] });
  });

  test("partitioned tables, both ways", async () => {
    expect(await all("contract_events", "what, contract_tasks(title)", "what")).toEqual([
      { what: "opened A", contract_tasks: { title: "parent A" } },
      { what: "opened B", contract_tasks: { title: "parent B" } },
    ]);
    const { data } = await target
      .service()
      .from("contract_tasks")
      .select("title, contract_events(what)")
      .eq("id", world.a.parent)
      .single();
    expect(data).toEqual({ title: "parent A", contract_events: [{ what: "opened A" }] });
  });

  test("ordered by a column of a to-one embed, hinted by constraint", async () => {
    const { data } = await target
      .service()
      .from("contract_tasks")
      .select("title, assignee:contract_people!contract_tasks_assigned_to_fkey(name)")
      .order("assignee(name)")
      .order("title");
    expect(data?.map((row) => row.title)).toEqual(["parent A", "parent B", "child A", "child B"]);
  });

  test("anti-join: rows without an embedded row", async () => {
    const { data } = await target
      .service()
      .from("contract_tasks")
      .select("title, contract_comments()")
      .is("contract_comments", null)
      .order("title");
    expect(data).toEqual([{ title: "child A" }, { title: "child B" }]);
  });

  test("under row security the other organization's rows stay out of embeds", async () => {
    const member = await target.client({ sub: world.ann, org_id: world.a.id });
    const { data } = await member
      .from("contract_people")
      .select("name, assigned:contract_tasks!contract_tasks_assigned_to_fkey(title)")
      .order("name");
    expect(data).toEqual([
      { name: "Ann at A", assigned: [{ title: "parent A" }] },
      { name: "Bob at A", assigned: [{ title: "child A" }] },
    ]);
  });

  test("an unknown relationship is PGRST200", async () => {
    const { error, status } = await target
      .service()
      .from("contract_types")
      .select("id, contract_tasks(title)");
    expect(status).toBe(400);
    expect(error?.code).toBe("PGRST200");
  });
});
