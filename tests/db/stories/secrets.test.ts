import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { createKeyRing, wrappedKeys } from "@/lib/crypto/key-ring";
import { seal } from "@/lib/crypto/sealing";
import { proveSecrets, tendKeys } from "@/lib/crypto/worker";
import { connectWorker } from "@/lib/worker/database";
import type { Sql } from "@/lib/worker/database";
import { workerUrl } from "@/tests/support/cluster";
import { asIdentity, refusal } from "@/tests/support/database";
import type { Identity } from "@/tests/support/database";
import { call, createCustomer, createProperty, foundCompany, openCompany } from "./company";
import type { Company } from "./company";

const CANARY = "canary-4711-gate";
const service: Identity = { name: "service", role: "service_role", claims: null };
const key = () => randomBytes(32).toString("base64");
const environment = process.env.ENCRYPTION_KEYS;

let acme: Company;
let rival: Omit<Company, "database">;
let first: string;
let worker: Sql;

beforeAll(async () => {
  acme = await openCompany();
  rival = await foundCompany(acme.sql, "Rival Plumbing");
  first = `1:${key()}`;
  process.env.ENCRYPTION_KEYS = first;
  worker = connectWorker(workerUrl(inject("cluster"), acme.database.name), "keys");
});
afterAll(async () => {
  await worker.end();
  process.env.ENCRYPTION_KEYS = environment;
  await acme.database.close();
});

/** What a process of the app holds, made anew: as the server asks, by the functions of the secret key. */
const ringNow = () =>
  createKeyRing({
    read: async (org) => wrappedKeys.parse(await call(acme.sql, service, "gate_organization_keys", { org })),
    create: async (org, wrapped) =>
      wrappedKeys.parse(await call(acme.sql, service, "gate_create_organization_key", { org, wrapped })),
  });

type Place = { id: string; version: number };
async function place(company: Omit<Company, "database"> = acme): Promise<Place> {
  const customer = await createCustomer(company, { last_name: "Moreau" });
  return createProperty(company, customer.id);
}
const gate = (row: string) => ({ table: "private.gate_codes", column: "sealed", row });
const write = (id: string, sealed: string | null, company: Omit<Company, "database"> = acme) =>
  call(acme.sql, company.at(company.owner), "update_gate_code", {
    id,
    expected_version: null,
    changes: { sealed },
  });
async function keep(code: string, company: Omit<Company, "database"> = acme): Promise<Place> {
  const made = await place(company);
  await write(made.id, await ringNow().seal(company.orgId, gate(made.id), code), company);
  return made;
}
async function kept(id: string): Promise<string> {
  const [row] = await acme.sql<{ sealed: string }[]>`
    select sealed from private.gate_codes where property_id = ${id}`;
  return row?.sealed ?? "";
}
const read = async (id: string, company: Omit<Company, "database"> = acme) =>
  ringNow().open(company.orgId, gate(id), await kept(id));
const numbersOf = async () =>
  (
    await acme.sql<{ number: number; state: string }[]>`
      select number, case when destroyed_at is null then 'alive' else 'destroyed' end as state
      from private.organization_keys where org_id = ${acme.orgId} order by number`
  ).map(({ number, state }) => `${number} ${state}`);

