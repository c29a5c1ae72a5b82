import { Transformer } from "@napi-rs/image";
import { decodeJwt } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { entriesOf } from "@/tests/support/archive";
import { call, expectStatus } from "./support/call";
import { database, installation } from "./support/installation";
import { createCompany, forgeToken, type Company, type Person } from "./support/people";

let home: Company;
let other: Company;
beforeAll(async () => {
  [home, other] = await Promise.all([createCompany("bilby"), createCompany("potoroo")]);
});

const owner = () => home.people.owner;

async function picture(): Promise<Buffer> {
  const rgba = Buffer.alloc(64 * 48 * 4, 200);
  for (let index = 0; index < rgba.length; index += 4) rgba[index] = (index * 7 + Math.random() * 255) & 255;
  return Transformer.fromRgbaPixels(rgba, 64, 48).jpeg(80);
}

/** A customer with one photo, as the office adds it. */
async function customerWithPhoto(last_name: string, bytes: Buffer): Promise<string> {
  const body = { kind: "person", first_name: "Ina", last_name };
  const customer = String((await call("POST", "/customers", { as: owner(), body })).row.id);
  const declared = await call("POST", "/files", {
    as: owner(),
    body: { name: `Küche/${last_name}.jpg`, mime: "image/jpeg", size_bytes: bytes.length },
  });
  const { data, upload } = JSON.parse(declared.text) as { data: { id: string }; upload: { url: string } };
  const sent = await fetch(new URL(upload.url, installation.url), {
    method: "PUT",
    headers: { "content-type": "image/jpeg" },
    body: new Uint8Array(bytes),
  });
  expect(sent.status).toBe(200);
  expectStatus(await call("POST", `/files/${data.id}/completions`, { as: owner() }), 200);
  const state = async () => (await call("GET", `/files/${data.id}`, { as: owner() })).row.state;
  await expect.poll(state, { timeout: 30_000 }).toBe("ready");
  const attached = { file_id: data.id, customer_id: customer };
  expectStatus(await call("POST", "/attachments", { as: owner(), body: attached }), 201);
  return customer;
}

const copy = (id: string, as: Person = owner(), kind = "customer") =>
  call("POST", "/privacy-requests/copies", { as, body: { kind, id, reason: "Asked by letter" } });

async function finished(id: string): Promise<Record<string, unknown>> {
  const look = async () => (await call("GET", `/batch-operations/${id}`, { as: owner() })).row;
  await expect.poll(async () => (await look()).status, { timeout: 30_000 }).toBe("done");
  return look();
}

async function bytesAt(url: string): Promise<{ status: number; bytes: Buffer }> {
  const answer = await fetch(new URL(url, installation.url));
  return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
}

/** The same session, as it is an hour after the person signed in. */
async function anHourLater(person: Person): Promise<Person> {
  const claims = decodeJwt(person.token);
  const amr = [{ method: "password", timestamp: Math.floor(Date.now() / 1000) - 3600 }];
  return { ...person, token: await forgeToken({ ...claims, amr }) };
}

