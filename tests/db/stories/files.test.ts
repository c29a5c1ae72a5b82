import { randomBytes, randomUUID } from "node:crypto";
import { Transformer } from "@napi-rs/image";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusal } from "@/tests/support/database";
import type { TestUser } from "@/tests/support/database";
import { openFiling, picture, pngPicture, sumOf, withExif } from "./filing";
import type { Filing } from "./filing";

let acme: Filing;
let owner: TestUser;
beforeAll(async () => {
  acme = await openFiling();
  owner = acme.owner;
});
afterAll(() => acme?.close());

const readyObject = async (path: string): Promise<Buffer> => {
  const { data } = await (await acme.storage(owner)).from("files").download(path);
  return Buffer.from(await (data?.arrayBuffer() ?? new ArrayBuffer(0)));
};
const uploadsOf = async (id: string) => (await acme.objects()).filter((place) => place.endsWith(`/${id}`));

describe("a photo", () => {
  test("is ready in sizes that fit, turned upright, and says nothing of camera or place", async () => {
    const sent = withExif(await picture(5000, 3000), 6);
    expect(sent.includes("SecretCam")).toBe(true);
    const file = await acme.send(owner, sent, { sha256: sumOf(sent) });
    expect(file).toMatchObject({ state: "ready", sha256: sumOf(sent), mime: "image/jpeg", bucket: "files" });
    // Held upright: what was 5000 wide is 5000 high, and the longest side is 4096 at most.
    expect([file.width, file.height]).toEqual([2458, 4096]);
    const sizes = Object.entries(file.variants ?? {}).map(([size, { width, height }]) => [
      size,
      width,
      height,
    ]);
    expect(Object.fromEntries(sizes.map(([size, ...sides]) => [size, sides]))).toEqual({
      original: [2458, 4096],
      medium: [960, 1600],
      small: [240, 400],
    });
    for (const variant of Object.values(file.variants ?? {})) {
      const bytes = await readyObject(variant.path);
      expect(bytes.includes("SecretCam")).toBe(false);
      expect(bytes.includes("Exif")).toBe(false);
      const { width, height, orientation } = await new Transformer(bytes).metadata(true);
      expect([width, height, orientation]).toEqual([variant.width, variant.height, undefined]);
    }
    const small = await readyObject(file.variants?.small?.path ?? "");
    const shown = await new Transformer(small).rawPixels();
    const at = (x: number, y: number) => [...shown.subarray((y * 240 + x) * 3, (y * 240 + x) * 3 + 3)];
    // Turned clockwise the red left half is the upper one.
    expect(at(120, 40)[0]).toBeGreaterThan(200);
    expect(at(120, 360)[2]).toBeGreaterThan(200);
    expect(await uploadsOf(file.id)).toEqual([]);
  });

  test("that is small is kept once, and a PNG stays one", async () => {
    const file = await acme.send(owner, await pngPicture(), { name: "logo.png", mime: "image/png" });
    expect(file).toMatchObject({ state: "ready", mime: "image/png", width: 60, height: 40 });
    expect(Object.keys(file.variants ?? {})).toEqual(["original"]);
    const webp = await new Transformer(await pngPicture(50, 50)).webp(80);
    expect(await acme.send(owner, webp, { mime: "image/webp" })).toMatchObject({
      state: "ready",
      mime: "image/jpeg",
    });
  });
});

describe("a document", () => {
  const pdf = Buffer.from(`%PDF-1.7\n${"1 0 obj <<>> endobj\n".repeat(9)}trailer\n%%EOF\n`);

  test("is kept as it is", async () => {
    const file = await acme.send(owner, pdf, { name: "plan.pdf", mime: "application/pdf" });
    expect(file).toMatchObject({ state: "ready", kind: "document", width: null, size_bytes: pdf.length });
    expect((await readyObject(file.variants?.original?.path ?? "")).equals(pdf)).toBe(true);
    const csv = Buffer.from("name;town\r\nMüller;Köln\r\n", "latin1");
    expect(await acme.send(owner, csv, { name: "list.csv", mime: "text/csv" })).toMatchObject({
      state: "ready",
    });
  });
});

