import type { FileHandle } from "node:fs/promises";
import { chown, mkdir, open, readdir, stat } from "node:fs/promises";
import path from "node:path";
import { StackError } from "../stack/stack-error";
import { createReader } from "./sealed-stream";

/**
 * Many files as one stream: a header (JSON, its length before it in four bytes) and as many bytes as it says. The
 * last frame counts the others, so that what is missing shows.
 */
export type Header =
  | { kind: "file"; path: string; size: number; mode: number }
  | { kind: "folder"; path: string; mode: number }
  | { kind: "end"; frames: number };

const PART_BYTES = 262_144;

function headed(header: Header): Buffer {
  const json = Buffer.from(JSON.stringify(header), "utf8");
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  return Buffer.concat([length, json]);
}

export function frameOf(name: string, bytes: Buffer): Buffer {
  return Buffer.concat([headed({ kind: "file", path: name, size: bytes.length, mode: 0o600 }), bytes]);
}

export const endFrame = (frames: number) => headed({ kind: "end", frames });

export function folderFrame(name: string): Buffer {
  return headed({ kind: "folder", path: name, mode: 0o700 });
}

/**
 * A file as it is now. The server may lengthen it meanwhile (the rest is in the log) or shorten it (then zeros
 * follow, which replaying the log cuts off again).
 */
export async function* fileFrame(name: string, file: string): AsyncGenerator<Buffer> {
  let handle: FileHandle;
  try {
    handle = await open(file, "r");
  } catch (error) {
    // Dropped since it was listed; the log says so too.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  try {
    const { size } = await handle.stat();
    yield headed({ kind: "file", path: name, size, mode: 0o600 });
    for (let at = 0; at < size;) {
      const part = Buffer.alloc(Math.min(PART_BYTES, size - at));
      const { bytesRead } = await handle.read(part, 0, part.length, at);
      if (bytesRead === 0) part.fill(0);
      yield bytesRead === 0 ? part : part.subarray(0, bytesRead);
      at += bytesRead === 0 ? part.length : bytesRead;
    }
  } finally {
    await handle.close();
  }
}

export type Entry = { name: string; isFolder: boolean };

/** Everything below a folder, folders before what is in them; what vanishes meanwhile is left out. */
export async function* walk(folder: string, below = ""): AsyncGenerator<Entry> {
  const entries = await readdir(path.join(folder, below), { withFileTypes: true }).catch(() => []);
  for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
    const name = below ? `${below}/${entry.name}` : entry.name;
    if (entry.isDirectory()) {
      yield { name, isFolder: true };
      yield* walk(folder, name);
    } else if (entry.isFile()) yield { name, isFolder: false };
  }
}

/** Where frames go; `write` gets the parts of the file named last. */
export type Sink = {
  folder(name: string): Promise<void>;
  file(name: string): Promise<{ write(part: Buffer): Promise<void>; close(): Promise<void> }>;
};

/** Reads frames into a sink to the last one; answers how many there were. */
export async function unpack(bytes: AsyncIterable<Buffer>, sink: Sink): Promise<number> {
  const reader = createReader(bytes);
  for (let frames = 0; ; frames++) {
    const length = await reader.take(4);
    const json = length && (await reader.take(length.readUInt32BE()));
    if (!json) throw new StackError("The backup is incomplete: files are missing at its end.");
    const header = JSON.parse(json.toString("utf8")) as Header;
    if (header.kind === "end") {
      if (header.frames === frames) return frames;
      throw new StackError(`The backup holds ${frames} files instead of ${header.frames}.`);
    }
    if (header.path.split("/").includes("..") || path.isAbsolute(header.path))
      throw new StackError(`The backup names a file outside of its folder: ${header.path}.`);
    if (header.kind === "folder") await sink.folder(header.path);
    else await copyOut(reader, header.size, await sink.file(header.path));
  }
}

async function copyOut(
  reader: ReturnType<typeof createReader>,
  size: number,
  target: Awaited<ReturnType<Sink["file"]>>,
): Promise<void> {
  try {
    for (let left = size; left > 0;) {
      const part = await reader.take(Math.min(PART_BYTES, left));
      if (!part) throw new StackError("The backup is incomplete: a file breaks off.");
      await target.write(part);
      left -= part.length;
    }
  } finally {
    await target.close();
  }
}

/** Reads everything and keeps nothing: whether a backup can be read at all. */
export const nowhere: Sink = {
  folder: () => Promise.resolve(),
  file: () => Promise.resolve({ write: () => Promise.resolve(), close: () => Promise.resolve() }),
};

/** Writes below a folder; with `isSynced` each file reaches the disk before the next. */
export function folderSink(root: string, ids: { uid?: number; gid?: number }, isSynced: boolean): Sink {
  const make = async (name: string) => {
    const folder = path.join(root, name);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return folder;
  };
  return {
    async folder(name) {
      await own(await make(name), ids);
    },
    async file(name) {
      await make(path.dirname(name));
      const handle = await open(path.join(root, name), "wx", 0o600);
      if (ids.uid !== undefined && ids.gid !== undefined) await handle.chown(ids.uid, ids.gid);
      return {
        async write(part) {
          await handle.writeFile(part);
        },
        async close() {
          if (isSynced) await handle.sync();
          await handle.close();
        },
      };
    },
  };
}

async function own(folder: string, ids: { uid?: number; gid?: number }): Promise<void> {
  if (ids.uid === undefined || ids.gid === undefined) return;
  if ((await stat(folder)).uid !== ids.uid) await chown(folder, ids.uid, ids.gid);
}
