import "server-only";
import { z } from "zod";
import type { Sql } from "@/lib/worker/database";
import type { Job, JobContext } from "@/lib/worker/job";
import { removeObjects } from "@/lib/worker/objects";

const payload = z.object({ request_id: z.guid() });

/** Removes from Storage what an erasure left there; done twice it is the same as once. */
export async function eraseFiles(job: Job, { sql }: JobContext): Promise<void> {
  const { request_id: request } = payload.parse(job.payload);
  const objects = await sql<{ bucket: string; path: string }[]>`
    select bucket, path from ops.objects_to_erase(${job.orgId}, ${request})`;
  for (const bucket of new Set(objects.map((object) => object.bucket))) {
    await removeObjects(
      bucket,
      objects.filter((object) => object.bucket === bucket).map((object) => object.path),
    );
  }
  await sql`select ops.objects_erased(${job.orgId}, ${request})`;
}

/** By the clock: signed reports whose time is over go like the rest did. */
export async function finishErasures(sql: Sql): Promise<void> {
  await sql`select ops.finish_erasures()`;
}
