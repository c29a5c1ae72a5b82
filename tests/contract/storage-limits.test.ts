import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BUCKET, failure, filesOf, MAX_BYTES, openStorageTarget } from "./storage-target";
import type { StorageTarget } from "./storage-target";

let target: StorageTarget;
let me: Awaited<ReturnType<StorageTarget["person"]>>;
beforeAll(async () => {
  target = await openStorageTarget();
  me = await target.person();
});
afterAll(() => target?.close());

const text = { contentType: "text/plain" };
const mine = () => me.client.storage.from(BUCKET);
const headers = () => ({ apikey: target.publishableKey, authorization: `Bearer ${me.token}` });
const address = (name: string) => `${target.url}/storage/v1/object/${BUCKET}/${me.id}/${name}`;
const TOO_LARGE = { statusCode: "413", message: "The object exceeded the maximum allowed size" };

describe("size", () => {
  test("of exactly the bucket's limit passes, one byte more does not", async () => {
    expect((await mine().upload(`${me.id}/fits.txt`, Buffer.alloc(MAX_BYTES), text)).error).toBeNull();
    const before = filesOf(target)?.length;
    const over = await mine().upload(`${me.id}/over.txt`, Buffer.alloc(MAX_BYTES + 1), text);
    expect(failure(over.error)).toEqual(TOO_LARGE);
    const form = await mine().upload(
      `${me.id}/over.txt`,
      new Blob([Buffer.alloc(MAX_BYTES + 1)], { type: "text/plain" }),
    );
    expect(failure(form.error)).toEqual(TOO_LARGE);
    expect((await mine().exists(`${me.id}/over.txt`)).data).toBe(false);
    expect(filesOf(target)?.length).toBe(before);
  });

  test("that no length announces is counted as it comes", async () => {
    const pieces = Array.from({ length: 40 }, () => randomBytes(10_000));
    const over = await mine().upload(`${me.id}/stream.txt`, Readable.from(pieces), {
      ...text,
      duplex: "half",
    });
    expect(failure(over.error)).toEqual(TOO_LARGE);
    expect((await mine().exists(`${me.id}/stream.txt`)).data).toBe(false);
  });
});

test("a type outside the bucket's list is refused, however it is sent", async () => {
  const before = filesOf(target)?.length;
  for (const type of ["text/html", "image/svg+xml", "image/png2", "TEXT/HTML; charset=utf-8"]) {
    const sent = await mine().upload(`${me.id}/page`, Buffer.from("<p>"), { contentType: type });
    expect(failure(sent.error)?.statusCode).toBe("415");
    const blob = await mine().upload(`${me.id}/page`, new Blob(["<p>"], { type }));
    expect(failure(blob.error)?.statusCode).toBe("415");
  }
  expect(filesOf(target)?.length).toBe(before);
  const allowed = await mine().upload(`${me.id}/doc`, Buffer.from("%PDF"), {
    contentType: "application/pdf",
  });
  expect(allowed.error).toBeNull();
});

describe("names", () => {
  test.each([
    "größe.txt",
    "日本.txt",
    "tab\t.txt",
    "a\\b.txt",
    "percent%.txt",
    "brace{.txt",
    "new\nline.txt",
  ])("beyond what S3 takes safely are refused: %j", async (name) => {
    const sent = await fetch(address(encodeURIComponent(name)), {
      method: "POST",
      headers: { ...headers(), "content-type": "text/plain" },
      body: "x",
    });
    expect(await sent.json()).toMatchObject({ statusCode: "400", error: "InvalidKey" });
  });

  test.each([
    "..%2f..%2fetc%2fpasswd",
    "a%2f..%2f..%2fb.txt",
    "%2e%2e%2f%2e%2e%2fx",
    "a%2f%2fb.txt",
    ".",
    "a%2f.",
  ])("that climb or stand still reach nothing: %s", async (name) => {
    const before = filesOf(target);
    for (const method of ["POST", "PUT", "GET", "DELETE"]) {
      const body = method === "GET" || method === "DELETE" ? undefined : "x";
      const sent = await fetch(address(name), {
        method,
        headers: { ...headers(), "content-type": "text/plain" },
        body,
      });
      expect(sent.status).toBeGreaterThanOrEqual(400);
    }
    expect(filesOf(target)).toEqual(before);
  });

  test("with spaces and signs that S3 takes come back as they are", async () => {
    const name = `${me.id}/a b (1) & c=d,e;f@g+h!.txt`;
    expect((await mine().upload(name, Buffer.from("odd"), text)).error).toBeNull();
    expect(await (await mine().download(name)).data?.text()).toBe("odd");
    const { data } = await mine().createSignedUrl(name, 60);
    expect(await (await fetch(data?.signedUrl ?? "")).text()).toBe("odd");
  });
});

