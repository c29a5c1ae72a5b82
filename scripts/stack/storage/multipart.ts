import { invalidBody } from "./errors";

export type Form = {
  /** Fields that come before the file, as storage-js sends them. */
  fields: Map<string, string>;
  type: string;
  file: AsyncIterable<Buffer>;
};

const MAX_HEAD_BYTES = 8 * 1024;
const MAX_FIELD_BYTES = 64 * 1024;
const MAX_FIELDS = 16;

/**
 * Reads multipart/form-data (RFC 7578) up to its first file and hands that out as a stream, so that no upload lies in
 * memory. What follows the file is not looked at.
 */
export async function openForm(body: AsyncIterable<Buffer>, contentType: string): Promise<Form> {
  const named = /;\s*boundary=(?:"([^"]{1,70})"|([^;\s]{1,70}))/i.exec(contentType);
  const boundary = named?.[1] ?? named?.[2];
  if (!boundary) throw invalidBody("The form has no boundary");
  // The first boundary stands at the very beginning; with a line break before it, it is found like all others.
  const source = createSource(body, Buffer.from("\r\n"));
  const mark = Buffer.from(`\r\n--${boundary}`);
  const fields = new Map<string, string>();
  await source.until(mark, MAX_HEAD_BYTES);
  while (fields.size < MAX_FIELDS) {
    if ((await source.take(2)).toString("latin1") !== "\r\n") throw invalidBody("No content provided");
    const head = (await source.until(Buffer.from("\r\n\r\n"), MAX_HEAD_BYTES)).toString("utf8");
    const disposition = /^content-disposition:(.*)$/im.exec(head)?.[1] ?? "";
    if (/;\s*filename\*?=/i.test(disposition)) {
      const type = /^content-type:\s*(\S.*?)\s*$/im.exec(head)?.[1] ?? "application/octet-stream";
      return { fields, type, file: source.stream(mark) };
    }
    const name = /;\s*name="([^"]*)"/i.exec(disposition)?.[1] ?? "";
    fields.set(name, (await source.until(mark, MAX_FIELD_BYTES)).toString("utf8"));
  }
  throw invalidBody("The form has too many fields");
}

function createSource(body: AsyncIterable<Buffer>, start: Buffer) {
  const chunks = body[Symbol.asyncIterator]();
  let held: Buffer = start;
  const pull = async () => {
    const next = await chunks.next();
    if (next.done) throw invalidBody("The form was cut off");
    held = held.length === 0 ? next.value : Buffer.concat([held, next.value]);
  };
  return {
    /** What stands before the mark, which is consumed too. */
    async until(mark: Buffer, maxBytes: number): Promise<Buffer> {
      for (;;) {
        const position = held.indexOf(mark);
        if (position >= 0) {
          const found = held.subarray(0, position);
          held = held.subarray(position + mark.length);
          return found;
        }
        if (held.length > maxBytes) throw invalidBody("A part of the form is too large");
        await pull();
      }
    },
    async take(count: number): Promise<Buffer> {
      while (held.length < count) await pull();
      const taken = held.subarray(0, count);
      held = held.subarray(count);
      return taken;
    },
    /** Everything before the mark, piece by piece. A mark may be split between two pieces. */
    async *stream(mark: Buffer): AsyncGenerator<Buffer> {
      for (;;) {
        const position = held.indexOf(mark);
        if (position >= 0) {
          if (position > 0) yield held.subarray(0, position);
          return;
        }
        const safe = held.length - mark.length + 1;
        if (safe > 0) {
          const piece = held.subarray(0, safe);
          held = held.subarray(safe);
          yield piece;
        }
        await pull();
      }
    },
  };
}
