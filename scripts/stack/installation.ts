import net from "node:net";
import path from "node:path";
import { databaseUrl } from "./credentials";
import { bootstrapDatabase } from "./database";
import { startPostgres } from "./postgres";
import { StackError } from "./stack-error";

export type Installation = { adminUrl: string; ownerUrl: string; dataDir: string; databasePort: number };

/** The embedded installation of this folder, by .env.local; refused where the settings point elsewhere. */
export function findInstallation(
  environment: NodeJS.ProcessEnv = process.env,
): Installation & { secretKey: string } {
  const secretKey = environment.SUPABASE_SECRET_KEY;
  if (!secretKey)
    throw new StackError("There is no installation here yet (.env.local is missing). Run `npm start` first.");
  const { hostname } = new URL(environment.SUPABASE_URL ?? "http://127.0.0.1");
  if (!["127.0.0.1", "localhost"].includes(hostname)) {
    throw new StackError(
      `SUPABASE_URL points to ${hostname}. This command works on the embedded database only.`,
    );
  }
  const databasePort = Number(environment.DATABASE_PORT ?? 15432);
  const urlOf = (role: "supabase_admin" | "postgres") => databaseUrl({ secretKey, role, port: databasePort });
  return {
    secretKey,
    databasePort,
    dataDir: path.resolve(environment.CALLOUT_DATA ?? ".local"),
    adminUrl: urlOf("supabase_admin"),
    ownerUrl: urlOf("postgres"),
  };
}

/** Works on the running database, or on one started for as long as the work takes. */
export async function withInstallation<T>(work: (installation: Installation) => Promise<T>): Promise<T> {
  const installation = findInstallation();
  if (await answers(installation.databasePort)) return work(installation);
  const server = await startPostgres({
    dataDir: installation.dataDir,
    port: installation.databasePort,
    secretKey: installation.secretKey,
  });
  try {
    await bootstrapDatabase(installation.adminUrl, installation.secretKey);
    return await work(installation);
  } finally {
    await server.stop();
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
