/**
 * Plants bugs one by one into copies of the database and shows which of the project's own tests catches each. Exits
 * with 1 when one survives. A name narrows it: npm run test:mutants -- "wide grant".
 */
import { fileURLToPath } from "node:url";
import { runProcess } from "./test/tools";

const root = fileURLToPath(new URL("..", import.meta.url));
const [name] = process.argv.slice(2);

const { code } = await runProcess(
  process.execPath,
  ["node_modules/vitest/vitest.mjs", "run", "--project", "mutants", ...(name ? ["-t", name] : [])],
  { cwd: root, isStreamed: true },
);
process.exit(code);
