import { judge, readAdvisories } from "./stack/advisories";
import { localUrl, runCli } from "./stack/cli";
import { withScratchDatabase } from "./stack/scratch";
import { runScript, StackError } from "./stack/stack-error";

/** `npm run db:advisors`: Supabase's lints on the migrated database; one without an explanation fails. */
await runScript(async () => {
  const advisories = await withScratchDatabase(async ({ ownerUrl }) => {
    const args = ["db", "advisors", "--type", "all", "--level", "info", "--output-format", "json"];
    const { code, output, errors } = await runCli(args, localUrl(ownerUrl));
    if (code !== 0) throw new StackError(`The Supabase CLI could not check the database: ${errors.trim()}`);
    return readAdvisories(output);
  });
  const { unexplained, idle } = judge(advisories);
  for (const one of unexplained) console.error(`${one.level} ${one.name}: ${one.detail}`);
  for (const one of idle) console.error(`Not needed any more: the allowance for ${one.name}`);
  if (unexplained.length + idle.length > 0) {
    throw new StackError(
      `${unexplained.length} advisories without an explanation, ${idle.length} explanations without an advisory. Mend the migration, or say why in scripts/stack/advisories.ts.`,
    );
  }
  console.log(`${advisories.length} advisories, all explained in scripts/stack/advisories.ts.`);
});
