import { parseArgs } from "node:util";
import { withInstallation } from "./stack/installation";
import { rollBackTo } from "./stack/migrations";
import { MIGRATIONS_FOLDER, ROLLBACKS_FOLDER } from "./stack/stack";
import { runScript, StackError } from "./stack/stack-error";

/** `npm run db:rollback -- <version>`: undoes every migration newer than that one, newest first; 0 undoes all. */
await runScript(async () => {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2),
    allowPositionals: true,
    options: { remote: { type: "string" } },
  });
  const version = positionals[0];
  if (!version || !/^(0|\d{14})$/.test(version)) {
    throw new StackError(
      "Say which migration shall be the last that stays (its 14 digits, or 0 for none): npm run db:rollback -- 20261121000300. For a hosted project add --remote=postgresql://…",
    );
  }
  const folders = { migrations: MIGRATIONS_FOLDER, rollbacks: ROLLBACKS_FOLDER };
  const undone = values.remote
    ? await rollBackTo(values.remote, folders, version)
    : await withInstallation(({ ownerUrl }) => rollBackTo(ownerUrl, folders, version));
  if (undone.length === 0) console.log("Nothing to undo: no later migration is applied.");
  for (const one of undone) console.log(`undone ${one}`);
});
