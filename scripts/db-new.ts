import { writeFileSync } from "node:fs";
import { listMigrations } from "./stack/migrations";
import { MIGRATIONS_FOLDER, ROLLBACKS_FOLDER } from "./stack/stack";
import { runScript, StackError } from "./stack/stack-error";

/** `npm run db:new -- add_tags`: an empty migration and its rollback, named as the rules want it. */
await runScript(async () => {
  const name = process.argv[2] ?? "";
  if (!/^[a-z]+(_[a-z0-9]+)+$/.test(name)) {
    throw new StackError("Say what the migration does, verb first: npm run db:new -- add_tags_to_customers");
  }
  const last = listMigrations(MIGRATIONS_FOLDER).at(-1)?.version ?? "0";
  const now = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  // A clock that runs behind must not put the new migration before one that is already released.
  const version = now > last ? now : String(BigInt(last) + 1n);
  const file = `${version}_${name}.sql`;
  const words = name.replaceAll("_", " ");
  writeFileSync(`${MIGRATIONS_FOLDER}/${file}`, `-- ${words}: the reason for it, in a sentence.\n`, {
    flag: "wx",
  });
  writeFileSync(`${ROLLBACKS_FOLDER}/${file}`, `-- Undoes "${words}".\n`, { flag: "wx" });
  console.log(`supabase/migrations/${file}\nsupabase/rollbacks/${file}`);
});
