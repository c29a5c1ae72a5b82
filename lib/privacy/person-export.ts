import "server-only";
import { z } from "zod";
import { ArchiveTooLarge, createZip } from "@/lib/worker/zip";
import { createExportFile } from "@/lib/worker/export-file";
import type { Job, JobContext, JobResult } from "@/lib/worker/job";
import { readObject, removeObjects } from "@/lib/worker/objects";
import { JobProblem } from "@/lib/worker/retry";
import { entryName } from "./entry-name";

const payload = z.object({ operation_id: z.guid(), person_kind: z.string(), person_id: z.guid() });

/** What ops.person_copy answers. */
type Copy = {
  request: unknown;
  person: unknown;
  tables: Record<string, unknown[]>;
  files: { id: string; name: string; mime: string; bucket: string; path: string }[];
};

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

type Zip = ReturnType<typeof createZip>;

/** The rows as one document, then each file under the id that the rows call it by. */
async function fill(zip: Zip, copy: Copy, progress: JobContext["progress"]): Promise<number> {
  const { files, ...document } = copy;
  const named = files.map(({ id, name, mime }) => ({ id, name, mime, entry: entryName({ id, name }) }));
  await zip.add("data.json", once(Buffer.from(JSON.stringify({ ...document, files: named }, null, 2))));
  let count = 0;
  for (const [index, file] of files.entries()) {
    const bytes = await readObject(file.bucket, file.path);
    // Lost bytes are the sweep's to say; the document names the file.
    if (bytes) {
      await zip.add(entryName(file), once(bytes));
      count += 1;
    }
    await progress(index + 1, files.length);
  }
  return count;
}

/** A person's copy as one archive. Called off, or overtaken by an erasure, it leaves nothing behind. */
export async function exportPerson(
  job: Job,
  { sql, signal, progress }: JobContext,
): Promise<JobResult | undefined> {
  const wanted = payload.parse(job.payload);
  const { operation_id: operationId } = wanted;
  const [row] = await sql<{ copy: Copy | null }[]>`
    select ops.person_copy(${job.orgId}, ${operationId}) as copy`;
  if (!row?.copy) return undefined;
  // The database knows this name as well, to take the archive away with the person.
  const name = `${wanted.person_kind}-${wanted.person_id}.zip`;
  const file = await createExportFile({ orgId: job.orgId, operationId, name, mime: "application/zip" });
  try {
    const zip = createZip((part) => file.write(part));
    const files = await fill(zip, row.copy, progress);
    await zip.end();
    signal.throwIfAborted();
    const kept = await file.keep();
    const [answer] = await sql<{ may: boolean }[]>`
      select ops.may_keep_copy(${job.orgId}, ${operationId}) as may`;
    if (!answer?.may) {
      await removeObjects("exports", [String(kept.file.path)]);
      return undefined;
    }
    const rows = Object.values(row.copy.tables).reduce((sum, lines) => sum + lines.length, 0);
    return { rows, files, sha256: kept.sha256, file: kept.file };
  } catch (error) {
    if (error instanceof ArchiveTooLarge) throw new JobProblem("too_large", error.message);
    throw error;
  } finally {
    await file.discard();
  }
}