describe("a person's copy", () => {
  it("is an archive with every row and the bytes of every file", async () => {
    const id = await customerWithPhoto("Archiveword", await picture());
    const made = await copy(id);
    expectStatus(made, 201);
    expect(made.row).toMatchObject({ kind: "person_export", status: "queued" });
    const operation = await finished(made.row.id);
    expect(operation).toMatchObject({ result: { files: 1 }, file: { name: `customer-${id}.zip` } });
    const address = await call("GET", `/batch-operations/${made.row.id}/address`, { as: owner() });
    expectStatus(address, 200);
    expect(address.headers.get("cache-control")).toBe("private, no-store");
    const entries = entriesOf((await bytesAt(String(address.row.url))).bytes);
    const document = JSON.parse(entries.get("data.json")?.toString("utf8") ?? "{}") as {
      tables: Record<string, { last_name?: string }[]>;
      files: { id: string; entry: string; path?: string }[];
    };
    expect(document.tables.customers?.[0]?.last_name).toBe("Archiveword");
    expect(document.files).toHaveLength(1);
    const [file] = document.files;
    expect(file?.entry).toBe(`files/${file?.id}-Küche_Archiveword.jpg`);
    // As the company keeps it: a picture is drawn anew when it comes, without what its camera noted.
    const content = await call("GET", `/files/${file?.id}/content`, { as: owner() });
    const kept = await bytesAt(content.headers.get("location") ?? "");
    expect(kept.bytes.length).toBeGreaterThan(100);
    expect(entries.get(file?.entry ?? "")?.equals(kept.bytes)).toBe(true);
    expect(JSON.stringify(document.files)).not.toContain("bucket");
    const list = await call("GET", "/privacy-requests", { as: owner() });
    expect(list.rows[0]).toMatchObject({ kind: "export", person_id: id, file_count: 1 });
  });

  it("is made for managers, of people of their own company, with a reason that names nobody", async () => {
    const body = { kind: "person", last_name: "Walledword" };
    const id = String((await call("POST", "/customers", { as: owner(), body })).row.id);
    for (const role of ["dispatcher", "accountant", "viewer", "technician"] as const)
      expectStatus(await copy(id, home.people[role]), 403);
    expectStatus(await copy(id, other.people.owner), 404);
    const named = await call("POST", "/privacy-requests/copies", {
      as: owner(),
      body: { kind: "customer", id, reason: "Walledword wrote to us" },
    });
    expect([named.status, named.problem.code]).toEqual([422, "names_person"]);
  });

  it("goes with the person: erased, it can be fetched by nobody and lies nowhere", async () => {
    const id = await customerWithPhoto("Goneword", await picture());
    const made = await copy(id);
    await finished(made.row.id);
    const address = await call("GET", `/batch-operations/${made.row.id}/address`, { as: owner() });
    const erased = await call("POST", "/privacy-requests/erasures", {
      as: owner(),
      body: { kind: "customer", id, reason: "Asked by letter" },
    });
    expectStatus(erased, 201);
    expectStatus(await call("GET", `/batch-operations/${made.row.id}/address`, { as: owner() }), 404);
    const objects = () => database()`
      select name from storage.objects where bucket_id = 'exports' and name like ${`${home.id}/${made.row.id}/%`}`;
    await expect.poll(async () => (await objects()).length, { timeout: 30_000 }).toBe(0);
    expect((await bytesAt(String(address.row.url))).status).toBeGreaterThanOrEqual(400);
  });
});

describe("a file of an export", () => {
  it("is handed out after a proof of the last ten minutes, by no way without", async () => {
    const body = { kind: "person", last_name: "Proofword" };
    const id = String((await call("POST", "/customers", { as: owner(), body })).row.id);
    const made = await copy(id);
    const { id: operation } = made.row;
    await finished(operation);
    const later = await anHourLater(owner());
    for (const way of ["address", "content"]) {
      const refused = await call("GET", `/batch-operations/${operation}/${way}`, { as: later });
      expect([way, refused.status, refused.problem.code]).toEqual([way, 403, "proof_required"]);
    }
    const path = `exports/${home.id}/${operation}/customer-${id}.zip`;
    const direct = (as: Person) =>
      fetch(`${installation.supabaseUrl}/storage/v1/object/${path}`, {
        headers: { authorization: `Bearer ${as.token}`, apikey: installation.publishableKey },
      });
    expect((await direct(later)).status).toBeGreaterThanOrEqual(400);
    expect((await direct(owner())).status).toBe(200);
    expectStatus(await call("GET", `/batch-operations/${operation}/content`, { as: owner() }), 302);
    const log = await call("GET", `/audit-logs?entity=batch_operation&entity_id=${operation}`, {
      as: owner(),
    });
    expect(log.rows.length).toBe(1);
  });
});
