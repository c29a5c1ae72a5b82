import { runCli } from "./stack/cli";
import { connect } from "./stack/database";
import { storeContextKey } from "./stack/stack";
import { runScript, StackError } from "./stack/stack-error";

/**
 * `npm run db:push -- postgresql://postgres.<ref>:<password>@<host>:5432/postgres [--dry-run]`: brings a hosted
 * project to the state of supabase/migrations with the Supabase CLI, and hands it the key that signs request
 * contexts. The embedded database needs no push: it is migrated on every start.
 */
await runScript(async () => {
  const [url, ...flags] = process.argv.slice(2);
  if (!url || !/^postgres(ql)?:\/\//.test(url)) {
    throw new StackError(
      "Name the project's database: npm run db:push -- postgresql://postgres.<ref>:<password>@<host>:5432/postgres (Supabase dashboard, Connect, session pooler).",
    );
  }
  const { code } = await runCli(["db", "push", "--yes", ...flags], url, { show: true });
  if (code !== 0)
    throw new StackError(
      "The push did not go through; the database is as the last applied migration left it.",
    );
  if (flags.includes("--dry-run")) return;
  if (!process.env.CONTEXT_KEY) {
    console.log(
      "CONTEXT_KEY is not set, so the project keeps the one it has; with another one than the app's, history shows no addresses.",
    );
    return;
  }
  const sql = connect(url);
  try {
    await storeContextKey(sql, process.env.CONTEXT_KEY);
  } finally {
    await sql.end();
  }
});