describe("a sealed secret", () => {
  test("opens where it belongs, and moved to another row, column or company it does not", async () => {
    const one = await keep(CANARY);
    const other = await keep("1234");
    const theirs = await keep("9999", rival);
    const sealed = await kept(one.id);
    const ring = ringNow();
    expect(await ring.open(acme.orgId, gate(one.id), sealed)).toBe(CANARY);
    await expect(ring.open(acme.orgId, gate(other.id), sealed)).rejects.toThrow("does not open");
    await expect(ring.open(acme.orgId, { ...gate(one.id), column: "other" }, sealed)).rejects.toThrow(
      "does not open",
    );
    await expect(ring.open(acme.orgId, { ...gate(one.id), table: "private.other" }, sealed)).rejects.toThrow(
      "does not open",
    );
    await expect(ring.open(rival.orgId, gate(theirs.id), sealed)).rejects.toThrow("does not open");
  });

  test("does not open with any one of its characters changed", async () => {
    const { id } = await keep(CANARY);
    const sealed = await kept(id);
    const ring = ringNow();
    for (let at = 0; at < sealed.length; at += 1) {
      const flipped = sealed.slice(0, at) + (sealed[at] === "A" ? "B" : "A") + sealed.slice(at + 1);
      await expect(ring.open(acme.orgId, gate(id), flipped), `character ${at}`).rejects.toThrow(
        "does not open",
      );
    }
  });

  test("opens for nobody without the key of the environment", async () => {
    const { id } = await keep(CANARY);
    process.env.ENCRYPTION_KEYS = `1:${key()}`;
    await expect(read(id)).rejects.toThrow("does not open");
    process.env.ENCRYPTION_KEYS = first;
    expect(await read(id)).toBe(CANARY);
  });

  test("of a data key that was moved to another company opens nothing", async () => {
    const { id } = await keep(CANARY, rival);
    const [mine] = await acme.sql<{ wrapped: string }[]>`
      select wrapped from private.organization_keys where org_id = ${acme.orgId} and number = 1`;
    const ring = createKeyRing({
      read: () => Promise.resolve([{ number: 1, wrapped: mine?.wrapped ?? "" }]),
      create: () => Promise.reject(new Error("not asked for")),
    });
    await expect(ring.open(rival.orgId, gate(id), await kept(id))).rejects.toThrow("does not open");
  });
});

describe("plaintext", () => {
  test("is refused without being said", async () => {
    const { id } = await keep("1234");
    const words = [
      refusal(write(id, CANARY)),
      refusal(acme.sql`update private.gate_codes set sealed = ${CANARY} where property_id = ${id}`),
      refusal(acme.sql`insert into public.system_settings (org_id, category, name, value, is_encrypted)
        values (${acme.orgId}, 'mail', 'password', to_jsonb(${CANARY}::text), true)`),
      refusal(acme.sql`insert into public.system_settings (org_id, category, name, value, is_encrypted)
        values (${acme.orgId}, 'mail', 'password', ${acme.sql.json({ password: CANARY })}, true)`),
    ];
    for (const word of await Promise.all(words)) {
      expect(word).toMatchObject({ code: "CO422", message: "not_encrypted: This is kept encrypted only." });
      expect(JSON.stringify(word)).not.toContain(CANARY);
    }
  });

  test("in the form of a sealed text needs a key the company has", async () => {
    const { id } = await keep("1234");
    const foreign = seal(randomBytes(32), 77, "elsewhere", Buffer.from(CANARY));
    expect(await refusal(write(id, foreign))).toMatchObject({
      code: "CO409",
      message: /^key_gone: / as never,
    });
  });

  test("is in no table of the database, and sealed text in no history, log or outbox", async () => {
    const { id } = await keep(CANARY);
    const sealed = await ringNow().seal(
      acme.orgId,
      { table: "public.system_settings", column: "value", row: "mail.password" },
      CANARY,
    );
    await acme.sql`insert into public.system_settings (org_id, category, name, value, is_encrypted)
      values (${acme.orgId}, 'mail', 'password', ${acme.sql.json(sealed)}, true)`;
    await acme.sql`update public.system_settings set value = ${acme.sql.json(sealed)}, updated_at = now()
      where org_id = ${acme.orgId} and name = 'password'`;
    await acme.sql`delete from public.system_settings where org_id = ${acme.orgId} and name = 'password'`;
    await call(acme.sql, acme.at(acme.owner), "get_gate_code", { id });
    const tables = await acme.sql<{ name: string }[]>`
      select format('%I.%I', n.nspname, c.relname) as name
      from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`;
    expect(tables.length).toBeGreaterThan(80);
    const holding = async (text: string): Promise<string[]> => {
      const found: string[] = [];
      for (const { name } of tables) {
        const [row] = await acme.sql.unsafe<{ is_there: boolean }[]>(
          `select exists (select from ${name} as t where strpos(to_jsonb(t)::text, $1) > 0) as is_there`,
          [text],
        );
        if (row?.is_there) found.push(name);
      }
      return found;
    };
    for (const form of [CANARY, Buffer.from(CANARY).toString("base64"), Buffer.from(CANARY).toString("hex")])
      expect(await holding(form), form).toEqual([]);
    expect(await holding(sealed)).toEqual([]);
    expect(await holding(await kept(id))).toEqual(["private.gate_codes"]);
    // What the refusals above left behind in the server's own log.
    const [server] = await acme.sql<{ data: string }[]>`select current_setting('data_directory') as data`;
    const log = await readFile(join(server?.data ?? "", "../server.log"), "utf8");
    expect(log).not.toContain(CANARY);
  });
});

