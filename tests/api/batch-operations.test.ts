import { beforeAll, describe, expect, it } from "vitest";
import { batchOperation } from "@/lib/batch-operations/schema";
import type { BatchOperation } from "@/lib/batch-operations/schema";
import { call, expectStatus } from "./support/call";
import { database, installation } from "./support/installation";
import { createCompany, type Company, type Person } from "./support/people";

let home: Company;
let stranger: Company;

beforeAll(async () => {
  [home, stranger] = [await createCompany("quokka"), await createCompany("wombat")];
});

const wanted = { dataset: "audit_logs", format: "ndjson", filters: { entity: "member" } };
const start = (as: Person, body: object = wanted) => call("POST", "/exports", { as, body });
const look = async (id: string, as: Person = home.people.owner): Promise<BatchOperation> =>
  batchOperation.parse((await call("GET", `/batch-operations/${id}`, { as })).row);

/** Long work that no worker knows, so that it waits as long as the test wants. */
async function waiting(by: Person): Promise<string> {
  const [row] = await database()<{ id: string }[]>`
    with operation as (
      insert into public.batch_operations (org_id, kind, created_by)
      values (${home.id}, 'nobody_does_this', ${by.id}) returning org_id, id, kind
    )
    insert into private.background_jobs (org_id, id, kind) select org_id, id, kind from operation returning id`;
  return row?.id ?? "";
}

describe("an export", () => {
  it("is made in the background and fetched as a file", async () => {
    const made = await start(home.people.owner);
    expectStatus(made, 201);
    const id = String(made.row.id);
    await expect.poll(async () => (await look(id)).status, { timeout: 20_000 }).toBe("done");
    const { result, file } = await look(id);
    expect(file?.name).toMatch(/^audit-log-\d{4}-\d\d-\d\d\.ndjson$/);
    const content = await call("GET", `/batch-operations/${id}/content`, { as: home.people.owner });
    expect(content.status).toBe(302);
    const bytes = await fetch(new URL(content.headers.get("location") ?? "", installation.url));
    const lines = (await bytes.text()).trimEnd().split("\n");
    expect(lines).toHaveLength(Number(result?.rows));
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ entity: "member" });
  });

  it("of the audit log is for who may export it, and what cannot be understood is named", async () => {
    for (const role of ["dispatcher", "accountant", "viewer", "technician"] as const)
      expectStatus(await start(home.people[role]), 403);
    expectStatus(await start(home.people.owner, { ...wanted, dataset: "passwords" }), 422);
    expectStatus(await start(home.people.owner, { ...wanted, format: "exe" }), 422);
    expectStatus(await start(home.people.owner, { ...wanted, filters: { actor_id: "1 or 1=1" } }), 422);
  });
});

describe("long work", () => {
  it("waits until it is called off, once", async () => {
    const id = await waiting(home.people.dispatcher);
    const as = home.people.dispatcher;
    expect(await look(id, as)).toMatchObject({ status: "queued", done: 0, total: null });
    const over = await call("POST", `/batch-operations/${id}/cancellations`, { as });
    expectStatus(over, 200);
    expect(over.row).toMatchObject({ status: "cancelled" });
    const again = await call("POST", `/batch-operations/${id}/cancellations`, { as });
    expect([again.status, again.problem.code]).toEqual([409, "operation_over"]);
  });

  it("is seen and called off by who started it and by managers, by nobody else", async () => {
    const id = await waiting(home.people.dispatcher);
    const ends = async (as: Person): Promise<number[]> => [
      (await call("GET", `/batch-operations/${id}`, { as })).status,
      (await call("GET", `/batch-operations/${id}/content`, { as })).status,
      (await call("POST", `/batch-operations/${id}/cancellations`, { as })).status,
    ];
    expect(await ends(home.people.accountant)).toEqual([404, 404, 404]);
    expect(await ends(home.people.technician)).toEqual([403, 403, 403]);
    expect(await ends(stranger.people.owner)).toEqual([404, 404, 404]);
    const listed = await call("GET", "/batch-operations?status=queued", { as: home.people.dispatcher });
    expect(listed.rows.map((row) => row.id)).toEqual([id]);
    expect(await ends(home.people.admin)).toEqual([200, 404, 200]);
  });
});

describe("metrics", () => {
  it("are for who holds the token, and say nothing of an organization", async () => {
    const read = (token?: string) =>
      fetch(`${installation.url}/api/metrics`, {
        headers: token ? { authorization: `Bearer ${token}` } : {},
      });
    expect((await read()).status).toBe(401);
    expect((await read("guess")).status).toBe(401);
    const answer = await read(installation.metricsToken);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toContain("version=0.0.4");
    const text = await answer.text();
    expect(text).toMatch(/^callout_workers [1-9]\d*$/m);
    expect(text).toMatch(/^callout_disk_used_ratio 0\.\d+$/m);
    expect(text).not.toMatch(/quokka|wombat/i);
  });
});
