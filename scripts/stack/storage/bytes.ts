import { createHash, randomUUID } from "node:crypto";
import { constants, createReadStream } from "node:fs";
import { copyFile, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { tooLarge } from "./errors";

export type Received = { version: string; size: number; eTag: string };

/** The bytes of objects as files named by the version of their row. */
export type Bytes = {
  /** Writes a stream to disk and answers only when all of it lies there; what is cut or too large leaves nothing. */
  receive(chunks: AsyncIterable<Buffer>, maxBytes: number): Promise<Received>;
  copy(version: string): Promise<string>;
  /** null when there are none. */
  sizeOf(version: string): Promise<number | null>;
  read(version: string, range?: { start: number; end: number }): Readable;
  remove(versions: string[]): Promise<void>;
  /** Every version on disk that is older than `ageMs`. */
  list(ageMs: number): Promise<string[]>;
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function createBytes(directory: string): Bytes {
  const fileOf = (version: string) => {
    if (!UUID.test(version)) throw new Error("An object's version is no id.");
    return path.join(directory, version.slice(0, 2), version);
  };
  const prepare = (file: string) => mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  return {
    async receive(chunks, maxBytes) {
      const version = randomUUID();
      const file = fileOf(version);
      // Under another name until it is whole: a process that is killed leaves a part that nobody takes for an object.
      const part = `${file}.part`;
      await prepare(file);
      try {
        const written = await write(part, chunks, maxBytes);
        await rename(part, file);
        return { version, ...written };
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
    },
    async copy(version) {
      const target = randomUUID();
      await prepare(fileOf(target));
      await copyFile(fileOf(version), fileOf(target), constants.COPYFILE_FICLONE);
      return target;
    },
    async sizeOf(version) {
      const found = await stat(fileOf(version)).catch(() => null);
      return found?.isFile() ? found.size : null;
    },
    read: (version, range) => createReadStream(fileOf(version), range),
    async remove(versions) {
      await Promise.all(versions.map((version) => rm(fileOf(version), { force: true })));
    },
    list: (ageMs) => listOld(directory, ageMs),
  };
}

async function write(
  file: string,
  chunks: AsyncIterable<Buffer>,
  maxBytes: number,
): Promise<Omit<Received, "version">> {
  // The tag that S3 gives to an object of one part, which clients compare.
  const digest = createHash("md5");
  let size = 0;
  const handle = await open(file, "wx", 0o600);
  try {
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > maxBytes) throw tooLarge();
      digest.update(chunk);
      await handle.writeFile(chunk);
    }
    // The row is committed after this; it must not outlive its bytes in a power cut.
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { size, eTag: `"${digest.digest("hex")}"` };
}

async function listOld(directory: string, ageMs: number): Promise<string[]> {
  const versions: string[] = [];
  const before = Date.now() - ageMs;
  const folders = await readdir(directory, { withFileTypes: true }).catch(() => []);
  for (const folder of folders.filter((entry) => entry.isDirectory())) {
    for (const name of await readdir(path.join(directory, folder.name))) {
      const file = path.join(directory, folder.name, name);
      const found = await stat(file).catch(() => null);
      if (!found || found.mtimeMs > before) continue;
      if (name.endsWith(".part")) await rm(file, { force: true });
      else if (UUID.test(name)) versions.push(name);
    }
  }
  return versions;
}