describe("keys are replaced under load", () => {
  test("a new key of the environment wraps the data keys, and the old one may go", async () => {
    const { id } = await keep(CANARY);
    const before = await kept(id);
    const second = `2:${key()}`;
    process.env.ENCRYPTION_KEYS = `${second},${first}`;
    await tendKeys(worker);
    process.env.ENCRYPTION_KEYS = second;
    expect(await read(id)).toBe(CANARY);
    expect(await kept(id)).toBe(before);
    process.env.ENCRYPTION_KEYS = first;
    await expect(read(id)).rejects.toThrow("does not open");
    first = second;
    process.env.ENCRYPTION_KEYS = first;
  });

  test("a new data key seals everything anew while no read fails, and the old one is destroyed", async () => {
    const places = await Promise.all(Array.from({ length: 30 }, (_, at) => keep(`code ${at}`)));
    const [history] = await acme.sql<{ count: number }[]>`
      select count(*)::int as count from private.change_log where org_id = ${acme.orgId}`;
    await acme.sql`select ops.ask_for_new_keys((select slug from public.organizations where id = ${acme.orgId}))`;
    // A process that was running before, with what it holds in its memory.
    const long = ringNow();
    const old = await kept(places[0]?.id ?? "");
    let isOver = false;
    let reads = 0;
    const readers = Array.from({ length: 4 }, async (_, reader) => {
      for (let at = reader; !isOver || at < 30; at += 1) {
        const wanted = places[at % 30];
        const sealed = await kept(wanted?.id ?? "");
        expect(await long.open(acme.orgId, gate(wanted?.id ?? ""), sealed)).toBe(`code ${at % 30}`);
        reads += 1;
      }
    });
    // A person who sets a new code meanwhile is not undone.
    const changed = places[7]?.id ?? "";
    await Promise.all([tendKeys(worker), tendKeys(worker)]);
    await write(changed, await long.seal(acme.orgId, gate(changed), "code 7"));
    isOver = true;
    await Promise.all(readers);
    expect(reads).toBeGreaterThan(30);
    const [last] = await acme.sql<{ count: number }[]>`
      select count(*)::int as count from private.gate_codes where org_id = ${acme.orgId} and key_number = 2`;
    expect(last?.count).toBeGreaterThanOrEqual(30);
    expect(await numbersOf()).toEqual(["1 alive", "2 alive"]);
    // Nobody edited anything but the one code.
    const [after] = await acme.sql<{ count: number }[]>`
      select count(*)::int as count from private.change_log where org_id = ${acme.orgId}`;
    expect((after?.count ?? 0) - (history?.count ?? 0)).toBe(1);
    await acme.sql`select ops.destroy_old_keys('0')`;
    expect(await numbersOf()).toEqual(["1 destroyed", "2 alive"]);
    await expect(ringNow().open(acme.orgId, gate(places[0]?.id ?? ""), old)).rejects.toThrow("does not open");
    for (const [at, { id }] of places.entries()) expect(await read(id)).toBe(`code ${at}`);
  });

  test("a text that was changed meanwhile is not undone by the work that seals anew", async () => {
    const { id } = await keep("old");
    const read = await kept(id);
    const anew = await ringNow().seal(acme.orgId, gate(id), "old");
    await write(id, await ringNow().seal(acme.orgId, gate(id), CANARY));
    const [swap] = await worker<{ is_done: boolean }[]>`
      select ops.reseal(${acme.orgId}, 'private.gate_codes', 'sealed', ${id}, ${read}, ${anew}) as is_done`;
    expect(swap?.is_done).toBe(false);
    expect(await ringNow().open(acme.orgId, gate(id), await kept(id))).toBe(CANARY);
  });

  test("a key that is still needed is not destroyed, however long it is old", async () => {
    const { id } = await keep(CANARY);
    await acme.sql`select ops.ask_for_new_keys()`;
    const sealed = await kept(id);
    const number = Number(sealed.split(".")[1]);
    await acme.sql`
      insert into private.organization_keys (org_id, number, wrapped)
      select org_id, number + 1, wrapped from private.organization_keys where org_id = ${acme.orgId} and number = ${number}`;
    await acme.sql`select ops.destroy_old_keys('0')`;
    await acme.sql`select ops.destroy_old_keys('0')`;
    await expect(read(id)).resolves.toBe(CANARY);
    await acme.sql`delete from private.organization_keys where org_id = ${acme.orgId} and number = ${number + 1}`;
  });

  test("the hourly proof names a secret that has the form and does not open", async () => {
    await proveSecrets(worker);
    const { id } = await keep(CANARY);
    const other = await keep("1234");
    const [codes] = await acme.sql`select sealed from private.gate_codes where property_id = ${other.id}`;
    await acme.sql`update private.gate_codes set sealed = ${String(codes?.sealed)} where property_id = ${id}`;
    await acme.sql`delete from private.gate_codes where property_id not in (${id}, ${other.id})`;
    await expect(proveSecrets(worker)).rejects.toThrow("1 of 2 secrets");
  });
});

