import { randomBytes, randomInt } from "node:crypto";
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readlinkSync, rmSync } from "node:fs";
import path from "node:path";
import { isFree } from "./cluster/ports";
import { databaseUrl } from "./credentials";
import { bootstrapDatabase } from "./database";
import { startPostgres } from "./postgres";
import { migrateDatabase } from "./stack";

export type Scratch = { adminUrl: string; ownerUrl: string };

/**
 * Runs `work` on a database of its own with every migration applied, and leaves nothing behind. Generated files
 * come from here, so that they never depend on what someone tried out in the running installation.
 */
export async function withScratchDatabase<T>(work: (scratch: Scratch) => Promise<T>): Promise<T> {
  mkdirSync(".local", { recursive: true, mode: 0o755 });
  const dataDir = mkdtempSync(path.resolve(".local", "scratch-"));
  // The database's account must be able to pass through; the cluster inside has a closed folder of its own.
  chmodSync(dataDir, 0o755);
  const secretKey = `sb_secret_${randomBytes(18).toString("base64url")}`;
  const port = await freePort();
  const server = await startPostgres({ dataDir, port, secretKey, fast: true });
  const urlOf = (role: "supabase_admin" | "postgres") => databaseUrl({ secretKey, role, port });
  const scratch = { adminUrl: urlOf("supabase_admin"), ownerUrl: urlOf("postgres") };
  try {
    await bootstrapDatabase(scratch.adminUrl, secretKey);
    await migrateDatabase(scratch.adminUrl, scratch.ownerUrl, {
      secretKey,
      contextKey: randomBytes(32).toString("base64url"),
    });
    return await work(scratch);
  } finally {
    await server.stop();
    removeData(dataDir);
  }
}

/** Below the ephemeral range, where no outgoing connection takes a port by chance. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = randomInt(28_000, 32_700);
    if (await isFree(port)) return port;
  }
  throw new Error("No free port between 28000 and 32700.");
}

/** Removes a data folder, also the part that lies elsewhere behind a link (see cluster/place). */
export function removeData(dataDir: string): void {
  const home = path.join(dataDir, "pg");
  if (lstatSync(home, { throwIfNoEntry: false })?.isSymbolicLink()) {
    rmSync(path.dirname(readlinkSync(home)), { recursive: true, force: true });
  }
  rmSync(dataDir, { recursive: true, force: true });
}
