import { createHash } from "node:crypto";
import { createClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import ws from "ws";
import { exportAuditLogs } from "@/lib/audit-logs/worker";
import { sweepExports } from "@/lib/exports/worker";
import type { JobHandler, JobResult } from "@/lib/worker/job";
import { createRunner } from "@/lib/worker/runner";
import { workerUrl } from "@/tests/support/cluster";
import { connect, refusal } from "@/tests/support/database";
import type { Sql, TestUser } from "@/tests/support/database";
import { openGateway } from "@/tests/support/gateway";
import { call, createCustomer, foundCompany, openCompany } from "./company";
import type { Answer, Company } from "./company";

type Operation = {
  id: string;
  status: string;
  result: JobResult | null;
  file: { name: string; bytes: number } | null;
};
type Line = { entity: string; title: string | null; action: string };

let acme: Company;
let gateway: Awaited<ReturnType<typeof openGateway>>;
let workerSql: Sql;

beforeAll(async () => {
  acme = await openCompany();
  gateway = await openGateway(acme.database);
  workerSql = connect(workerUrl(inject("cluster"), acme.database.name));
  process.env.SUPABASE_URL = gateway.url;
  process.env.SUPABASE_SECRET_KEY = gateway.secretKey;
  const stranger = await foundCompany(acme.sql, "Wombat Victims");
  await createCustomer(stranger, { last_name: "Wombatcanary" });
  await createCustomer(acme, { kind: "company", company_name: "=HYPERLINK(1)" });
  await createCustomer(acme, { last_name: "Plain, with comma" });
});
afterAll(async () => {
  await workerSql.end();
  await gateway.close();
  await acme.database.close();
});

const ask = async (person: TestUser, format: string, filters = {}): Promise<Operation> => {
  const payload = { dataset: "audit_logs", format, filters };
  return (await call<Answer<Operation>>(acme.sql, acme.at(person), "create_export", { payload })).data;
};
const look = (id: string): Promise<Operation> =>
  call<Operation>(acme.sql, acme.at(acme.owner), "get_batch_operation", { operation: id });

/** The job as the worker takes and runs it, to its end. */
async function work(handler: JobHandler = exportAuditLogs): Promise<void> {
  const [row] = await workerSql<
    { org_id: string; id: string; kind: string; payload: Record<string, unknown> }[]
  >`
    select * from ops.claim_jobs('story', array['audit_log_export'], 1, 60)`;
  if (!row) throw new Error("Nothing to do.");
  const runner = createRunner(workerSql, "story", new Map([["audit_log_export", handler]]));
  runner.run({
    orgId: row.org_id,
    id: row.id,
    kind: row.kind,
    payload: row.payload,
    attempts: 1,
    maxAttempts: 1,
    waits: { firstWaitS: 1, longestWaitS: 1 },
    timeLimitS: 60,
  });
  await runner.settle(20_000);
}

type Place = { bucket: string; path: string };
/** Through Storage, in the person's own name. */
async function fetchAs(person: TestUser, { bucket, path }: Place): Promise<string | null> {
  const token = await gateway.tokenFor(acme.at(person));
  const { storage } = createClient(gateway.url, gateway.publishableKey, {
    accessToken: async () => token,
    realtime: { transport: ws as unknown as typeof WebSocket },
  });
  const { data } = await storage.from(bucket).download(path);
  return data && (await data.text());
}
const open = (person: TestUser, id: string): Promise<Place> =>
  call<Place>(acme.sql, acme.at(person), "open_batch_file", { operation: id });

test("an export as NDJSON holds what its filters name, nothing of others, and its sum is kept", async () => {
  const { id } = await ask(acme.owner, "ndjson", { entity: "customer" });
  await work();
  expect(await look(id)).toMatchObject({ status: "done", result: { rows: 2 } });
  const text = (await fetchAs(acme.owner, await open(acme.owner, id))) ?? "";
  const lines = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
  expect(lines.map((line) => [line.action, line.title])).toEqual([
    ["create", "Plain, with comma"],
    ["create", "=HYPERLINK(1)"],
  ]);
  expect(text).not.toContain("ombat");
  const sha256 = createHash("sha256").update(text).digest("hex");
  expect(await look(id)).toMatchObject({ result: { sha256 }, file: { bytes: Buffer.byteLength(text) } });
  const [kept] = await acme.sql`
    select line_count::int, sha256, format from private.audit_log_exports where org_id = ${acme.orgId}`;
  expect(kept).toEqual({ line_count: 2, sha256, format: "ndjson" });
});

test("an export as CSV opens in a spreadsheet and runs nothing there", async () => {
  const { id } = await ask(acme.owner, "csv", { entity: "customer" });
  await work();
  const text = (await fetchAs(acme.owner, await open(acme.owner, id))) ?? "";
  const [head, ...rows] = text.replace("\uFEFF", "").split("\r\n");
  expect(head).toContain("at,actor_kind,actor_id,actor_name,action,entity,entity_id,title");
  expect(rows[0]).toContain(',"Plain, with comma",');
  expect(rows[1]).toContain(",'=HYPERLINK(1),");
});

test("who asked for it and who fetched it stand in the audit log", async () => {
  const { id } = await ask(acme.owner, "csv");
  await work();
  await open(acme.owner, id);
  const rows = await acme.sql`
    select action, entity, severity, pii_accessed from public.audit_logs where org_id = ${acme.orgId}
      and entity_id = ${id} order by id`;
  expect([...rows]).toEqual([
    { action: "export", entity: "audit_log", severity: "notice", pii_accessed: true },
    { action: "export", entity: "batch_operation", severity: "notice", pii_accessed: true },
  ]);
});

test("who may not export the audit log neither makes nor fetches such a file", async () => {
  const [dispatcher, accountant] = [await acme.hire("dispatcher"), await acme.hire("accountant")];
  expect((await refusal(ask(dispatcher, "csv"))).code).toBe("42501");
  expect((await refusal(ask(accountant, "csv"))).code).toBe("42501");
  const { id } = await ask(acme.owner, "csv");
  await work();
  const place = await open(acme.owner, id);
  expect((await refusal(open(dispatcher, id))).code).toBe("CO404");
  expect(await fetchAs(dispatcher, place)).toBeNull();
  // Taken away, the right is gone for files that were made before, too.
  await acme.sql`
    delete from public.role_permissions where org_id = ${acme.orgId} and role = 'owner' and resource = 'audit_logs'
      and permission = 'export'`;
  expect((await refusal(open(acme.owner, id))).code).toBe("CO404");
  expect(await fetchAs(acme.owner, place)).toBeNull();
  await acme.sql`
    insert into public.role_permissions (org_id, role, resource, permission, scope)
    values (${acme.orgId}, 'owner', 'audit_logs', 'export', 'all')`;
});

test("a dataset or format that does not exist is refused by name", async () => {
  const payload = { dataset: "passwords", format: "csv" };
  const unknown = await refusal(call(acme.sql, acme.at(acme.owner), "create_export", { payload }));
  expect(unknown).toMatchObject({ code: "CO422", hint: "dataset" });
  expect(await refusal(ask(acme.owner, "exe"))).toMatchObject({ code: "CO422", hint: "format" });
});

test("a file goes after a week, and its operation stays", async () => {
  const { id } = await ask(acme.owner, "csv");
  await work();
  const place = await open(acme.owner, id);
  await acme.sql`update public.batch_operations set ended_at = now() - interval '8 days' where id = ${id}`;
  expect((await refusal(open(acme.owner, id))).code).toBe("CO404");
  await sweepExports(workerSql);
  expect(await look(id)).toMatchObject({ status: "done", file: null });
  const objects = await acme.sql`select from storage.objects where name = ${place.path}`;
  expect(objects).toHaveLength(0);
});
