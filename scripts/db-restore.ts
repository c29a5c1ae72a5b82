/**
 * Puts a backup in the place of the embedded installation, which must not run. What was there stays beside it.
 *
 *   npm run db:restore -- FILE
 */
import path from "node:path";
import { readBackupKey } from "./backup/sealed-stream";
import { restoreBackup } from "./backup/restore";
import { findInstallation } from "./stack/installation";
import { StackError, runScript } from "./stack/stack-error";

await runScript(async () => {
  const [file] = process.argv.slice(2);
  if (!file || file.startsWith("-"))
    throw new StackError("Name the backup: npm run db:restore -- .local/backups/callout-….backup");
  const { dataDir, databasePort } = findInstallation();
  const key = readBackupKey(process.env);
  const { kept } = await restoreBackup({ file: path.resolve(file), dataDir, databasePort, key });
  console.log("Restored. `npm start` opens it and applies migrations that are newer.");
  for (const folder of kept) console.log(`What was there before: ${folder}. Remove it when all is well.`);
});
