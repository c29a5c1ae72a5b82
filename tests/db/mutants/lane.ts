import { mkdirSync } from "node:fs";
import path from "node:path";
import { createVitest } from "vitest/node";
import type { TestModule } from "vitest/node";
import type { TestCluster } from "../../support/cluster";
import { kindOf } from "./judge";
import type { Failure } from "./judge";

/** Tests of one file: those whose full title fits the pattern, or all of them. */
export type Question = { file: string; pattern: RegExp | null };

export type Answer = {
  passed: string[];
  failed: Failure[];
  /** Why the file could not be asked, or not in full: it cannot be loaded, or a hook failed. */
  trouble: string | null;
};

/** Asks one question at a time; as many lanes work side by side as the machine has cores for. */
export type Lane = {
  /** Runs the tests against databases with this bug in them, or with none. */
  ask: (question: Question, plant: string | null) => Promise<Answer>;
  close: () => Promise<void>;
};

/**
 * One Vitest that stays: what a question costs is a worker, no start of Vitest, and each source is transformed once.
 * Its project "mutants" are the tests of the project "db", without a cluster of their own.
 */
export async function openLane(root: string, cluster: TestCluster): Promise<Lane> {
  let ended: TestModule[] = [];
  const vitest = await createVitest("test", {
    root,
    project: ["mutants"],
    run: true,
    watch: false,
    maxWorkers: 1,
    reporters: [{ onTestModuleEnd: (module) => void ended.push(module) }],
  });
  const [project] = vitest.projects;
  if (!project) throw new Error("vitest.config.ts has no project mutants.");
  // What the matrix counts there is not said at the end of this run.
  const folder = path.join(cluster.folder, "mutants");
  mkdirSync(folder, { recursive: true });
  return {
    async ask({ file, pattern }, plant) {
      ended = [];
      project.provide("cluster", { ...cluster, folder, plant: plant ?? undefined });
      const about = pattern ? { testNamePattern: pattern } : [];
      const specification = project.createSpecification(path.join(root, file), about);
      const { unhandledErrors } = await vitest.runTestSpecifications([specification]);
      // Only what ended just now counts: Vitest keeps the results of the question before.
      return answerOf(
        ended[0],
        unhandledErrors.map((error) => ({ message: String((error as Error).message) })),
      );
    },
    close: () => vitest.close(),
  };
}

function answerOf(module: TestModule | undefined, unhandled: readonly { message: string }[]): Answer {
  const answer: Answer = { passed: [], failed: [], trouble: null };
  for (const test of module?.children.allTests() ?? []) {
    const { state, errors } = test.result();
    if (state === "passed") answer.passed.push(test.fullName);
    if (state !== "failed") continue;
    const [first] = errors;
    answer.failed.push({
      title: test.fullName,
      kind: kindOf(errors),
      why: (first?.message ?? "").split("\n")[0]?.slice(0, 160) ?? "",
    });
  }
  const suites = [...(module?.children.allSuites() ?? [])];
  const errors = [...(module?.errors() ?? []), ...suites.flatMap((suite) => suite.errors()), ...unhandled];
  if (!module) answer.trouble = "The file was not run.";
  else if (errors[0]) answer.trouble = errors[0].message.slice(0, 300);
  return answer;
}
