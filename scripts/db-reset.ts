import { rmSync } from "node:fs";
import { seedOnce } from "./start/demo";
import { dropDatabase } from "./stack/database";
import { findInstallation } from "./stack/installation";
import { startPostgres } from "./stack/postgres";
import { readSettings } from "./stack/settings";
import { startStack } from "./stack/stack";
import { runScript } from "./stack/stack-error";

/** `npm run db:reset`: throws the embedded database away, applies every migration and fills in the demo again. */
await runScript(async () => {
  const { dataDir, databasePort, adminUrl, secretKey } = findInstallation();
  // Refuses while the installation runs: the lock of the data folder is taken.
  const server = await startPostgres({ dataDir, port: databasePort, secretKey });
  try {
    await dropDatabase(adminUrl, "postgres");
  } finally {
    await server.stop();
  }
  for (const kept of ["mail", "state/demo"]) rmSync(`${dataDir}/${kept}`, { recursive: true, force: true });
  const stack = await startStack({
    dataDir,
    gatewayPort: Number(process.env.SUPABASE_PORT ?? 15431),
    databasePort,
    settings: await readSettings(dataDir, process.env),
  });
  try {
    const applied = await stack.migrate();
    console.log(`${applied.length} migrations applied.`);
    await seedOnce(process.cwd(), dataDir, { ...process.env, ADMIN_DATABASE_URL: adminUrl }, console.log);
  } finally {
    await stack.stop();
  }
});
