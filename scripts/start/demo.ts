import { existsSync, readFileSync, writeFileSync } from "node:fs";
import postgres from "postgres";
import { StackError } from "../stack/stack-error";
import { runStep } from "./steps";

/** Names the cluster: a new data folder is a new one, and gets its demo. */
async function clusterIdentity(url: string): Promise<string> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    const [row] = await sql`select system_identifier::text as id from pg_control_system()`;
    return String(row?.id);
  } finally {
    await sql.end();
  }
}

/**
 * Fills the demo on the first run. Whether that happened is noted beside the data and after the work, not guessed
 * from it: who deletes the demo companies doesn't want them back, and a seed that broke off is run again.
 */
export async function seedOnce(
  root: string,
  dataDir: string,
  settings: NodeJS.ProcessEnv,
  say: (words: string) => void,
): Promise<void> {
  const script = [`${root}/scripts/seed.ts`, `${root}/scripts/seed/seed.ts`].find((path) => existsSync(path));
  if (!script) return;
  const note = `${dataDir}/state/demo`;
  const identity = await clusterIdentity(settings.ADMIN_DATABASE_URL ?? "");
  if (existsSync(note) && readFileSync(note, "utf8") === identity) return;
  say("Filling in the demo companies");
  const { code, told, log } = await runStep({
    name: "demo",
    cwd: root,
    args: ["--conditions=react-server", "--import", "tsx", script, "demo"],
    env: settings,
    logFolder: `${dataDir}/logs`,
  });
  if (code !== 0)
    throw new StackError(
      `${told}\n\nThe demo could not be filled in; the next start tries again. The whole report: ${log}`,
    );
  writeFileSync(note, identity, { mode: 0o600 });
}
