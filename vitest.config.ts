import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer } from "vitest/node";
import type { TestSpecification } from "vitest/node";

const root = fileURLToPath(new URL(".", import.meta.url));

/** What a project needs that runs against the throw-away cluster: one is started per run, whatever projects run. */
const cluster = { globalSetup: ["./tests/support/cluster.ts"], testTimeout: 60_000, hookTimeout: 120_000 };

const LONGEST = ["rest.test", "relations.test", "functions.test", "rest-functions.test"];
const rankOf = ({ moduleId }: TestSpecification): number =>
  LONGEST.findIndex((name) => moduleId.includes(`/matrix/${name}`)) + 1 || LONGEST.length + 1;

/** What takes minutes is begun first: begun last, it would run alone while a core is idle. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((one, other) => rankOf(one) - rankOf(other));
  }
}

export default defineConfig({
  resolve: {
    alias: {
      "@": root.replace(/\/$/, ""),
      // Vitest's own process, where the cluster is started, cannot be given the condition.
      "server-only": `${root}node_modules/server-only/empty.js`,
    },
    // Server-only modules are loaded as the scripts load them: the same condition, the same files.
    conditions: ["react-server", "node", "import", "module", "default"],
  },
  ssr: { resolve: { conditions: ["react-server", "node", "import", "module", "default"] } },
  test: {
    pool: "forks",
    sequence: { sequencer: LongestFirst },
    execArgv: ["--conditions=react-server"],
    maxWorkers: 2,
    // The machine's zone must not decide a result.
    env: { TZ: "UTC" },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{lib,components,scripts,app,messages}/**/*.test.{ts,tsx}", "tests/unit/**/*.test.ts"],
          // Checks run beside each other: what takes a second alone may take many.
          testTimeout: 60_000,
        },
      },
      { extends: true, test: { name: "contract", include: ["tests/contract/**/*.test.ts"], ...cluster } },
      {
        extends: true,
        test: {
          name: "db",
          include: ["tests/db/**/*.test.ts"],
          ...cluster,
        },
      },
      // The same tests as tests/db/mutants asks them, one at a time: which database they meet, each question says.
      {
        extends: true,
        test: { name: "mutants", include: ["tests/db/**/*.test.ts"], ...cluster, globalSetup: [] },
      },
      // Its installation is started by scripts/test.ts and named in TEST_APP.
      {
        extends: true,
        test: {
          name: "api",
          include: ["tests/api/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "chaos",
          include: ["tests/chaos/**/*.test.ts"],
          // Run alone, its first start builds the app.
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
