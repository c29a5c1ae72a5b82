import { beforeAll, expect, it } from "vitest";
import { call } from "./support/call";
import { database, installation } from "./support/installation";
import { createCompany, type Company } from "./support/people";

let home: Company;

beforeAll(async () => {
  home = await createCompany("bandicoot");
});

const create = (headers: Record<string, string> = {}) =>
  call("POST", "/customers", {
    as: home.people.owner,
    body: { kind: "person", last_name: "Audited" },
    headers: { "user-agent": "audit-test/1", ...headers },
  });

it("writes down who made a change, from where, by which request", async () => {
  const made = await create();
  const [line] = await database()`
    select actor_kind, actor_id, host(ip) as ip, user_agent, method, path, correlation_id
    from public.audit_logs where org_id = ${home.id} and entity_id = ${made.row.id}`;
  expect(line).toEqual({
    actor_kind: "user",
    actor_id: home.people.owner.id,
    ip: "127.0.0.1",
    user_agent: "audit-test/1",
    method: "POST",
    path: "/api/v1/customers",
    correlation_id: made.headers.get("x-request-id"),
  });
});

it("believes no address and no context that a stranger sends along", async () => {
  const context = Buffer.from(JSON.stringify({ ip: "203.0.113.9", ts: Date.now() / 1000 })).toString(
    "base64url",
  );
  const made = await create({
    "x-forwarded-for": "203.0.113.9",
    "x-callout-client-ip": "203.0.113.9",
    "x-callout-context": `${context}.${"A".repeat(43)}`,
    "x-request-id": "chosen-by-a-stranger",
  });
  const [line] = await database()`
    select host(ip) as ip, correlation_id from public.audit_logs where entity_id = ${made.row.id}`;
  expect(line).toEqual({ ip: "127.0.0.1", correlation_id: made.headers.get("x-request-id") });
  expect(made.headers.get("x-request-id")).not.toBe("chosen-by-a-stranger");
});

it("believes no unsigned context at the REST address either", async () => {
  const context = Buffer.from(JSON.stringify({ ip: "203.0.113.9", ts: Date.now() / 1000 })).toString(
    "base64url",
  );
  const response = await fetch(`${installation.supabaseUrl}/rest/v1/rpc/create_customer`, {
    method: "POST",
    headers: {
      apikey: installation.publishableKey,
      authorization: `Bearer ${home.people.owner.token}`,
      "content-type": "application/json",
      "x-callout-context": `${context}.${"A".repeat(43)}`,
    },
    body: JSON.stringify({ payload: { kind: "person", last_name: "Direct" } }),
  });
  const { data } = (await response.json()) as { data: { id: string } };
  const [line] = await database()`select ip, actor_id from public.audit_logs where entity_id = ${data.id}`;
  expect(line).toEqual({ ip: null, actor_id: home.people.owner.id });
});
