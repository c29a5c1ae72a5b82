import { rmSync } from "node:fs";
import path from "node:path";
import postgres from "postgres";
import { benchAudit } from "./bench/audit";
import { benchBoard } from "./bench/board";
import { benchBookings } from "./bench/bookings";
import { benchCall } from "./bench/call";
import type { BenchStack } from "./bench/call";
import { benchCrypto } from "./bench/crypto";
import { benchCustomers } from "./bench/customers";
import { writeDocument } from "./bench/document";
import { benchField } from "./bench/field";
import { benchFiles } from "./bench/files";
import { benchJobs } from "./bench/jobs";
import { benchLive } from "./bench/live";
import { benchSlots } from "./bench/slots";
import { benchSync } from "./bench/sync";
import { readSettings } from "./stack/settings";
import { startStack } from "./stack/stack";
import { runScript, StackError } from "./stack/stack-error";
import { freePorts } from "./test/app";

/** `url` is for benchmarks that need more connections than the pool has, `stack` for one that asks over HTTP. */
type Bench = (sql: postgres.Sql, url: string, stack: BenchStack) => Promise<boolean>;

const benches: Record<string, Bench> = {
  audit: benchAudit,
  crypto: benchCrypto,
  customers: benchCustomers,
  slots: benchSlots,
  bookings: benchBookings,
  board: benchBoard,
  call: benchCall,
  field: benchField,
  files: benchFiles,
  jobs: benchJobs,
  live: benchLive,
  sync: benchSync,
};

/**
 * `npm run bench [-- NAME…]`: each benchmark on a database of its own with the settings of daily use (fsync on).
 * Exits with 1 where a figure misses what DESIGN promises. `-- document` writes the newest figures into docs/benchmarks.md.
 */
async function main(): Promise<void> {
  const names = process.argv.slice(2);
  if (names[0] === "document") return writeDocument();
  const unknown = names.find((name) => !(name in benches));
  if (unknown) {
    throw new StackError(
      `There is no benchmark "${unknown}". There are: ${Object.keys(benches).join(", ")}.`,
    );
  }
  const dataDir = path.resolve(".local", "bench", `stack-${process.pid}`);
  const [gatewayPort = 0, databasePort = 0] = await freePorts(2);
  const settings = await readSettings(dataDir, { NODE_ENV: "production" });
  const stack = await startStack({ dataDir, gatewayPort, databasePort, settings });
  const sql = postgres(stack.databaseUrl, { max: 4, onnotice: () => undefined });
  try {
    await stack.migrate();
    for (const [name, bench] of Object.entries(benches)) {
      if (names.length > 0 && !names.includes(name)) continue;
      if (!(await bench(sql, stack.databaseUrl, { url: stack.url, dataDir, settings }))) process.exitCode = 1;
    }
  } finally {
    await sql.end();
    await stack.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

await runScript(main);
