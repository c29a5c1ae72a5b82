import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BUCKET, failure, filesOf, NOT_FOUND, openStorageTarget } from "./storage-target";
import type { StorageTarget } from "./storage-target";

let target: StorageTarget;
let me: Awaited<ReturnType<StorageTarget["person"]>>;
beforeAll(async () => {
  target = await openStorageTarget();
  me = await target.person();
});
afterAll(() => target?.close());

const mine = () => me.client.storage.from(BUCKET);
const textOf = async (name: string) => (await mine().download(name)).data?.text();
const text = { contentType: "text/plain" };

describe("an upload", () => {
  test("of a blob, as a browser sends it, comes back byte for byte", async () => {
    const bytes = new Uint8Array(200_000).map((_, index) => (index * 7 + (index >> 8)) % 256);
    const name = `${me.id}/blob.bin`;
    const put = await mine().upload(name, new Blob([bytes], { type: "application/octet-stream" }));
    expect(put.error).toBeNull();
    expect(put.data).toMatchObject({ path: name, fullPath: `${BUCKET}/${name}` });
    expect(put.data?.id).toMatch(/^[0-9a-f-]{36}$/);
    const got = await mine().download(name);
    expect(got.data?.type).toBe("application/octet-stream");
    expect(Buffer.from(await got.data!.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
  });

  test("whose bytes look like a form's boundary comes back byte for byte", async () => {
    const trap = "\r\n--\r\n------formdata-undici-0\r\n--\r\n\r\n-";
    const name = `${me.id}/trap.txt`;
    await mine().upload(name, new Blob([trap.repeat(2_000)], { type: "text/plain" }));
    expect(await textOf(name)).toBe(trap.repeat(2_000));
  });

  test("of a buffer or a stream keeps the type it names", async () => {
    const buffer = await mine().upload(`${me.id}/a.txt`, Buffer.from("buffer"), text);
    const stream = await mine().upload(
      `${me.id}/b.txt`,
      Readable.from([Buffer.from("str"), Buffer.from("eam")]),
      {
        ...text,
        duplex: "half",
      },
    );
    expect([buffer.error, stream.error]).toEqual([null, null]);
    expect(await textOf(`${me.id}/a.txt`)).toBe("buffer");
    expect(await textOf(`${me.id}/b.txt`)).toBe("stream");
    expect((await mine().info(`${me.id}/b.txt`)).data).toMatchObject({ size: 6, contentType: "text/plain" });
  });

  test("of nothing is an empty object", async () => {
    expect((await mine().upload(`${me.id}/empty.txt`, Buffer.alloc(0), text)).error).toBeNull();
    expect((await mine().download(`${me.id}/empty.txt`)).data?.size).toBe(0);
  });

  test("keeps metadata, cache time and the tag of its bytes", async () => {
    const name = `${me.id}/meta.txt`;
    await mine().upload(name, new Blob(["tagged"], { type: "text/plain" }), {
      cacheControl: "60",
      metadata: { visit: "V-1", größe: 3 },
    });
    const tag = `"${createHash("md5").update("tagged").digest("hex")}"`;
    const { data } = await mine().info(name);
    expect(data).toMatchObject({
      name,
      size: 6,
      etag: tag,
      cacheControl: "max-age=60",
      metadata: { visit: "V-1", größe: 3 },
      bucketId: BUCKET,
    });
  });

  test("to a taken name is refused, and replaces with upsert", async () => {
    const name = `${me.id}/twice.txt`;
    await mine().upload(name, Buffer.from("first"), text);
    const before = filesOf(target)?.length;
    const again = await mine().upload(name, Buffer.from("second"), text);
    expect(failure(again.error)).toEqual({ statusCode: "409", message: "The resource already exists" });
    expect(await textOf(name)).toBe("first");
    expect((await mine().upload(name, Buffer.from("second"), { ...text, upsert: true })).error).toBeNull();
    expect(await textOf(name)).toBe("second");
    expect((await mine().update(name, Buffer.from("third"), text)).error).toBeNull();
    expect(await textOf(name)).toBe("third");
    // What was replaced or refused left no bytes.
    expect(filesOf(target)?.length).toBe(before);
  });

  test("by ten at once to one name leaves one object with one of the contents", async () => {
    const name = `${me.id}/race.txt`;
    const before = filesOf(target)?.length ?? 0;
    const put = (index: number) =>
      mine().upload(name, Buffer.from(`content ${index}`), { ...text, upsert: true });
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => put(index)));
    expect(answers.map((each) => each.error)).toEqual(Array(10).fill(null));
    expect(await textOf(name)).toMatch(/^content \d$/);
    if (target.objectsFolder) expect(filesOf(target)?.length).toBe(before + 1);
  });
});

