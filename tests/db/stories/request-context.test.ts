import { createHmac, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asIdentity } from "@/tests/support/database";
import { createCustomer, openCompany } from "./company";
import type { Company } from "./company";

let acme: Company;
const contextKey = randomBytes(32);

beforeAll(async () => {
  acme = await openCompany();
  await acme.sql`
    insert into private.keys (name, value) values ('context', ${contextKey})
    on conflict (name) do update set value = excluded.value`;
});
afterAll(() => acme.database.close());

function contextHeader(context: object, key = contextKey): Record<string, string> {
  const signed = Buffer.from(JSON.stringify({ ts: Date.now() / 1000, ...context })).toString("base64url");
  return { "x-callout-context": `${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}` };
}

describe("where a request came from", () => {
  const facts = {
    ip: "192.0.2.7",
    user_agent: "Firefox",
    method: "PATCH",
    path: "/api/v1/customers",
    correlation_id: "req-1",
  };

  async function recorded(headers: Record<string, string>): Promise<Record<string, unknown>> {
    const customer = await createCustomer(acme, { first_name: "Where" });
    await asIdentity(
      acme.sql,
      acme.at(acme.owner, headers),
      (tx) => tx`update public.customers set notes = 'x' where id = ${customer.id}`,
      { commit: true },
    );
    const [row] = await acme.sql`
      select host(ip) as ip, user_agent, method, path, correlation_id from public.audit_logs
      where entity_id = ${customer.id} and action = 'update'`;
    return { ...row };
  }
  const nothing = { ip: null, user_agent: null, method: null, path: null, correlation_id: null };

  test("is believed with the server's signature", async () => {
    expect(await recorded(contextHeader(facts))).toEqual(facts);
  });

  test("is not believed unsigned, signed by another key, altered, or a minute late", async () => {
    const good = contextHeader(facts)["x-callout-context"] ?? "";
    const altered = Buffer.from(
      JSON.stringify({ ...facts, ip: "192.0.2.8", ts: Date.now() / 1000 }),
    ).toString("base64url");
    const headers = [
      good.split(".")[0] ?? "",
      `${good.split(".")[0]}.`,
      contextHeader(facts, randomBytes(32))["x-callout-context"] ?? "",
      `${altered}.${good.split(".")[1]}`,
      contextHeader({ ...facts, ts: Date.now() / 1000 - 120 })["x-callout-context"] ?? "",
      contextHeader({ ...facts, ts: Date.now() / 1000 + 120 })["x-callout-context"] ?? "",
      "'; drop table x",
    ];
    for (const header of headers) expect(await recorded({ "x-callout-context": header })).toEqual(nothing);
  });

  test("with an address that is none still lets the work be done", async () => {
    expect(await recorded(contextHeader({ ...facts, ip: "unknown" }))).toEqual({ ...facts, ip: null });
  });
});
