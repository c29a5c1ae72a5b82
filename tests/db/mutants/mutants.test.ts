import { spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, inject, it } from "vitest";
import { cloneDatabase, dropDatabase } from "../../support/cluster";
import type { TestCluster } from "../../support/cluster";
import { connect } from "../../support/database";
import { mutants } from "./mutants";
import type { Mutant } from "./mutants";

type Stage = { name: string; files: string[]; bail: number };

/** The project's own tests. Within the last two the first catch is enough. */
const stages: Stage[] = [
  {
    name: "catalogue",
    // The plants test the rules, not the database; on a broken one some cannot even be planted.
    files: ["tests/db/catalogue/catalogue.test.ts", "-t", "^(?!each rule sees a planted break)"],
    bail: 0,
  },
  {
    name: "matrix",
    files: ["relations", "functions", "references", "scopes", "twins", "topics", "objects"].map(
      (file) => `tests/db/matrix/${file}.test.ts`,
    ),
    bail: 1,
  },
  { name: "stories", files: ["tests/db/stories"], bail: 1 },
];

/** Asks every guard for every bug, which takes three times as long. */
const isThorough = process.env.MUTANTS_ALL === "1";

/** `title` is null where the file itself broke: then none of its tests was asked. */
type Catch = { stage: string; test: string; path: string; title: string | null };
const results = new Map<string, Catch[]>();

afterAll(() => {
  const lines = mutants
    .filter(({ name }) => results.has(name))
    .map(({ name }) => {
      const caught = results.get(name) ?? [];
      const by = caught.map(({ stage, test }) => `${stage}: ${test}`).join("\n      ");
      return `  ${caught.length > 0 ? "caught  " : "SURVIVED"} ${name}\n      ${by}`;
    });
  const count = [...results.values()].filter((caught) => caught.length > 0).length;
  process.stdout.write(`\n${lines.join("\n")}\nmutants: ${count} of ${results.size} caught\n`);
});

describe.concurrent("each planted bug is caught", () => {
  it.each(mutants)("$name", { timeout: 300_000 }, async (mutant) => {
    const { name, sql, by } = mutant;
    const cluster = inject("cluster");
    const template = `mutant_${mutants.indexOf(mutant)}`;
    const admin = connect(await cloneDatabase(cluster, template), 1);
    await admin.unsafe(sql).simple();
    await admin.end();
    const caught: Catch[] = [];
    const asked = stages.toSorted((left, right) => Number(right.name === by) - Number(left.name === by));
    for (const stage of [...askedFirst(mutant), ...asked]) {
      if (caught.length === 0 || isThorough) caught.push(...(await runStage(stage, template)).slice(0, 2));
    }
    results.set(name, caught);
    await dropDatabase(cluster, template);
    expect(caught).not.toEqual([]);
  });
});

// After the plants, of which each says by its name what it was caught by: all that caught is asked, and nothing else.
describe("the unchanged database", () => {
  it(
    "passes every test that caught something, else the catch would mean nothing",
    { timeout: 600_000 },
    async () => {
      const { template } = inject("cluster");
      const caught = [...results.values()].flat();
      const of = (name: string): Promise<Catch[]> => {
        const mine = caught.filter(({ stage }) => stage === name);
        if (mine.length === 0) return Promise.resolve([]);
        const files = [...new Set(mine.map((each) => each.path))];
        const titles = mine.some(({ title }) => title === null) ? [] : mine.map(({ title }) => title ?? "");
        return runStage({ name, files: [...files, ...only(titles)], bail: 0 }, template);
      };
      expect(await Promise.all(stages.map(({ name }) => of(name)))).toEqual([[], [], []]);
    },
  );
});

/** The one test or file that is meant to notice. The stage it belongs to is asked when it does not. */
function askedFirst({ by, story, matrix, test }: Mutant): Stage[] {
  const file = story ? `stories/${story}` : matrix ? `matrix/${matrix}` : null;
  if (!file) return [];
  const path = `tests/db/${file}.test.ts`;
  const whole = { name: by, files: [path], bail: 1 };
  return test ? [{ ...whole, files: [path, ...only([test])] }, whole] : [whole];
}

/** Of the files before it these tests alone. */
function only(titles: readonly string[]): string[] {
  if (titles.length === 0) return [];
  const escaped = [...new Set(titles)].map((title) => title.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return ["-t", escaped.join("|")];
}

type Report = {
  testResults: {
    name: string;
    message: string;
    assertionResults: { title: string; fullName: string; status: string; failureMessages: string[] }[];
  }[];
};

/** Says something of the machine, nothing of the database. */
const isLate = (message: string): boolean => /(?:Test|Hook) timed out in/.test(message);

/** Runs a stage in a process of its own against clones of `template`; answers the tests that failed. */
async function runStage(stage: Stage, template: string): Promise<Catch[]> {
  const cluster = inject("cluster");
  const folder = path.join(cluster.folder, "mutants");
  mkdirSync(folder, { recursive: true });
  const report = path.join(folder, `${template}-${stage.name}.json`);
  const own: TestCluster = { ...cluster, template, folder };
  await runTool(
    [
      "node_modules/vitest/vitest.mjs",
      "run",
      "--project=db",
      "--maxWorkers=1",
      `--bail=${stage.bail}`,
      "--reporter=json",
      `--outputFile=${report}`,
      ...stage.files,
    ],
    { ...process.env, TEST_CLUSTER: JSON.stringify(own) },
  );
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as Report;
  return testResults.flatMap(({ name, message, assertionResults }): Catch[] => {
    const failed = assertionResults.filter(
      ({ status, failureMessages }) => status === "failed" && !failureMessages.every(isLate),
    );
    const file = path.basename(name, ".test.ts");
    const where = { stage: stage.name, path: path.relative(process.cwd(), name) };
    const tests = failed.map((each) => ({ ...where, test: `${file}: ${each.title}`, title: each.fullName }));
    const broken =
      message !== "" && !isLate(message) && assertionResults.every(({ status }) => status !== "failed");
    return broken ? [{ ...where, test: `${file}: ${message.slice(0, 120)}`, title: null }] : tests;
  });
}

function runTool(args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env, stdio: "ignore" });
    child.once("error", reject);
    child.once("close", () => resolve());
  });
}
