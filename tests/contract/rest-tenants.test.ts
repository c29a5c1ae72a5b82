import { randomUUID } from "node:crypto";
import type { SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTarget } from "./support/target";
import type { Target } from "./support/target";

const TENANTS = 16;
const PARALLEL = 64;
const REQUESTS = 960;

let target: Target;
const tenants: { id: string; client: SupabaseClient; name: string }[] = [];

beforeAll(async () => {
  target = await openTarget();
  for (let index = 0; index < TENANTS; index++) {
    const id = randomUUID();
    const name = `tenant-${index}`;
    await target.sql`insert into contract_orgs ${target.sql({ id, name })}`;
    await target.sql`insert into contract_tasks ${target.sql([
      { org_id: id, title: `${name} first`, number: 1 },
      { org_id: id, title: `${name} second`, number: 2 },
    ])}`;
    tenants.push({ id, name, client: await target.client({ sub: randomUUID(), org_id: id }) });
  }
});
afterAll(() => target?.close());

type Step = (tenant: (typeof tenants)[number]) => Promise<void>;

/** Reads, writes, and errors, mixed, so that a connection is reused right after each of them. */
const steps: Step[] = [
  async ({ client, name }) => {
    const { data } = await client.from("contract_tasks").select("title").in("number", [1, 2]).order("number");
    expect(data).toEqual([{ title: `${name} first` }, { title: `${name} second` }]);
  },
  async ({ client, id }) => {
    const { data } = await client.rpc("contract_request");
    expect((data as { claims: { org_id: string } }).claims.org_id).toBe(id);
  },
  async ({ client, name }) => {
    const { data } = await client.rpc("contract_tasks_titled", { fragment: "first" });
    expect((data as { title: string }[]).map((row) => row.title)).toEqual([`${name} first`]);
  },
  async ({ client }) => {
    const { error } = await client.rpc("contract_raise", {
      code: "CO409",
      words: "w",
      more: "m",
      advice: "a",
    });
    expect(error?.code).toBe("CO409");
  },
  async ({ client, id }) => {
    const other = tenants.find((tenant) => tenant.id !== id);
    const { error } = await client.from("contract_tasks").insert({ org_id: other?.id, title: "foreign" });
    expect(error?.code).toBe("42501");
  },
  async ({ client, id, name }) => {
    const { data, error } = await client
      .from("contract_tasks")
      .insert({ org_id: id, title: `${name} new` })
      .select("title")
      .single();
    expect([error, data]).toEqual([null, { title: `${name} new` }]);
  },
];

test(`${PARALLEL} requests at a time of ${TENANTS} tenants and of nobody: each sees its own and nothing else`, async () => {
  const anonymous = await target.client();
  let next = 0;
  const run = async () => {
    while (next < REQUESTS) {
      const number = next++;
      const tenant = tenants[(number * 7) % TENANTS];
      const step = steps[(number * 5) % steps.length];
      if (!tenant || !step) throw new Error("unreachable");
      await step(tenant);
      if (number % 9 === 0) {
        expect((await anonymous.from("contract_tasks").select()).error?.code).toBe("42501");
        const { data } = await anonymous.rpc("contract_request");
        expect(data).toMatchObject({ role: "anon", uid: null });
      }
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, run));
  const foreign = await target.sql`select 1 from contract_tasks where title = 'foreign'`;
  expect(foreign.length).toBe(0);
  const mixed = await target.sql`
    select 1 from contract_tasks t join contract_orgs o on o.id = t.org_id
    where split_part(t.title, ' ', 1) <> o.name`;
  expect(mixed.length).toBe(0);
}, 120_000);
