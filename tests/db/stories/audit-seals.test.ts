import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { asIdentity } from "@/tests/support/database";
import type { Identity } from "@/tests/support/database";
import { createCustomer, openCompany } from "./company";
import type { Company } from "./company";
import { sealEveryLine } from "./sealing";

let acme: Company;

beforeAll(async () => {
  acme = await openCompany();
});
afterAll(() => acme.database.close());

const worker: Identity = { name: "worker", role: "callout_worker", claims: null };
type Finding = { kind: string; seal?: number; id?: string; entity?: string; action?: string };
type Proof = { upto_seq: number; lines: number; erased: number; findings: Finding[]; is_done: boolean };

async function ask<T>(statement: string, values: unknown[] = []): Promise<T> {
  const [row] = await asIdentity(
    acme.sql,
    worker,
    async (tx) => [...(await tx.unsafe<{ value: T }[]>(statement, values as string[]))],
    { commit: true },
  );
  return row?.value as T;
}
const seal = (most = 100_000) => ask<{ lines: number }>("select ops.seal_audit_logs($1) as value", [most]);

/** Answers how many runs found something to seal. */
async function sealAll(most?: number): Promise<number> {
  let runs = 0;
  await sealEveryLine(acme.sql, async () => {
    if ((await seal(most)).lines > 0) runs += 1;
  });
  return runs;
}

/** Everything a proof says of the organization: seal by seal, then what stands in none. */
async function prove(): Promise<Proof> {
  const proof = await ask<Proof>("select ops.verify_audit_seals($1, 0, 1000) as value", [acme.orgId]);
  const inserted = await ask<Finding[]>("select ops.find_unsealed_lines($1, 100) as value", [acme.orgId]);
  return { ...proof, findings: [...proof.findings, ...inserted] };
}

type Line = { id: string; created_at: Date };
const lines = (): Promise<Line[]> =>
  acme.sql<Line[]>`select id, created_at from public.audit_logs where org_id = ${acme.orgId} order by id`;

/** As the owner of the database, past every trigger; taken back at the end of the test. */
async function tamper(statement: string, values: unknown[] = []): Promise<Finding[]> {
  let findings: Finding[] = [];
  const undo = new Error("taken back");
  await acme.sql
    .begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx.unsafe(statement, values as string[]);
      const [proof] = await tx.unsafe<{ value: Proof }[]>(
        "select ops.verify_audit_seals($1, 0, 1000) as value",
        [acme.orgId],
      );
      const [rest] = await tx.unsafe<{ value: Finding[] }[]>(
        "select ops.find_unsealed_lines($1, 100) as value",
        [acme.orgId],
      );
      findings = [...(proof?.value.findings ?? []), ...(rest?.value ?? [])];
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  return findings;
}

describe("sealing", () => {
  test("takes every line once, and a second run nothing", async () => {
    await createCustomer(acme, { first_name: "Ana", last_name: "Ruiz" });
    expect(await sealAll()).toBeGreaterThan(0);
    expect((await seal()).lines).toBe(0);
    expect(await prove()).toMatchObject({ lines: (await lines()).length, findings: [], is_done: true });
  });

  test("in small runs makes the same whole", async () => {
    for (let made = 0; made < 5; made += 1)
      await createCustomer(acme, { first_name: `N${made}`, last_name: "Ruiz" });
    expect(await sealAll(2)).toBeGreaterThan(2);
    expect(await prove()).toMatchObject({ lines: (await lines()).length, findings: [] });
  });

  test("leaves out what a running transaction may still write before it", async () => {
    const open = await acme.sql.reserve();
    try {
      await open`begin`;
      await open`update public.organizations set name = 'Slow' where id = ${acme.orgId}`;
      await createCustomer(acme, { first_name: "Quick", last_name: "Ruiz" });
      await seal();
      const before = await prove();
      expect(before.lines).toBeLessThan((await lines()).length);
      expect(before.findings).toEqual([]);
      await open`commit`;
    } finally {
      open.release();
    }
    await sealAll();
    expect(await prove()).toMatchObject({ lines: (await lines()).length, findings: [] });
  });

  test("is one at a time: four workers at once lose and repeat nothing", async () => {
    for (let made = 0; made < 8; made += 1)
      await createCustomer(acme, { first_name: `P${made}`, last_name: "Ruiz" });
    await Promise.all(Array.from({ length: 4 }, () => seal(3)));
    await sealAll();
    expect(await prove()).toMatchObject({ lines: (await lines()).length, findings: [] });
  });
});

