import { afterAll, beforeAll, expect, test } from "vitest";
import { BUCKET, openStorageTarget } from "./storage-target";
import type { StorageTarget } from "./storage-target";

const content = "0123456789abcdefghijklmnopqrstuvwxyz";
let target: StorageTarget;
let headers: Record<string, string>;
let address: string;
let signed: string;
beforeAll(async () => {
  target = await openStorageTarget();
  const me = await target.person();
  const name = `${me.id}/read.txt`;
  const bucket = me.client.storage.from(BUCKET);
  await bucket.upload(name, Buffer.from(content), { contentType: "text/plain", cacheControl: "120" });
  headers = { apikey: target.publishableKey, authorization: `Bearer ${me.token}` };
  address = `${target.url}/storage/v1/object/authenticated/${BUCKET}/${name}`;
  signed = (await bucket.createSignedUrl(name, 60)).data?.signedUrl ?? "";
});
afterAll(() => target?.close());

const read = (url: string, more: Record<string, string> = {}, method = "GET") =>
  fetch(url, { method, headers: { ...(url === address ? headers : {}), ...more } });

test("the whole says what it is, how long, since when and for how long", async () => {
  const answer = await read(address);
  expect(await answer.text()).toBe(content);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "text/plain",
    "content-length": "36",
    "cache-control": "max-age=120",
    "accept-ranges": "bytes",
    "access-control-allow-origin": "*",
    etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
  });
  expect(Date.parse(answer.headers.get("last-modified") ?? "")).toBeGreaterThan(Date.now() - 60_000);
});

test.each([
  ["bytes=0-9", 206, "0123456789", "bytes 0-9/36"],
  ["bytes=10-", 206, "abcdefghijklmnopqrstuvwxyz", "bytes 10-35/36"],
  ["bytes=-3", 206, "xyz", "bytes 33-35/36"],
  ["bytes=30-900", 206, "uvwxyz", "bytes 30-35/36"],
  ["bytes=-900", 206, content, "bytes 0-35/36"],
])("a range %s comes as it is asked for, signed or not", async (range, status, body, shown) => {
  for (const url of [address, signed]) {
    const answer = await read(url, { range });
    expect([answer.status, await answer.text(), answer.headers.get("content-range")]).toEqual([
      status,
      body,
      shown,
    ]);
    expect(answer.headers.get("content-length")).toBe(String(body.length));
  }
});

test("a range behind the end is refused", async () => {
  const answer = await read(address, { range: "bytes=36-40" });
  expect(await answer.json()).toMatchObject({ statusCode: "416" });
});

test("what is known already is not sent again", async () => {
  const tag = (await read(address)).headers.get("etag") ?? "";
  const answer = await read(address, { "if-none-match": tag });
  expect([answer.status, await answer.text()]).toEqual([304, ""]);
  expect((await read(address, { "if-none-match": '"other"' })).status).toBe(200);
});

test("HEAD answers the same head without the bytes", async () => {
  const answer = await read(address, {}, "HEAD");
  expect([answer.status, answer.headers.get("content-length"), await answer.text()]).toEqual([200, "36", ""]);
  expect((await read(address.replace("read.txt", "none.txt"), headers, "HEAD")).status).toBe(400);
});

test("a browser may ask from any page, for every verb", async () => {
  const answer = await fetch(address, {
    method: "OPTIONS",
    headers: {
      origin: "https://app.example",
      "access-control-request-method": "PUT",
      "access-control-request-headers": "authorization,x-upsert,content-type",
    },
  });
  expect(answer.headers.get("access-control-allow-methods")).toContain("PUT");
  expect(answer.headers.get("access-control-allow-headers")).toBe("authorization,x-upsert,content-type");
});

test("a hundred reads that are broken off leave the service answering", async () => {
  const broken = Array.from({ length: 100 }, async () => {
    const stop = new AbortController();
    const answer = await fetch(address, { headers, signal: stop.signal });
    stop.abort();
    await answer.text().catch(() => "");
  });
  await Promise.allSettled(broken);
  expect(await (await read(signed)).text()).toBe(content);
});
