import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { StackError } from "../stack/stack-error";

/**
 * A file that only the holder of the key reads and that nobody changes unseen: AES-256-GCM over chunks of a
 * mebibyte (the construction STREAM: Hoang, Reyhanitabar, Rogaway, Vizár 2015). Each file has a key of its own,
 * derived from a random salt, so a number is nonce enough; the last chunk says that it is the last, so a file that
 * was cut off does not open either.
 *
 * Layout: "CALLOUT1", salt (32 bytes), then per chunk: length (4 bytes, big-endian), tag (16), ciphertext.
 */
const MAGIC = Buffer.from("CALLOUT1", "ascii");
const SALT_BYTES = 32;
const TAG_BYTES = 16;
const CHUNK_BYTES = 1_048_576;

export type BackupKey = Buffer;

/** From BACKUP_KEY: 32 bytes in base64. */
export function readBackupKey(environment: NodeJS.ProcessEnv): BackupKey {
  const text = environment.BACKUP_KEY;
  if (!text)
    throw new StackError(
      "BACKUP_KEY is not set: the key that backups are encrypted with. Make one with `openssl rand -base64 32`, write it into .env.local and keep a copy elsewhere: without it no backup can be read.",
    );
  const key = Buffer.from(text, "base64");
  if (key.length !== 32) throw new StackError("BACKUP_KEY is not 32 bytes in base64.");
  return key;
}

const keyOf = (key: BackupKey, salt: Buffer) =>
  Buffer.from(hkdfSync("sha256", key, salt, "callout backup", 32));

function nonceOf(index: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(index), 4);
  return nonce;
}

const labelOf = (isLast: boolean) => Buffer.from([isLast ? 1 : 0]);

function sealChunk(key: Buffer, index: number, chunk: Buffer, isLast: boolean): Buffer {
  const cipher = createCipheriv("aes-256-gcm", key, nonceOf(index)).setAAD(labelOf(isLast));
  const sealed = Buffer.concat([cipher.update(chunk), cipher.final()]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(sealed.length);
  return Buffer.concat([length, cipher.getAuthTag(), sealed]);
}

/** Encrypts a stream of bytes. */
export async function* seal(key: BackupKey, bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT_BYTES);
  const own = keyOf(key, salt);
  yield Buffer.concat([MAGIC, salt]);
  let index = 0;
  let held = Buffer.alloc(0);
  for await (const part of bytes) {
    held = Buffer.concat([held, part]);
    // A full chunk is kept back until more follows, because the last one is labelled.
    while (held.length > CHUNK_BYTES) {
      yield sealChunk(own, index++, held.subarray(0, CHUNK_BYTES), false);
      held = held.subarray(CHUNK_BYTES);
    }
  }
  yield sealChunk(own, index, held, true);
}

function openChunk(key: Buffer, index: number, tag: Buffer, sealed: Buffer, isLast: boolean): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, nonceOf(index)).setAAD(labelOf(isLast));
  decipher.setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(sealed), decipher.final()]);
  } catch {
    throw new StackError(
      "The backup cannot be read: it was made with another BACKUP_KEY, or the file was changed or cut off.",
    );
  }
}

/** Decrypts what `seal` made; throws before it hands out a byte that is not what was sealed. */
export async function* open(key: BackupKey, bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const reader = createReader(bytes);
  const head = await reader.take(MAGIC.length + SALT_BYTES);
  if (!head?.subarray(0, MAGIC.length).equals(MAGIC))
    throw new StackError("This file is no backup of Callout.");
  const own = keyOf(key, head.subarray(MAGIC.length));
  for (let index = 0; ; index++) {
    const length = await reader.take(4);
    const tag = length && (await reader.take(TAG_BYTES));
    const sealed = tag && (await reader.take(length.readUInt32BE()));
    if (!sealed) throw new StackError("The backup was cut off: its end is missing.");
    const isLast = await reader.isAtEnd();
    yield openChunk(own, index, tag, sealed, isLast);
    if (isLast) return;
  }
}

/** Takes exact numbers of bytes from a stream; null where it has fewer. */
export function createReader(bytes: AsyncIterable<Buffer>) {
  const source = bytes[Symbol.asyncIterator]();
  let parts: Buffer[] = [];
  let size = 0;
  const more = async () => {
    const { value, done } = await source.next();
    if (done) return false;
    parts.push(value);
    size += value.length;
    return true;
  };
  return {
    async take(count: number): Promise<Buffer | null> {
      while (size < count) if (!(await more())) return null;
      const whole = Buffer.concat(parts);
      parts = [whole.subarray(count)];
      size -= count;
      return whole.subarray(0, count);
    },
    async isAtEnd(): Promise<boolean> {
      while (size === 0) if (!(await more())) return true;
      return false;
    },
  };
}