describe("encryption for SQL users", () => {
  const ask = (name: string, args: Record<string, string | null>) =>
    call<string>(acme.sql, service, name, args);

  test("opens for its context alone, and is the server's alone", async () => {
    const sealed = await ask("encrypt_sensitive_data", { plaintext: CANARY, context: "customers.iban:1" });
    expect(sealed).toMatch(/^s1\.1\./);
    expect(sealed).not.toContain(CANARY);
    const open = (ciphertext: string, context: string) =>
      ask("decrypt_sensitive_data", { ciphertext, context });
    expect(await open(sealed, "customers.iban:1")).toBe(CANARY);
    const flipped = sealed.slice(0, 60) + (sealed[60] === "A" ? "B" : "A") + sealed.slice(61);
    for (const [ciphertext, context] of [
      [sealed, "customers.iban:2"],
      [flipped, "customers.iban:1"],
      ["x", ""],
    ] as const) {
      expect(await refusal(open(ciphertext, context))).toMatchObject({
        code: "CO422",
        message: "not_decryptable: This does not open here.",
      });
    }
    const asOwner = asIdentity(acme.sql, acme.at(acme.owner), (tx) =>
      tx`select public.decrypt_sensitive_data(${sealed}, 'customers.iban:1')`.then((rows) => [...rows]),
    );
    expect((await refusal(asOwner)).code).toBe("42501");
  });

  test("has its key from Vault where an operator keeps one there, and it opens with no other", async () => {
    const before = await ask("encrypt_sensitive_data", { plaintext: CANARY, context: "here" });
    // As Vault shows it to functions of the owner; the extension itself is part of hosted projects only.
    await acme.sql`create schema vault`;
    await acme.sql`create table vault.decrypted_secrets (name text, decrypted_secret text)`;
    const open = (ciphertext: string) => ask("decrypt_sensitive_data", { ciphertext, context: "here" });
    try {
      expect(await open(before)).toBe(CANARY);
      await acme.sql`
        insert into vault.decrypted_secrets values ('callout_sensitive_data_1', ${randomBytes(32).toString("hex")})`;
      const sealed = await ask("encrypt_sensitive_data", { plaintext: CANARY, context: "here" });
      expect(await open(sealed)).toBe(CANARY);
      expect((await refusal(open(before))).code).toBe("CO422");
      await acme.sql`delete from vault.decrypted_secrets`;
      expect((await refusal(open(sealed))).code).toBe("CO422");
    } finally {
      await acme.sql`drop schema vault cascade`;
    }
  });
});
