import "server-only";
import { z } from "zod";
import { log } from "@/lib/log";
import { sha256Hex } from "@/lib/crypto/digest";
import { makeParts, type Facts } from "@/lib/files/examine";
import { refusalOf } from "@/lib/files/refusal";
import { readObject, removeObjects, writeObject } from "@/lib/worker/objects";
import type { FileReason } from "@/lib/files/schema";
import type { Sql } from "@/lib/worker/database";
import type { Job, JobContext } from "@/lib/worker/job";

const payload = z.object({ file_id: z.guid() });

type Found = {
  bucket: string;
  path: string;
  mime: string;
  size_bytes: number;
  declared_sha256: string | null;
};
type Known = Omit<Facts, "sha256" | "size_bytes">;

/**
 * Looks at the bytes of an uploaded file: they are refused with a reason, or made anew without what a camera or a
 * stranger wrote into them and put where those who may can see them. Each step bears a repetition, because what is
 * written is named by the sum of the bytes.
 */
export async function checkFile(job: Job, { sql }: JobContext): Promise<void> {
  const { file_id: fileId } = payload.parse(job.payload);
  const [row] = await sql<{ found: Found | null }[]>`
    select ops.file_to_check(${job.orgId}, ${fileId}) as found`;
  if (!row?.found) return;
  const { bucket, path, ...declared } = row.found;
  const bytes = await readObject(bucket, path);
  // Its row was written after its bytes; the sweep settles what lost them.
  if (!bytes) throw new Error("The bytes of the file are not there.");
  const reason = refusalOf(bytes, declared) ?? (await accept(sql, job.orgId, fileId, declared.mime, bytes));
  if (reason) await sql`select ops.reject_file(${job.orgId}, ${fileId}, ${reason})`;
  await removeObjects(bucket, [path]);
}

async function accept(
  sql: Sql,
  orgId: string,
  fileId: string,
  mime: string,
  bytes: Buffer,
): Promise<FileReason | null> {
  const sha256 = sha256Hex(bytes);
  const [row] = await sql<{ known: Known | null }[]>`select ops.known_file(${orgId}, ${sha256}) as known`;
  let facts: Facts;
  if (row?.known) {
    facts = { ...row.known, sha256, size_bytes: bytes.length };
  } else {
    const made = await makeParts(bytes, mime, `${orgId}/${sha256}`).catch((error: unknown) => {
      log.info("file_unreadable", { file_id: fileId, error });
      return null;
    });
    if (!made) return "unreadable";
    for (const part of made.parts) await writeObject("files", part.path, part.bytes, part.mime);
    facts = made.facts;
  }
  // As text: postgres.js would take an object for jsonb only where it knows the parameter's type.
  await sql`select ops.accept_file(${orgId}, ${fileId}, ${JSON.stringify(facts)}::text::jsonb)`;
  return null;
}

const SWEEP = { minAgeS: 3_600, mostObjects: 1_000 };

/** By the clock: files that never came or belong to nothing go, and so do objects that no file names. */
export async function sweepFiles(sql: Sql, minAgeS = SWEEP.minAgeS): Promise<void> {
  for (let found = SWEEP.mostObjects; found === SWEEP.mostObjects;) {
    const orphans = await sql<{ bucket: string; path: string }[]>`
      select bucket, path from ops.sweep_files(${minAgeS}, ${SWEEP.mostObjects})`;
    found = orphans.length;
    for (const bucket of new Set(orphans.map((each) => each.bucket))) {
      await removeObjects(
        bucket,
        orphans.filter((each) => each.bucket === bucket).map((each) => each.path),
      );
    }
    if (found > 0) log.info("files_swept", { objects: found });
  }
}
