import { log } from "@/lib/log";
import type { StorageContext } from "./context";

const EVERY_MS = 3_600_000;
/** Younger bytes may belong to an upload whose row is being written. */
const MIN_AGE_MS = 3_600_000;
const BATCH = 1000;

/** Removes bytes that no row names: what a crash between the two left behind. Answers how many. */
export async function sweepBytes({ sql, bytes }: StorageContext, ageMs = MIN_AGE_MS): Promise<number> {
  const versions = await bytes.list(ageMs);
  let removed = 0;
  for (let index = 0; index < versions.length; index += BATCH) {
    const some = versions.slice(index, index + BATCH);
    const known = await sql<{ version: string }[]>`
      select version from storage.objects where version = any (${some})`;
    const named = new Set(known.map((row) => row.version));
    const orphans = some.filter((version) => !named.has(version));
    await bytes.remove(orphans);
    removed += orphans.length;
  }
  return removed;
}

/** At the start and each hour. Answers how to stop it. */
export function keepSweeping(context: StorageContext): () => void {
  const sweep = () => {
    sweepBytes(context)
      .then((removed) => removed > 0 && log.info("storage.swept", { removed }))
      .catch((error: unknown) => log.warn("storage.sweep_failed", { error }));
  };
  const timer = setInterval(sweep, EVERY_MS);
  timer.unref();
  sweep();
  return () => clearInterval(timer);
}
