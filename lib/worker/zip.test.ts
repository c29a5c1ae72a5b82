import { crc32, inflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { createZip } from "./zip";

async function* parts(...texts: string[]) {
  for (const text of texts) yield Buffer.from(text);
}

/** Reads an archive as a program does: from its end, by the central directory. */
function entriesOf(archive: Buffer): Record<string, string> {
  const end = archive.length - 22;
  expect(archive.readUInt32LE(end)).toBe(0x06054b50);
  const found: Record<string, string> = {};
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    expect(archive.readUInt32LE(at)).toBe(0x02014b50);
    const [crc, packed, size] = [16, 20, 24].map((field) => archive.readUInt32LE(at + field));
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString("utf8", at + 46, at + 46 + nameLength);
    const local = archive.readUInt32LE(at + 42);
    expect(archive.readUInt32LE(local)).toBe(0x04034b50);
    const data = local + 30 + archive.readUInt16LE(local + 26);
    const content = inflateRawSync(archive.subarray(data, data + (packed ?? 0)));
    expect([content.length, crc32(content)]).toEqual([size, crc]);
    found[name] = content.toString("utf8");
    at += 46 + nameLength;
  }
  return found;
}

test("An archive holds each entry whole, under its name, in pieces or empty", async () => {
  const written: Uint8Array[] = [];
  const zip = createZip(async (part) => {
    written.push(part);
  });
  await zip.add("csv/öffnung.csv", parts("a,b\r\n", "1,2\r\n"));
  await zip.add("empty", parts());
  await zip.add("long", parts("x".repeat(100_000), "y"));
  await zip.end();
  expect(entriesOf(Buffer.concat(written))).toEqual({
    "csv/öffnung.csv": "a,b\r\n1,2\r\n",
    empty: "",
    long: `${"x".repeat(100_000)}y`,
  });
});

test("A source that breaks breaks the archive", async () => {
  const zip = createZip(async () => undefined);
  const broken = (async function* () {
    yield Buffer.from("a");
    throw new Error("gone");
  })();
  await expect(zip.add("one", broken)).rejects.toThrow("gone");
});
