/**
 * Plants bugs one by one into copies of the database and shows which of the project's own tests catches each. Exits
 * with 1 when one survives.
 *
 *   npm run test:mutants                     all of them
 *   npm run test:mutants -- "wide grant"     those whose name fits
 *   npm run test:mutants -- --part=2/4       every fourth, beginning with the second
 *   npm run test:mutants -- --named          the named tests alone: nothing else is asked about survivors
 */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

const child = spawn(
  process.execPath,
  [
    "--conditions=react-server",
    "--import",
    "./scripts/start/end-with-parent.mjs",
    "--import",
    "tsx",
    "tests/db/mutants/run.ts",
    ...process.argv.slice(2),
  ],
  {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: { ...process.env, CALLOUT_STARTED_BY: String(process.pid) },
  },
);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.once(signal, () => void child.kill(signal));
child.once("exit", (code) => process.exit(code ?? 1));
