import "server-only";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createWriteStream, openAsBlob } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { writeBlob } from "@/lib/worker/objects";

const BUCKET = "exports";

export type ExportFile = {
  write: (part: string | Uint8Array) => Promise<void>;
  /** Puts it into the bucket and says where it lies, as a result's `file`. */
  keep: () => Promise<{ file: Record<string, string | number>; bytes: number; sha256: string }>;
  /** In any case, at the end. */
  discard: () => Promise<void>;
};

type Place = { orgId: string; operationId: string; name: string; mime: string };

/** A file that grows on disk, never in memory: an organization's whole audit log is larger than a worker. */
export async function createExportFile({ orgId, operationId, name, mime }: Place): Promise<ExportFile> {
  const folder = await mkdtemp(join(tmpdir(), "callout-export-"));
  const local = join(folder, "file");
  const stream = createWriteStream(local, { mode: 0o600 });
  const hash = createHash("sha256");
  let bytes = 0;
  return {
    async write(part) {
      const chunk = typeof part === "string" ? Buffer.from(part, "utf8") : part;
      hash.update(chunk);
      bytes += chunk.length;
      if (!stream.write(chunk)) await once(stream, "drain");
    },
    async keep() {
      stream.end();
      await finished(stream);
      const path = `${orgId}/${operationId}/${name}`;
      await writeBlob(BUCKET, path, await openAsBlob(local, { type: mime }), mime);
      return { file: { bucket: BUCKET, path, name, mime, bytes }, bytes, sha256: hash.digest("hex") };
    },
    async discard() {
      stream.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
