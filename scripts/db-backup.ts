/**
 * Copies the embedded installation while it runs: database, log and files, encrypted with BACKUP_KEY.
 *
 *   npm run db:backup [-- --to FOLDER] [--keep N]
 */
import path from "node:path";
import { parseArgs } from "node:util";
import { keepNewest, makeBackup } from "./backup/backup";
import { readBackupKey } from "./backup/sealed-stream";
import { withInstallation } from "./stack/installation";
import { StackError, runScript } from "./stack/stack-error";

await runScript(async () => {
  const { values } = parseArgs({ options: { to: { type: "string" }, keep: { type: "string" } } });
  const key = readBackupKey(process.env);
  const keep = values.keep === undefined ? null : Number(values.keep);
  if (keep !== null && (!Number.isInteger(keep) || keep < 1))
    throw new StackError("--keep is how many backups stay: a whole number.");
  await withInstallation(async ({ adminUrl, dataDir }) => {
    const folder = path.resolve(values.to ?? process.env.BACKUP_DIR ?? path.join(dataDir, "backups"));
    const startedAt = performance.now();
    const { file, bytes, sha256 } = await makeBackup({ adminUrl, dataDir, folder, key });
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(`${file}: ${(bytes / 1e6).toFixed(1)} MB in ${seconds} s, read back; sha256 ${sha256}`);
    for (const old of keep === null ? [] : await keepNewest(folder, keep)) console.log(`${old} removed`);
    console.log(
      "It opens with BACKUP_KEY alone, and secrets in it with ENCRYPTION_KEYS: keep both elsewhere.",
    );
  });
});
