import { createHash, randomUUID } from "node:crypto";
import { Transformer } from "@napi-rs/image";
import { beforeAll, describe, expect, it } from "vitest";
import { call } from "./support/call";
import { installation } from "./support/installation";
import { createCompany, type Company, type Person } from "./support/people";
import { until } from "./support/until";

type Upload = { url: string; path: string };
type FileRow = {
  id: string;
  state: string;
  state_reason: string | null;
  sha256: string | null;
  version: number;
};
type Declared = { data: FileRow; upload: Upload | null };

let home: Company;
let other: Company;
let customerId: string;

beforeAll(async () => {
  [home, other] = await Promise.all([createCompany("filer"), createCompany("finder")]);
  const made = await call("POST", "/customers", {
    as: home.people.owner,
    body: { kind: "person", first_name: "Ann" },
  });
  customerId = made.row.id;
});

async function picture(seed = Math.random() * 255): Promise<Buffer> {
  const rgba = Buffer.alloc(640 * 480 * 4, 255);
  for (let index = 0; index < rgba.length; index += 4) rgba[index] = (index * 7 + seed) & 255;
  return Transformer.fromRgbaPixels(rgba, 640, 480).jpeg(80);
}

const declare = async (as: Person, bytes: Buffer, more: object = {}) => {
  const body = { name: "Küche 1.jpg", mime: "image/jpeg", size_bytes: bytes.length, ...more };
  const answer = await call("POST", "/files", { as, body });
  return { answer, ...(JSON.parse(answer.text) as Declared) };
};

/** As a browser sends it: by the address alone, without a key or a cookie. */
const put = (upload: Upload | null, bytes: Buffer, mime = "image/jpeg") =>
  fetch(new URL(upload?.url ?? "", installation.url), {
    method: "PUT",
    headers: { "content-type": mime },
    body: new Uint8Array(bytes),
  });

const get = async (as: Person, id: string) =>
  (JSON.parse((await call("GET", `/files/${id}`, { as })).text) as { data: FileRow }).data;

const settled = (as: Person, id: string): Promise<FileRow> =>
  until(
    () => get(as, id),
    ({ state }) => state !== "uploaded",
  );

async function send(
  as: Person,
  bytes: Buffer,
  more: { mime?: string; name?: string } = {},
): Promise<FileRow> {
  const { data, upload } = await declare(as, bytes, more);
  expect((await put(upload, bytes, more.mime)).status).toBe(200);
  expect((await call("POST", `/files/${data.id}/completions`, { as })).status).toBe(200);
  return settled(as, data.id);
}

const content = (as: Person, id: string, query = "") => call("GET", `/files/${id}/content${query}`, { as });

