import { inflateRawSync } from "node:zlib";

/** What a ZIP archive holds, by name: read from its end, by the central directory, as programs do. */
export function entriesOf(archive: Buffer): Map<string, Buffer> {
  const end = archive.length - 22;
  if (archive.readUInt32LE(end) !== 0x06054b50) throw new Error("This is no ZIP archive.");
  const found = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const packed = archive.readUInt32LE(at + 20);
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString("utf8", at + 46, at + 46 + nameLength);
    const local = archive.readUInt32LE(at + 42);
    const data = local + 30 + archive.readUInt16LE(local + 26);
    found.set(name, inflateRawSync(archive.subarray(data, data + packed)));
    at += 46 + nameLength;
  }
  return found;
}
