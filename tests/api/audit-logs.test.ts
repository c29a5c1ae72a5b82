import { beforeAll, describe, expect, it } from "vitest";
import { call } from "./support/call";
import { database } from "./support/installation";
import { createCompany, type Company } from "./support/people";
import { by, createGround, during, planned } from "./support/planning";

let home: Company;
let other: Company;

beforeAll(async () => {
  [home, other] = await Promise.all([createCompany("quoll"), createCompany("numbat")]);
});

type Line = {
  id: string;
  action: string;
  entity: string;
  entity_id: string | null;
  title: string | null;
  changed: string[];
  old: Record<string, unknown> | null;
  new: Record<string, unknown> | null;
  actor: { kind: string; id: string | null; name: string | null };
  correlation_id: string | null;
};

const read = (query = "", as = home.people.owner) => call("GET", `/audit-logs${query}`, { as });
const linesOf = async (query: string): Promise<Line[]> => (await read(query)).rows as unknown as Line[];

async function addCustomer(
  last_name: string,
): Promise<{ id: string; version: number; request: string | null }> {
  const made = await call("POST", "/customers", {
    as: home.people.dispatcher,
    body: { kind: "person", last_name },
  });
  return {
    id: String(made.row.id),
    version: Number(made.row.version),
    request: made.headers.get("x-request-id"),
  };
}

describe("the audit log", () => {
  it("says who changed what from what to what", async () => {
    const { id, version } = await addCustomer("Before");
    await call("PATCH", `/customers/${id}`, {
      as: home.people.dispatcher,
      body: { last_name: "After" },
      headers: { "if-match": `"${version}"` },
    });
    const [edit, creation] = await linesOf(`?entity=customer&entity_id=${id}`);
    expect(creation).toMatchObject({ action: "create", title: "After" });
    expect(edit).toMatchObject({
      action: "update",
      actor: { kind: "user", id: home.people.dispatcher.id },
      old: { last_name: "Before" },
      new: { last_name: "After" },
    });
  });

  it("calls a record by its name also where the name is not what changed", async () => {
    for (const [path, body, change] of [
      ["/tags", { name: "Winter contract", color: 2 }, { color: 3 }],
      ["/departments", { name: "Night shift" }, { lead_id: home.people.dispatcher.id }],
    ] as const) {
      const made = await call("POST", path, { as: home.people.owner, body });
      const headers = { "if-match": `"${made.row.version}"` };
      const edited = await call("PATCH", `${path}/${made.row.id}`, {
        as: home.people.owner,
        body: change,
        headers,
      });
      expect(edited.status).toBe(200);
      const lines = await linesOf(`?entity_id=${made.row.id}`);
      expect(lines.map((line) => [line.action, line.title])).toEqual([
        ["update", body.name],
        ["create", body.name],
      ]);
    }
  });

  it("calls a customer's link by its visit, and time off by who is away", async () => {
    const { dispatcher } = home.people;
    const { jobId, resourceIds } = await createGround(home);
    const visit = await planned(dispatcher, { job_id: jobId, ...during(2), ...by(resourceIds[0]) });
    const made = await call("POST", "/portal-links", { as: dispatcher, body: { booking_id: visit.id } });
    expect(made.status).toBe(201);
    const { link } = made.row as unknown as { link: { id: string } };
    expect(await linesOf(`?entity=portal_link&entity_id=${link.id}`)).toMatchObject([
      { action: "create", title: visit.number },
    ]);
    const away = { resource_id: resourceIds[1], kind: "vacation", ...during(48) };
    const off = await call("POST", "/time-off", { as: dispatcher, body: away });
    expect(off.status).toBe(201);
    expect(await linesOf(`?entity=time_off&entity_id=${off.row.id}`)).toMatchObject([
      { action: "create", title: `${home.word} person 2` },
    ]);
  });

  it("is found by person, request, action and the names of records", async () => {
    const { id, request } = await addCustomer("Wombattington");
    expect(await linesOf(`?correlation_id=${request ?? ""}`)).toMatchObject([{ entity_id: id }]);
    expect((await linesOf("?q=wombattington"))[0]).toMatchObject({ entity: "customer", entity_id: id });
    const byPerson = await linesOf(`?actor_id=${home.people.dispatcher.id}&action=create&entity=customer`);
    expect(byPerson.map((line) => line.entity_id)).toContain(id);
    expect(await linesOf("?q=nobody-is-called-this")).toEqual([]);
  });

  it("is read page by page without gap or repetition", async () => {
    for (let made = 0; made < 5; made += 1) await addCustomer(`Page ${made}`);
    const whole = (await linesOf("?entity=customer&limit=200")).map((line) => line.id);
    const paged: string[] = [];
    for (let cursor = ""; ;) {
      const { rows, next } = await read(`?entity=customer&limit=2${cursor}`);
      paged.push(...rows.map((line) => String(line.id)));
      if (!next) break;
      cursor = `&cursor=${encodeURIComponent(next)}`;
    }
    expect(paged).toEqual(whole);
  });

  it("notes once that somebody looked", async () => {
    await read("", home.people.admin);
    await read("", home.people.admin);
    const views = await linesOf(`?action=view&actor_id=${home.people.admin.id}`);
    expect(views).toHaveLength(1);
    expect(views[0]).toMatchObject({ entity: "audit_log", entity_id: null });
  });

  it("is for who may read it, and each company's own", async () => {
    for (const role of ["dispatcher", "technician", "accountant", "viewer"] as const)
      expect((await read("", home.people[role])).status).toBe(403);
    const { id } = await addCustomer("Ours");
    const theirs = await read(`?entity_id=${id}`, other.people.owner);
    expect(theirs.rows).toEqual([]);
    expect((await read("?q=Ours", other.people.owner)).rows).toEqual([]);
  });

  it("refuses filters that are none", async () => {
    for (const query of [
      "?actor_id=me",
      "?action=explode",
      "?ip=here",
      "?from=yesterday",
      "?entity=x%27y",
      "?limit=0",
    ])
      expect((await read(query)).status).toBe(422);
  });
});

describe("the seal", () => {
  it("is asked for and proven on request, once at a time", async () => {
    const state = await call("GET", "/audit-logs/seals", { as: home.people.owner });
    expect(state.status).toBe(200);
    const ask = () => call("POST", "/audit-logs/verifications", { as: home.people.owner, body: {} });
    const [one, two] = await Promise.all([ask(), ask()]);
    expect([one.status, two.status]).toEqual([201, 201]);
    const [jobs] = await database()`
      select count(*)::int as open from private.background_jobs
      where org_id = ${home.id} and kind = 'audit_verification' and finished_at is null and failed_at is null`;
    expect(jobs?.open).toBeLessThanOrEqual(1);
    expect(
      (await call("POST", "/audit-logs/verifications", { as: home.people.viewer, body: {} })).status,
    ).toBe(403);
    expect((await call("GET", "/audit-logs/seals", { as: home.people.viewer })).status).toBe(403);
  });
});
