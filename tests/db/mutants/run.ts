/** The program behind `npm run test:mutants`; scripts/test-mutants.ts says how it is called. */
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { reportCounts } from "@/scripts/test/counts";
import { startCluster } from "../../support/cluster";
import { openLane } from "./lane";
import type { Lane } from "./lane";
import { mutants } from "./mutants";
import type { Mutant } from "./mutants";
import { printSummary, printVerdict } from "./report";
import { openBaseline, tryEverything, tryNamed } from "./trial";
import type { Verdict } from "./trial";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");
const MOST_LANES = 4;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { part: { type: "string" }, named: { type: "boolean" } },
});

/** Those whose name fits, of them every n-th. */
function chosen(): Mutant[] {
  const [name = ""] = positionals;
  const [, part, parts] = /^(\d+)\/(\d+)$/.exec(values.part ?? "1/1") ?? [];
  if (part === undefined) throw new Error("--part is written as 2/4.");
  return mutants
    .filter((mutant) => new RegExp(name).test(mutant.name))
    .toSorted((one, other) => rank(one).localeCompare(rank(other)))
    .filter((_, index) => index % Number(parts) === Number(part) - 1);
}

/** The longest first, so that no lane works alone at the end; one file's plants together. */
const rank = ({ by, story, matrix }: Mutant) =>
  `${["matrix", "stories", "catalogue"].indexOf(by)} ${matrix ?? story}`;

async function tryAll(lanes: Lane[]): Promise<Verdict[]> {
  const baseline = openBaseline();
  const tryEach = async (wanted: Mutant[], attempt: typeof tryNamed): Promise<Verdict[]> => {
    const waiting = [...wanted];
    const verdicts: Verdict[] = [];
    const work = async (lane: Lane) => {
      for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
        const verdict = await attempt(mutant, lane, baseline);
        printVerdict(verdict);
        verdicts.push(verdict);
      }
    };
    await Promise.all(lanes.map(work));
    return verdicts;
  };
  const verdicts = await tryEach(chosen(), tryNamed);
  const missed = verdicts.filter(({ outcome }) => outcome === "survived");
  if (values.named || missed.length === 0) return verdicts;
  const found = await tryEach(
    missed.map(({ mutant }) => mutant),
    tryEverything,
  );
  const byPlant = new Map(found.map((verdict) => [verdict.mutant, verdict]));
  return verdicts.map((verdict) => {
    const wide = byPlant.get(verdict.mutant);
    // Why the named test did not notice is what has to be mended.
    return wide ? { ...wide, note: verdict.note } : verdict;
  });
}

async function main(): Promise<void> {
  const started = performance.now();
  const { cluster, stop } = await startCluster();
  let lanes: Lane[] = [];
  let [passed, failed] = [0, 0];
  const end = async () => {
    await Promise.all(lanes.map((lane) => lane.close()));
    await stop();
  };
  try {
    const count = Math.min(availableParallelism(), MOST_LANES);
    lanes = await Promise.all(Array.from({ length: count }, () => openLane(root, cluster)));
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      // Vitest's own would end the process before the server is stopped.
      process.removeAllListeners(signal);
      process.once(signal, () => void stop().finally(() => process.exit(130)));
    }
    const verdicts = await tryAll(lanes);
    printSummary(verdicts, (performance.now() - started) / 1000);
    failed = verdicts.filter(({ outcome }) => outcome === "survived").length;
    passed = verdicts.length - failed;
  } finally {
    await end();
  }
  reportCounts([{ passed, failed, output: "" }]);
}

await main();