/** Sends the head of an upload and a part of its body, then hangs up. */
function cutUpload(name: string, head: string[], part: Buffer): Promise<void> {
  const { hostname, port } = new URL(target.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      const lines = [
        `POST /storage/v1/object/${BUCKET}/${me.id}/${name} HTTP/1.1`,
        `Host: ${hostname}:${port}`,
      ];
      for (const [header, value] of Object.entries(headers())) lines.push(`${header}: ${value}`);
      socket.write(`${[...lines, ...head].join("\r\n")}\r\n\r\n`);
      socket.write(part, () => setTimeout(() => socket.destroy(), 200));
    });
    socket.once("close", () => resolve());
    socket.once("error", reject);
  });
}

describe("an upload that is cut off in the middle", () => {
  test.each([
    ["of a body", ["Content-Type: text/plain", "Content-Length: 200000"], randomBytes(90_000)],
    [
      "of a form",
      ["Content-Type: multipart/form-data; boundary=cut", "Content-Length: 200000"],
      Buffer.from(
        '--cut\r\nContent-Disposition: form-data; name=""; filename="a"\r\nContent-Type: text/plain\r\n\r\nhalf',
      ),
    ],
  ])("%s leaves neither a row nor bytes, and the name free", async (_, head, part) => {
    const before = filesOf(target);
    await cutUpload("cut.txt", head, part);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await expect.poll(() => filesOf(target), { timeout: 10_000 }).toEqual(before);
    expect((await mine().exists(`${me.id}/cut.txt`)).data).toBe(false);
    const again = await mine().upload(`${me.id}/cut.txt`, Buffer.from("whole"), text);
    expect(again.error).toBeNull();
    await mine().remove([`${me.id}/cut.txt`]);
  });

  test("within a form that ends without its boundary is refused", async () => {
    const body =
      '--b\r\nContent-Disposition: form-data; name=""; filename="a"\r\nContent-Type: text/plain\r\n\r\nno end';
    const sent = await fetch(address("noend.txt"), {
      method: "POST",
      headers: { ...headers(), "content-type": "multipart/form-data; boundary=b" },
      body,
    });
    expect(await sent.json()).toMatchObject({ statusCode: "400" });
    expect((await mine().exists(`${me.id}/noend.txt`)).data).toBe(false);
  });
});

test.each([
  ["POST", `/object/sign/${BUCKET}/x`, "{}"],
  ["POST", `/object/sign/${BUCKET}/x`, '{"expiresIn": -5}'],
  ["POST", `/object/sign/${BUCKET}`, '{"expiresIn": 60, "paths": []}'],
  ["POST", `/object/list/${BUCKET}`, '{"limit": "many"}'],
  ["POST", `/object/list/${BUCKET}`, '{"sortBy": {"column": "version; drop table x"}}'],
  ["POST", `/object/list/${BUCKET}`, "[1]"],
  ["POST", `/object/move`, "{not json"],
  ["POST", `/object/copy`, "{}"],
  ["DELETE", `/object/${BUCKET}`, '{"prefixes": "all"}'],
  ["GET", "/object/%E0%A4%A", undefined],
  ["GET", "/nothing/here", undefined],
])("%s %s with %j is refused and breaks nothing", async (method, path, body) => {
  const sent = await fetch(`${target.url}/storage/v1${path}`, {
    method,
    headers: { ...headers(), "content-type": "application/json" },
    body,
  });
  expect(sent.status).toBe(400);
  expect(await sent.json()).toMatchObject({
    statusCode: expect.stringMatching(/^4/),
    message: expect.any(String),
  });
});