describe("a list", () => {
  const folder = () => `${me.id}/list`;
  beforeAll(async () => {
    for (const name of ["b.txt", "a.txt", "c_1.txt", "deep/d.txt", "deep/er/e.txt"])
      await mine().upload(`${folder()}/${name}`, Buffer.from(name), text);
  });

  test("shows one folder's objects and its folders without an id", async () => {
    const { data } = await mine().list(folder());
    const shown = (data ?? []).map((entry) => [entry.name, entry.id === null]);
    expect(shown).toEqual([
      ["deep", true],
      ["a.txt", false],
      ["b.txt", false],
      ["c_1.txt", false],
    ]);
    expect(data?.[1]?.metadata).toMatchObject({ size: 5, mimetype: "text/plain" });
  });

  test("pages, sorts and searches; what looks like a pattern is text", async () => {
    const names = async (options: object) =>
      (await mine().list(folder(), options)).data?.map((each) => each.name);
    expect(await names({ limit: 2, offset: 1 })).toEqual(["a.txt", "b.txt"]);
    expect(await names({ sortBy: { column: "name", order: "desc" } })).toEqual([
      "deep",
      "c_1.txt",
      "b.txt",
      "a.txt",
    ]);
    expect(await names({ search: "b" })).toEqual(["b.txt"]);
    expect(await names({ search: "%" })).toEqual([]);
    expect(await names({ search: "_" })).toEqual([]);
  });
});

describe("an object", () => {
  test("is moved with its bytes, within its bucket", async () => {
    await mine().upload(`${me.id}/from.txt`, Buffer.from("moved"), text);
    expect((await mine().move(`${me.id}/from.txt`, `${me.id}/to/there.txt`)).error).toBeNull();
    expect(await textOf(`${me.id}/to/there.txt`)).toBe("moved");
    expect((await mine().exists(`${me.id}/from.txt`)).data).toBe(false);
  });

  test("is copied; the copy lives on its own", async () => {
    await mine().upload(`${me.id}/one.txt`, Buffer.from("copied"), text);
    const copied = await mine().copy(`${me.id}/one.txt`, `${me.id}/two.txt`);
    expect(copied.data?.path).toBe(`${BUCKET}/${me.id}/two.txt`);
    await mine().remove([`${me.id}/one.txt`]);
    expect(await textOf(`${me.id}/two.txt`)).toBe("copied");
  });

  test("is neither moved nor copied onto another one", async () => {
    await mine().upload(`${me.id}/x.txt`, Buffer.from("x"), text);
    await mine().upload(`${me.id}/y.txt`, Buffer.from("y"), text);
    const taken = { statusCode: "409", message: "The resource already exists" };
    expect(failure((await mine().copy(`${me.id}/x.txt`, `${me.id}/y.txt`)).error)).toEqual(taken);
    expect(failure((await mine().move(`${me.id}/x.txt`, `${me.id}/y.txt`)).error)).toEqual(taken);
    expect(await textOf(`${me.id}/y.txt`)).toBe("y");
  });

  test("is removed with its bytes; missing ones are left out of the answer", async () => {
    await mine().upload(`${me.id}/gone.txt`, Buffer.from("gone"), text);
    const before = filesOf(target)?.length ?? 0;
    const removed = await mine().remove([`${me.id}/gone.txt`, `${me.id}/never.txt`]);
    expect(removed.data?.map((each) => each.name)).toEqual([`${me.id}/gone.txt`]);
    if (target.objectsFolder) expect(filesOf(target)?.length).toBe(before - 1);
    expect(failure((await mine().info(`${me.id}/gone.txt`)).error)).toEqual(NOT_FOUND);
    expect((await mine().exists(`${me.id}/gone.txt`)).data).toBe(false);
  });
});

describe("a bucket", () => {
  test("is made, changed, listed and deleted by the secret key when it is empty", async () => {
    const { storage } = target.service();
    const id = `contract-${me.id.slice(0, 8)}`;
    expect((await storage.createBucket(id, { public: false, fileSizeLimit: "20KB" })).error).toBeNull();
    expect((await storage.getBucket(id)).data).toMatchObject({ id, public: false, file_size_limit: 20_000 });
    await storage.updateBucket(id, { public: true, allowedMimeTypes: ["text/plain"] });
    const { data: all } = await storage.listBuckets();
    expect(all?.find((each) => each.id === id)).toMatchObject({
      public: true,
      allowed_mime_types: ["text/plain"],
    });
    await storage.from(id).upload("a.txt", Buffer.from("a"), text);
    expect(failure((await storage.deleteBucket(id)).error)?.statusCode).toBe("409");
    await storage.emptyBucket(id);
    expect((await storage.deleteBucket(id)).error).toBeNull();
    expect(failure((await storage.getBucket(id)).error)?.statusCode).toBe("404");
  });

  test("is nobody else's to make, see or change", async () => {
    expect(
      failure((await me.client.storage.createBucket("contract-mine", { public: true })).error)?.statusCode,
    ).toBe("403");
    expect((await me.client.storage.listBuckets()).data).toEqual([]);
    expect(failure((await me.client.storage.updateBucket(BUCKET, { public: true })).error)?.statusCode).toBe(
      "404",
    );
    expect(failure((await me.client.storage.deleteBucket(BUCKET)).error)?.statusCode).toBe("404");
  });
});
