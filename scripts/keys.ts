/**
 * The keys that secrets are sealed with. The worker does the same by itself every minute; this is for an operator who
 * wants it now and wants to read that it is done. Opens nothing to anybody: it prints counts.
 *
 *   npm run keys -- rotate [SLUG]   new data keys for one organization or all, everything sealed anew
 *   npm run keys -- rewrap          after a new key in front of ENCRYPTION_KEYS: the data keys wrapped by it
 *   npm run keys -- prove           opens some secrets of each kind; ends with 1 where one does not open
 */
import { proveSecrets, tendKeys } from "@/lib/crypto/worker";
import { connectWorker } from "@/lib/worker/database";
import type { Sql } from "@/lib/worker/database";
import { StackError, runScript } from "./stack/stack-error";

const usage = "Commands: npm run keys -- rotate [SLUG] | rewrap | prove";

async function rotate(sql: Sql, slug: string | undefined): Promise<void> {
  const [row] = await sql<{ asked: number }[]>`select ops.ask_for_new_keys(${slug ?? null}) as asked`;
  if (row?.asked === 0)
    throw new StackError(
      slug ? `"${slug}" has no key yet, or its next one is being made.` : "No organization has a key yet.",
    );
  await tendKeys(sql);
  console.log(
    `${row?.asked} organizations have a new data key. The old ones are destroyed by the worker ten minutes after nothing needs them.`,
  );
}

const commands: Record<string, (sql: Sql, slug?: string) => Promise<void>> = {
  rotate,
  rewrap: async (sql) => {
    await tendKeys(sql);
    console.log("Every data key that opens is wrapped by the first of ENCRYPTION_KEYS.");
  },
  prove: async (sql) => {
    await proveSecrets(sql);
    console.log("Every secret that was looked at opens.");
  },
};

await runScript(async () => {
  const [name = "", slug] = process.argv.slice(2);
  const command = commands[name];
  if (!command) throw new StackError(usage);
  const { DATABASE_URL: url, ENCRYPTION_KEYS: keys } = process.env;
  if (!url || !keys)
    throw new StackError(
      "DATABASE_URL and ENCRYPTION_KEYS must be set. `npm start` writes both into .env.local.",
    );
  const sql = connectWorker(url, "callout-keys");
  try {
    await command(sql, slug);
  } finally {
    await sql.end({ timeout: 5 });
  }
});