describe("what is not what it says", () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  const zipTail = Buffer.from("PK\x01\x02 a.txt PK\x05\x06\0\0\0\0", "latin1");
  const cases: [string, () => Promise<Buffer> | Buffer, string, string][] = [
    ["an SVG with a script as PNG", () => Buffer.from(svg), "image/png", "wrong_type"],
    ["an SVG as text", () => Buffer.from(`\ufeff \n${svg}`), "text/plain", "wrong_type"],
    ["a page as text", () => Buffer.from("<!DOCTYPE html><p>hello"), "text/csv", "wrong_type"],
    ["a PNG as JPEG", () => pngPicture(61, 41), "image/jpeg", "wrong_type"],
    ["a program as PDF", () => Buffer.from("MZ\0\0".repeat(40), "latin1"), "application/pdf", "wrong_type"],
    [
      "a photo that is a page too",
      async () => after(await picture(40, 30), "<html><script>x()</script>"),
      "image/jpeg",
      "hidden_content",
    ],
    [
      "a photo that is an archive too",
      async () => Buffer.concat([await picture(40, 30), zipTail]),
      "image/jpeg",
      "hidden_content",
    ],
    [
      "a photo that is a PDF too",
      async () => after(await picture(40, 30), "%PDF-1.4 %%EOF"),
      "image/jpeg",
      "hidden_content",
    ],
    [
      "a PDF that is an archive too",
      () => Buffer.concat([Buffer.from("%PDF-1.4 %%EOF\n"), zipTail]),
      "application/pdf",
      "hidden_content",
    ],
    [
      "a photo cut off in its head",
      async () => (await picture(40, 30)).subarray(0, 60),
      "image/jpeg",
      "unreadable",
    ],
    [
      "noise with a photo's first bytes",
      () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(3_000)]),
      "image/jpeg",
      "unreadable",
    ],
    [
      "a small file that unfolds into a gigabyte",
      async () => bomb(await pngPicture(), 40_000, 30_000),
      "image/png",
      "too_many_pixels",
    ],
  ];

  test.each(cases)(
    "%s is refused with a reason, and nothing of it is kept",
    async (_, make, mime, reason) => {
      const bytes = await make();
      const file = await acme.send(owner, bytes, { mime });
      expect([file.state, file.state_reason]).toEqual(["rejected", reason]);
      expect(
        (await acme.objects()).filter((place) => place.includes(file.id) || place.includes(sumOf(bytes))),
      ).toEqual([]);
    },
  );

  test("other bytes than declared are refused: more, fewer, or with another sum", async () => {
    const bytes = await picture(80, 60);
    expect(await acme.send(owner, bytes, { size_bytes: bytes.length - 1 })).toMatchObject({
      state_reason: "wrong_size",
    });
    expect(await acme.send(owner, bytes, { size_bytes: bytes.length + 1 })).toMatchObject({
      state_reason: "wrong_size",
    });
    expect(await acme.send(owner, bytes, { sha256: "0".repeat(64) })).toMatchObject({
      state_reason: "wrong_sum",
    });
  });
});

const after = (bytes: Buffer, text: string) => Buffer.concat([bytes, Buffer.from(text)]);

/** A PNG whose head claims other sides; no decoder must come to the point of believing it. */
function bomb(png: Buffer, width: number, height: number): Buffer {
  const changed = Buffer.from(png);
  changed.writeUInt32BE(width, 16);
  changed.writeUInt32BE(height, 20);
  return changed;
}