describe("a photo", () => {
  it("goes from its declaration to an address that is good for a minute", async () => {
    const { owner } = home.people;
    const bytes = await picture();
    const file = await send(owner, bytes);
    expect(file).toMatchObject({ state: "ready", sha256: createHash("sha256").update(bytes).digest("hex") });
    const small = await content(owner, file.id, "?size=small");
    expect(small.status).toBe(302);
    expect(small.headers.get("cache-control")).toBe("private, max-age=45");
    const address = new URL(small.headers.get("location") ?? "", installation.url);
    const shown = await fetch(address);
    expect([shown.status, shown.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
    expect(shown.headers.get("x-content-type-options")).toBe("nosniff");
    const { width, height } = await new Transformer(Buffer.from(await shown.arrayBuffer())).metadata();
    expect([width, height]).toEqual([400, 300]);
    const [, claims = ""] = (address.searchParams.get("token") ?? "").split(".");
    const { iat, exp } = JSON.parse(Buffer.from(claims, "base64url").toString()) as {
      iat: number;
      exp: number;
    };
    expect(exp - iat).toBeLessThanOrEqual(60);
  });

  it("is saved under its own name when that is asked for; a document always", async () => {
    const { owner } = home.people;
    const file = await send(owner, await picture());
    const saved = await content(owner, file.id, "?download=true");
    const photo = await fetch(new URL(saved.headers.get("location") ?? "", installation.url));
    expect(photo.headers.get("content-disposition")).toContain("filename*=UTF-8''K%C3%BCche%201.jpg");
    const pdf = Buffer.from("%PDF-1.4\ntrailer\n%%EOF\n");
    const plan = await send(owner, pdf, { name: "plan.pdf", mime: "application/pdf" });
    const opened = await content(owner, plan.id);
    const answer = await fetch(new URL(opened.headers.get("location") ?? "", installation.url));
    expect(answer.headers.get("content-disposition")).toContain("attachment");
  });

  it("is not to be had before it was looked at, nor when it was refused", async () => {
    const { owner } = home.people;
    const { data } = await declare(owner, await picture());
    const early = await content(owner, data.id);
    expect([early.status, early.problem.code]).toEqual([409, "file_not_ready"]);
    const svg = Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>");
    const disguised = await send(owner, svg, { mime: "image/png" });
    expect(disguised).toMatchObject({ state: "rejected", state_reason: "wrong_type" });
    expect((await content(owner, disguised.id)).problem.code).toBe("file_not_ready");
  });
});

describe("a declaration", () => {
  it("is answered again under its key and under its id, with an address of its own each time", async () => {
    const { owner } = home.people;
    const bytes = await picture();
    const body = { id: randomUUID(), name: "a.jpg", mime: "image/jpeg", size_bytes: bytes.length };
    const key = randomUUID();
    const [first, again, anew] = [
      await call("POST", "/files", { as: owner, body, key }),
      await call("POST", "/files", { as: owner, body, key }),
      await call("POST", "/files", { as: owner, body }),
    ];
    expect([first.status, again.status, anew.status]).toEqual([201, 201, 201]);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    for (const answer of [first, again, anew]) {
      const { data, upload } = JSON.parse(answer.text) as Declared;
      expect(data.id).toBe(body.id);
      expect(upload?.url).toContain(`/object/upload/sign/uploads/${home.id}/${body.id}?token=`);
    }
    const { upload } = JSON.parse(first.text) as Declared;
    expect((await put(upload, bytes)).status).toBe(200);
    const later = await call("POST", `/files/${body.id}/uploads`, { as: owner });
    expect((JSON.parse(later.text) as Declared).upload).toBeNull();
  });

  it("that cannot be is refused by field", async () => {
    const { owner } = home.people;
    const valid = { name: "a.jpg", mime: "image/jpeg", size_bytes: 10 };
    const cases: [object, string][] = [
      [{ ...valid, mime: "image/svg+xml" }, "mime"],
      [{ ...valid, mime: "image/heic" }, "mime"],
      [{ ...valid, size_bytes: 26_214_401 }, "size_bytes"],
      [{ ...valid, size_bytes: 0 }, "size_bytes"],
      [{ ...valid, name: "line\nbreak" }, "name"],
      [{ ...valid, sha256: "abc" }, "sha256"],
    ];
    for (const [body, field] of cases) {
      const { status, problem } = await call("POST", "/files", { as: owner, body });
      expect([status, problem.errors?.[0]?.field]).toEqual([422, field]);
    }
    const viewer = await call("POST", "/files", { as: home.people.viewer, body: valid });
    expect([viewer.status, viewer.problem.required_scope]).toEqual([403, "files:create"]);
  });

  it("is not completed before its bytes are there", async () => {
    const { data } = await declare(home.people.owner, await picture());
    const { status, problem } = await call("POST", `/files/${data.id}/completions`, {
      as: home.people.owner,
    });
    expect([status, problem.code]).toEqual([409, "not_uploaded"]);
  });
});

describe("a file of somebody else", () => {
  it("is not there for another company, for a colleague, or for a guess", async () => {
    const file = await send(home.people.dispatcher, await picture());
    for (const person of [other.people.owner, home.people.technician, home.people.owner]) {
      for (const [method, path] of [
        ["GET", ""],
        ["GET", "/content"],
        ["POST", "/uploads"],
        ["POST", "/completions"],
      ] as const)
        expect((await call(method, `/files/${file.id}${path}`, { as: person })).status).toBe(404);
    }
    expect((await call("GET", `/files/${randomUUID()}`, { as: home.people.owner })).status).toBe(404);
  });
});

describe("attachments", () => {
  it("are added, listed, renamed and taken away, and share the record's readers", async () => {
    const { owner, viewer } = home.people;
    const file = await send(owner, await picture());
    const body = { customer_id: customerId, file_id: file.id, category: "photo", caption: "Boiler" };
    const added = await call("POST", "/attachments", { as: owner, body });
    expect([added.status, added.row]).toMatchObject([
      201,
      { caption: "Boiler", version: 1, file: { id: file.id } },
    ]);
    const path = `/attachments/${added.row.id}`;
    const list = (as: Person) => call("GET", `/attachments?customer_id=${customerId}`, { as });
    expect((await list(viewer)).rows.map((row) => row.id)).toEqual([added.row.id]);
    expect((await content(viewer, file.id)).status).toBe(302);
    expect((await list(other.people.owner)).status).toBe(404);
    expect((await call("PATCH", path, { as: viewer, version: 1, body: { caption: "x" } })).status).toBe(403);
    expect(
      (await call("PATCH", path, { as: other.people.owner, version: 1, body: { caption: "x" } })).status,
    ).toBe(404);
    const renamed = await call("PATCH", path, { as: owner, version: 1, body: { caption: "Boiler plate" } });
    expect([renamed.status, renamed.row.version]).toEqual([200, 2]);
    expect((await call("DELETE", path, { as: owner, version: 1 })).status).toBe(412);
    expect((await call("DELETE", path, { as: owner, version: 2 })).status).toBe(204);
    expect((await content(viewer, file.id)).status).toBe(404);
  });

  it("take neither a stranger's file nor two records", async () => {
    const { owner } = home.people;
    const theirs = await send(other.people.owner, await picture());
    const stolen = await call("POST", "/attachments", {
      as: owner,
      body: { customer_id: customerId, file_id: theirs.id },
    });
    expect([stolen.status, stolen.problem.code]).toEqual([422, "file_not_found"]);
    const both = { customer_id: customerId, job_id: randomUUID(), file_id: theirs.id };
    expect((await call("POST", "/attachments", { as: owner, body: both })).status).toBe(422);
  });
});
