import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32, createDeflateRaw } from "node:zlib";

/** Fields of 32 and 16 bits (APPNOTE 4.4.1.4); beyond lies ZIP64, which not every program opens. */
const MOST_BYTES = 0xffffffff;
const MOST_ENTRIES = 0xffff;
/** Sizes follow the data (bit 3), names are UTF-8 (bit 11). */
const FLAGS = 0x0808;
const DEFLATE = 8;
/** 1 January 1980, midnight: the same rows make the same archive. */
const DATE = 0x21;

type Entry = { name: Buffer; crc: number; packed: number; size: number; offset: number };

export class ArchiveTooLarge extends Error {}

const numbers = (...fields: readonly (readonly [value: number, bytes: 2 | 4])[]): Buffer =>
  Buffer.concat(
    fields.map(([value, bytes]) => {
      const field = Buffer.alloc(bytes);
      field.writeUIntLE(value, 0, bytes);
      return field;
    }),
  );

/** What the local header and the central directory say alike of an entry. */
const commonOf = (entry: Entry, isLocal: boolean): Buffer =>
  numbers(
    [20, 2],
    [FLAGS, 2],
    [DEFLATE, 2],
    [0, 2],
    [DATE, 2],
    [isLocal ? 0 : entry.crc, 4],
    [isLocal ? 0 : entry.packed, 4],
    [isLocal ? 0 : entry.size, 4],
    [entry.name.length, 2],
    [0, 2],
  );

const centralOf = (entry: Entry): Buffer =>
  Buffer.concat([
    numbers([0x02014b50, 4], [20, 2]),
    commonOf(entry, false),
    numbers([0, 2], [0, 2], [0, 2], [0, 4], [entry.offset, 4]),
    entry.name,
  ]);

/** A ZIP archive (PKWARE APPNOTE 6.3) that is written as it grows; nothing of it is held in memory. */
export function createZip(write: (part: Uint8Array) => Promise<void>) {
  const entries: Entry[] = [];
  let offset = 0;
  const put = async (part: Uint8Array): Promise<void> => {
    offset += part.length;
    if (offset > MOST_BYTES) throw new ArchiveTooLarge("The archive would be larger than 4 GiB.");
    await write(part);
  };
  return {
    async add(name: string, source: AsyncIterable<Uint8Array>): Promise<void> {
      if (entries.length === MOST_ENTRIES) throw new ArchiveTooLarge("The archive has 65,535 entries.");
      const entry: Entry = { name: Buffer.from(name, "utf8"), crc: 0, packed: 0, size: 0, offset };
      await put(Buffer.concat([numbers([0x04034b50, 4]), commonOf(entry, true), entry.name]));
      async function* counted() {
        for await (const part of source) {
          entry.crc = crc32(part, entry.crc);
          entry.size += part.length;
          yield part;
        }
      }
      await pipeline(Readable.from(counted()), createDeflateRaw(), async (packed: AsyncIterable<Buffer>) => {
        for await (const part of packed) {
          entry.packed += part.length;
          await put(part);
        }
      });
      if (entry.size > MOST_BYTES) throw new ArchiveTooLarge("An entry is larger than 4 GiB.");
      await put(numbers([0x08074b50, 4], [entry.crc, 4], [entry.packed, 4], [entry.size, 4]));
      entries.push(entry);
    },
    async end(): Promise<void> {
      const start = offset;
      for (const entry of entries) await put(centralOf(entry));
      const count = entries.length;
      await put(
        numbers(
          [0x06054b50, 4],
          [0, 2],
          [0, 2],
          [count, 2],
          [count, 2],
          [offset - start, 4],
          [start, 4],
          [0, 2],
        ),
      );
    },
  };
}
