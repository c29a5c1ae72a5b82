import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { call, expectStatus, type Row } from "./support/call";
import { kinds, type Ground } from "./support/kinds";
import { planningKinds } from "./support/kinds-planning";
import { referenceKinds } from "./support/kinds-reference";
import { resourceKinds } from "./support/kinds-resources";
import { createCompany, type Company } from "./support/people";

let home: Company;
let ground: Ground;

beforeAll(async () => {
  home = await createCompany("quokka");
  const made = await call("POST", "/customers", {
    as: home.people.owner,
    body: { kind: "person", last_name: "Ground" },
  });
  const place = await call("POST", "/properties", {
    as: home.people.owner,
    body: { customer_id: made.row.id, address: { line1: "1 Elm St", city: "Albany", country: "US" } },
  });
  const person = await call("POST", "/resources", {
    as: home.people.owner,
    body: { kind: "technician", name: "Ground" },
  });
  ground = { customerId: made.row.id, propertyId: place.row.id, resourceId: person.row.id };
});

describe.each([...kinds, ...planningKinds, ...referenceKinds, ...resourceKinds])("$path", (kind) => {
  const writer = () => home.people[kind.by ?? "dispatcher"];
  const reader = () => home.people[kind.reader ?? "viewer"];
  const create = async (body = kind.create(ground)): Promise<Row> => {
    const made = await call("POST", kind.path, { as: writer(), body });
    expectStatus(made, 201);
    return made.row;
  };

  it("creates a record, cleaned and with its defaults, and answers 201 with its version", async () => {
    const made = await call("POST", kind.path, { as: writer(), body: kind.create(ground) });
    expectStatus(made, 201);
    expect(made.row).toMatchObject(kind.created);
    expect(made.headers.get("etag")).toBe('"1"');
    expect(Object.keys(made.row)).not.toContain("org_id");
  });

  it("gives a record with its version as ETag, and nothing to who has that version", async () => {
    const { id } = await create();
    const got = await call("GET", `${kind.path}/${id}`, { as: reader() });
    expect(got.status).toBe(200);
    expect(got.row).toMatchObject({ id, ...kind.created });
    expect(got.headers.get("etag")).toBe('"1"');
    const again = await call("GET", `${kind.path}/${id}`, {
      as: reader(),
      headers: { "if-none-match": '"1"' },
    });
    expect([again.status, again.text]).toEqual([304, ""]);
  });

  it("changes what is named and leaves the rest", async () => {
    const { id } = await create();
    const changed = await call("PATCH", `${kind.path}/${id}`, {
      as: writer(),
      version: 1,
      body: kind.change,
    });
    expectStatus(changed, 200);
    expect(changed.row).toMatchObject(kind.changed);
    expect(changed.headers.get("etag")).toBe('"2"');
  });

  it("refuses a change of a version that is no longer the current one and shows that one", async () => {
    const { id } = await create();
    await call("PATCH", `${kind.path}/${id}`, { as: writer(), version: 1, body: kind.change });
    const late = await call("PATCH", `${kind.path}/${id}`, {
      as: writer(),
      version: 1,
      body: kind.change,
    });
    expect(late.status).toBe(412);
    expect(late.problem).toMatchObject({ code: "stale", current: { id, ...kind.changed } });
  });

  it("lets one of eight simultaneous changes of the same version win", async () => {
    const { id } = await create();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        call("PATCH", `${kind.path}/${id}`, { as: writer(), version: 1, body: kind.change }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      200, 412, 412, 412, 412, 412, 412, 412,
    ]);
  });

  it("changes without a version neither by nothing nor, with a cookie, by a star", async () => {
    const { id } = await create();
    const without = await call("PATCH", `${kind.path}/${id}`, { as: writer(), body: kind.change });
    expect([without.status, without.problem.code]).toEqual([428, "precondition_required"]);
    const star = await call("PATCH", `${kind.path}/${id}`, {
      as: writer(),
      version: "*",
      body: kind.change,
    });
    expect(star.status).toBe(200);
    const words = await call("PATCH", `${kind.path}/${id}`, {
      as: writer(),
      version: "latest",
      body: kind.change,
    });
    expect([words.status, words.problem.code]).toEqual([400, "invalid_request"]);
  });

  it("deletes softly: gone from the list, there for who may restore, back by restoring", async () => {
    const { id } = await create();
    const removed = await call("DELETE", `${kind.path}/${id}`, { as: writer(), version: 1 });
    expectStatus(removed, 200);
    expect(removed.row).toMatchObject({ id, deleted_at: expect.stringMatching(/^20\d\d-/) as string });
    const gone = await call("GET", `${kind.path}/${id}`, { as: reader() });
    expect(gone.status).toBe(kind.reader ? 200 : 404);
    const listed = await call("GET", `${kind.path}?limit=200`, { as: writer() });
    expect(listed.rows.map((row) => row.id)).not.toContain(id);
    const all = await call("GET", `${kind.path}?limit=200&include_deleted=true`, { as: writer() });
    expect(all.rows.map((row) => row.id)).toContain(id);

    const restored = await call("POST", `${kind.path}/${id}/restore`, { as: writer() });
    expect([restored.status, restored.row.deleted_at]).toEqual([200, null]);
    expect((await call("GET", `${kind.path}/${id}`, { as: reader() })).status).toBe(200);
  });

  it("refuses to delete a version that is no longer the current one", async () => {
    const { id } = await create();
    await call("PATCH", `${kind.path}/${id}`, { as: writer(), version: 1, body: kind.change });
    const late = await call("DELETE", `${kind.path}/${id}`, { as: writer(), version: 1 });
    expect([late.status, late.problem.code, late.problem.current?.version]).toEqual([412, "stale", 2]);
  });

  it("does not change a deleted record", async () => {
    const { id } = await create();
    const removed = await call("DELETE", `${kind.path}/${id}`, { as: writer(), version: 1 });
    const changed = await call("PATCH", `${kind.path}/${id}`, {
      as: writer(),
      version: removed.row.version,
      body: kind.change,
    });
    expect([changed.status, changed.problem.code]).toEqual([409, "deleted"]);
  });

  it("lists page by page without a gap or a double, whatever is added meanwhile", async () => {
    const made: string[] = [];
    for (let n = 0; n < 7; n += 1) made.push((await create(kind.name(n, ground))).id);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor ? `&cursor=${cursor}` : "";
      const page = await call("GET", `${kind.path}?limit=3${query}`, { as: writer() });
      expectStatus(page, 200);
      expect(page.rows.length).toBeLessThanOrEqual(3);
      seen.push(...page.rows.map((row) => row.id));
      cursor = page.next;
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    expect(made.every((id) => seen.includes(id))).toBe(true);
  });

  it("does a POST once per key, repeats the answer, and refuses the key for another content", async () => {
    const key = randomUUID();
    const body = kind.create(ground);
    const first = await call("POST", kind.path, { as: writer(), key, body });
    const second = await call("POST", kind.path, { as: writer(), key, body });
    expect([first.status, first.headers.get("idempotent-replayed")]).toEqual([201, null]);
    expect([second.status, second.headers.get("idempotent-replayed")]).toEqual([201, "true"]);
    expect(second.row).toEqual(first.row);
    const other = await call("POST", kind.path, { as: writer(), key, body: kind.name(99, ground) });
    expect([other.status, other.problem.code]).toEqual([422, "idempotency_mismatch"]);
  });

  it("tells who changed what, latest first", async () => {
    const { id } = await create();
    await call("PATCH", `${kind.path}/${id}`, { as: home.people.owner, version: 1, body: kind.change });
    const history = await call("GET", `${kind.path}/${id}/history`, { as: reader() });
    expectStatus(history, 200);
    expect(history.rows.map((change) => change.operation)).toEqual(["updated", "created"]);
    expect(history.rows[0]).toMatchObject({
      entity_id: id,
      version: 2,
      actor: { kind: "user", id: home.people.owner.id, name: "quokka owner" },
    });
    const first = await call("GET", `${kind.path}/${id}/history?limit=1`, { as: reader() });
    const rest = await call("GET", `${kind.path}/${id}/history?limit=1&cursor=${first.next}`, {
      as: reader(),
    });
    expect([first.rows[0]?.operation, rest.rows[0]?.operation]).toEqual(["updated", "created"]);
  });
});
