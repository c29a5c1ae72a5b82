export type ZipEntry = { name: string; bytes: Uint8Array };

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = (sum >>> 8) ^ (CRC_TABLE[(sum ^ byte) & 0xff] ?? 0);
  return (sum ^ 0xffffffff) >>> 0;
}

/** Years since 1980 and pairs of seconds, as MS-DOS counted (APPNOTE 4.4.6). */
function dosTime(at: Date): { time: number; date: number } {
  return {
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
    date: ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
  };
}

const number16 = (value: number) => [value & 0xff, (value >>> 8) & 0xff];
const number32 = (value: number) => [...number16(value), ...number16(value >>> 16)];
/** Bit 11: names are UTF-8. */
const UTF8 = 0x0800;

/** What the local header and the central directory say alike (APPNOTE 4.3.7, 4.3.12): stored, not compressed. */
function facts({ bytes }: ZipEntry, name: Uint8Array, at: Date): number[] {
  const { time, date } = dosTime(at);
  return [
    ...number16(20),
    ...number16(UTF8),
    ...number16(0),
    ...number16(time),
    ...number16(date),
    ...number32(crc32(bytes)),
    ...number32(bytes.length),
    ...number32(bytes.length),
    ...number16(name.length),
    ...number16(0),
  ];
}

/**
 * A ZIP archive without compression: pictures have theirs already. For what one phone holds, so far below 4 GB and
 * 65,535 entries, where the format would need its extension.
 */
export function zip(entries: readonly ZipEntry[], at: Date): Blob {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = new TextEncoder().encode(entry.name);
    const said = facts(entry, name, at);
    const local = Uint8Array.from([...number32(0x04034b50), ...said, ...name]);
    // Comment, disk and attributes are none.
    const none = [...number16(0), ...number16(0), ...number16(0), ...number32(0)];
    directory.push(
      Uint8Array.from([
        ...number32(0x02014b50),
        ...number16(20),
        ...said,
        ...none,
        ...number32(offset),
        ...name,
      ]),
    );
    parts.push(local, Uint8Array.from(entry.bytes));
    offset += local.length + entry.bytes.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const count = [...number16(entries.length), ...number16(entries.length)];
  const end = [...number32(0x06054b50), ...number16(0), ...number16(0), ...count];
  const tail = Uint8Array.from([...end, ...number32(size), ...number32(offset), ...number16(0)]);
  return new Blob([...parts, ...directory, tail], { type: "application/zip" });
}