describe("the proof names", () => {
  let all: Line[] = [];
  beforeEach(async () => {
    await sealAll();
    all = await lines();
  });
  const nth = (n: number): string => String(all[n]?.id);

  test("a line that was edited", async () => {
    const findings = await tamper("update public.audit_logs set actor_id = gen_random_uuid() where id = $1", [
      nth(1),
    ]);
    expect(findings).toMatchObject([{ kind: "edited", id: nth(1) }]);
  });

  test("values that were edited behind a line", async () => {
    const findings = await tamper(
      `update private.change_log set new = '{"name": "Other"}'
       where id = (select change_id from public.audit_logs where id = $1)`,
      [nth(2)],
    );
    expect(findings).toMatchObject([{ kind: "edited", id: nth(2) }]);
  });

  test("a line that is gone", async () => {
    expect(await tamper("delete from public.audit_logs where id = $1", [nth(1)])).toMatchObject([
      { kind: "deleted", id: nth(1) },
    ]);
  });

  test("two lines that changed places", async () => {
    const findings = await tamper(
      `update public.audit_logs as a set entity_id = b.entity_id, salt = b.salt, actor_id = b.actor_id, xid = b.xid,
         changed = b.changed, change_id = b.change_id, entity = b.entity, action = b.action
       from public.audit_logs as b where (a.id, b.id) in (($1, $2), ($2, $1))`,
      [nth(1), nth(3)],
    );
    expect(findings).toMatchObject([
      { kind: "edited", id: nth(1) },
      { kind: "edited", id: nth(3) },
    ]);
  });

  test("a line that was slipped in with the number of an old transaction", async () => {
    const findings = await tamper(
      `insert into public.audit_logs (org_id, actor_kind, action, entity, xid)
       values ($1, 'operator', 'delete', 'customer', '700')`,
      [acme.orgId],
    );
    expect(findings).toMatchObject([{ kind: "inserted", entity: "customer", action: "delete" }]);
  });

  test("a line that was written back to an earlier time", async () => {
    await acme.sql`
      insert into public.audit_logs (org_id, actor_kind, action, entity, created_at)
      values (${acme.orgId}, 'operator', 'export', 'customer', date_trunc('month', now()) - interval '1 day')`;
    await sealAll();
    expect((await prove()).findings).toMatchObject([{ kind: "back_dated", action: "export" }]);
    await acme.sql`alter table public.audit_logs disable trigger user`;
    await acme.sql`delete from public.audit_logs where org_id = ${acme.orgId} and action = 'export'`;
    await acme.sql`alter table public.audit_logs enable trigger user`;
    await acme.sql`delete from private.audit_seals where org_id = ${acme.orgId} and seq = (
      select max(seq) from private.audit_seals where org_id = ${acme.orgId})`;
  });

  test("a seal that was edited, and one that is missing", async () => {
    // Three at least: the second has one before it and one behind it.
    for (const first_name of ["First", "Middle", "Last"]) {
      await createCustomer(acme, { first_name, last_name: "Ruiz" });
      await sealAll();
    }
    const edited = await tamper(
      "update private.audit_seals set sealed_at = now() where org_id = $1 and seq = 2",
      [acme.orgId],
    );
    expect(edited).toMatchObject([{ kind: "seal_edited", seal: 2 }]);
    const missing = await tamper("delete from private.audit_seals where org_id = $1 and seq = 2", [
      acme.orgId,
    ]);
    expect(missing).toContainEqual(expect.objectContaining({ kind: "seal_missing", seal: 2 }));
  });

  test("and a chain that was written anew by an earlier head", async () => {
    const [head] = await acme.sql<{ hash: string }[]>`
      select hash from ops.audit_heads(${acme.orgId})`;
    const find = () => acme.sql<{ seq: string }[]>`select seq from ops.find_audit_head(${head?.hash ?? ""})`;
    expect(await find()).toHaveLength(1);
    await acme.sql`delete from public.audit_logs where id = ${nth(1)}`;
    await acme.sql`delete from private.audit_seals`;
    await acme.sql`update ops.audit_seal_state set sealed_upto = '0'`;
    await sealAll();
    expect((await prove()).findings).toEqual([]);
    expect(await find()).toEqual([]);
  });
});

describe("after a dump was restored into a cluster that counts anew", () => {
  const offset = async () =>
    (await acme.sql`select number_offset from ops.audit_seal_state`)[0]?.number_offset as string;

  test("the sealer goes on above the old numbers, and every line is sealed once", async () => {
    await sealAll();
    expect(await offset()).toBe("0");
    // As the old cluster left it: sealed far above what this one counts, and one line after the last seal.
    await acme.sql`update ops.audit_seal_state set sealed_upto = '9000000000'`;
    await acme.sql`
      insert into public.audit_logs (org_id, actor_kind, action, entity, xid)
      values (${acme.orgId}, 'operator', 'view', 'customer', '9000000007')`;
    await createCustomer(acme, { first_name: "Between", last_name: "Restore and sealer" });
    await sealAll();
    expect(Number(await offset())).toBe(9_000_000_008);
    await createCustomer(acme, { first_name: "Afterwards", last_name: "Ruiz" });
    expect(await sealAll()).toBe(1);
    expect((await seal()).lines).toBe(0);
    expect(await prove()).toMatchObject({ lines: (await lines()).length, findings: [] });
  });

  test("and a line slipped in with an old number is found as before", async () => {
    const findings = await tamper(
      `insert into public.audit_logs (org_id, actor_kind, action, entity, xid)
       values ($1, 'operator', 'delete', 'customer', '700')`,
      [acme.orgId],
    );
    expect(findings).toMatchObject([{ kind: "inserted", entity: "customer", action: "delete" }]);
  });
});