describe("a declaration", () => {
  test("is the same file when it is made again, and nobody else's", async () => {
    const id = randomUUID();
    const bytes = await picture(50, 40);
    const other = await acme.hire("dispatcher");
    await acme.declare(owner, bytes, { id });
    await acme.declare(owner, bytes, { id });
    expect(await refusal(acme.declare(other, bytes, { id }))).toMatchObject({ code: "CO409", hint: "id" });
    expect(await refusal(acme.declare(owner, bytes, { id, size_bytes: 3 }))).toMatchObject({ code: "CO409" });
    for (const ask of [acme.renew, acme.complete, acme.file])
      expect(await refusal(ask(other, id))).toMatchObject({ code: "CO404" });
  });

  test("cannot be completed before its bytes came, and twice is once", async () => {
    const bytes = await picture(50, 40);
    const { id } = await acme.declare(owner, bytes);
    expect(await refusal(acme.complete(owner, id))).toMatchObject({ code: "CO409" });
    expect((await acme.renew(owner, id)).is_wanted).toBe(true);
    await acme.put(owner, id, bytes);
    expect((await acme.renew(owner, id)).is_wanted).toBe(false);
    await acme.complete(owner, id);
    await acme.complete(owner, id);
    const [jobs] = await acme.sql`
      select count(*)::int as n from private.background_jobs where payload ->> 'file_id' = ${id}`;
    expect(jobs).toEqual({ n: 1 });
    await acme.check(id);
    await acme.check(id);
    expect(await acme.file(owner, id)).toMatchObject({ state: "ready" });
    const words = await acme.sql`select type from private.outbox where entity_id = ${id} order by id`;
    expect(words.map((row) => row.type)).toEqual(["file.created", "file.uploaded", "file.ready"]);
  });

  test("that nobody may make is refused: a viewer's, one too large, one of a type that is not taken", async () => {
    const viewer = await acme.hire("viewer");
    const bytes = Buffer.from("x");
    expect(await refusal(acme.declare(viewer, bytes))).toMatchObject({ code: "42501" });
    expect(await refusal(acme.declare(owner, bytes, { size_bytes: 26_214_401 }))).toMatchObject({
      code: "23514",
    });
    for (const mime of ["image/svg+xml", "text/html", "image/heic", "application/zip"])
      expect(await refusal(acme.declare(owner, bytes, { mime }))).toMatchObject({ code: "23514" });
  });
});

describe("the same bytes", () => {
  test("sent twice are two files, one object, and count once", async () => {
    const bytes = await picture(700, 500);
    const first = await acme.send(owner, bytes);
    const objects = await acme.objects();
    const [before] = await acme.sql`select private.stored_bytes(${acme.orgId})::int as n`;
    const second = await acme.send(owner, bytes);
    expect(second).toMatchObject({ state: "ready", sha256: first.sha256, variants: first.variants });
    expect(second.id).not.toBe(first.id);
    expect(await acme.objects()).toEqual(objects);
    expect(await acme.sql`select private.stored_bytes(${acme.orgId})::int as n`).toEqual([before]);
  });
});

describe("the quota", () => {
  test("refuses what would not fit, also where two were declared at one moment", async () => {
    const [used] = await acme.sql<{ n: number }[]>`select private.stored_bytes(${acme.orgId})::int as n`;
    const bytes = await picture(300, 200, 251);
    const limit = (more: number) =>
      acme.sql`update public.organizations set quota_storage_bytes = ${(used?.n ?? 0) + more} where id = ${acme.orgId}`;
    await limit(bytes.length - 1);
    const refused = await refusal(acme.declare(owner, bytes));
    expect(refused).toMatchObject({ code: "CO409", hint: "size_bytes" });
    expect(refused.message).toMatch(/^storage_quota: /);
    await limit(bytes.length);
    const { id } = await acme.declare(owner, bytes);
    expect(await refusal(acme.declare(owner, Buffer.from("y")))).toMatchObject({ code: "CO409" });
    await acme.put(owner, id, bytes);
    await acme.complete(owner, id);
    // Made anew it is larger than what was declared, and the room is gone.
    await limit(1);
    await acme.check(id);
    expect(await acme.file(owner, id)).toMatchObject({ state: "rejected", state_reason: "quota" });
    await limit(1_000_000_000);
  });
});
